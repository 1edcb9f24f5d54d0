"""Changes to messages that are already there, and their end."""

from __future__ import annotations

from typing import Any

from aiogram.methods import (
    DeleteMessage,
    DeleteMessages,
    EditMessageCaption,
    EditMessageReplyMarkup,
    EditMessageText,
)

from bot.standin import chats
from bot.standin.errors import bad_request
from bot.standin.exchange import Exchange
from bot.standin.markup import check_markup
from bot.standin.methods.registry import carries
from bot.standin.methods.sending import caption_part, text_part
from bot.standin.params import Call, structured
from bot.standin.state import ChatMessage, Json, Person

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


@carries(EditMessageText)
async def edit_message_text(exchange: Exchange, params: EditMessageText, call: Call) -> Json:
    content = text_part(params.text or "", params)
    person, message = _own(exchange, params)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    return _change(exchange, person, message, {**content, "reply_markup": _markup(call)})


@carries(EditMessageCaption)
async def edit_message_caption(exchange: Exchange, params: EditMessageCaption, call: Call) -> Json:
    content = caption_part(params)
    person, message = _own(exchange, params)
    if "text" in message.body:
        raise bad_request("there is no caption in the message to edit")
    return _change(exchange, person, message, {**content, "reply_markup": _markup(call)})


@carries(EditMessageReplyMarkup)
async def edit_message_reply_markup(exchange: Exchange, params: EditMessageReplyMarkup, call: Call) -> Json:
    person, message = _own(exchange, params)
    return _change(exchange, person, message, {"reply_markup": _markup(call)})


@carries(DeleteMessage)
async def delete_message(exchange: Exchange, params: DeleteMessage, _call: Call) -> bool:
    person = exchange.addressee(params.chat_id)
    chats.delete(exchange, person, chats.find(person, params.message_id, "delete"))
    return True


@carries(DeleteMessages)
async def delete_messages(exchange: Exchange, params: DeleteMessages, _call: Call) -> bool:
    person = exchange.addressee(params.chat_id)
    for number in params.message_ids:  # [api] "if some of the specified messages can't be found, they are skipped"
        message = person.messages.get(number)
        if message is not None and not message.deleted:
            chats.delete(exchange, person, message)
    return True


def _own(exchange: Exchange, params: Any) -> tuple[Person, ChatMessage]:
    if params.inline_message_id is not None:
        raise bad_request("MESSAGE_ID_INVALID")
    person = exchange.addressee(params.chat_id)
    if params.message_id is None:
        raise bad_request("message identifier is not specified")
    message = chats.find(person, params.message_id, "edit")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return person, message


def _markup(call: Call) -> Json | None:
    return check_markup(structured(call.raw.get("reply_markup"), "reply_markup"), inline_only=True)


def _change(exchange: Exchange, person: Person, message: ChatMessage, changes: Json) -> Json:
    if all(message.body.get(name) == value for name, value in changes.items()):
        raise bad_request(_NOT_MODIFIED)
    return chats.edit(exchange, person, message, changes)
