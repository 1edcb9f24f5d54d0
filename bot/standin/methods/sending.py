"""New messages: text, pictures, documents."""

from __future__ import annotations

from typing import Any

from aiogram.methods import SendDocument, SendMessage, SendPhoto
from aiogram.types import ReplyParameters

from bot.standin import chats
from bot.standin.entities import FormattedText, format_text
from bot.standin.errors import bad_request
from bot.standin.exchange import Exchange
from bot.standin.limits import CAPTION_UNITS, TEXT_UNITS
from bot.standin.markup import check_markup
from bot.standin.media import document_part, photo_part
from bot.standin.methods.registry import carries
from bot.standin.params import Call, plain, structured
from bot.standin.state import Json, Person


@carries(SendMessage)
async def send_message(exchange: Exchange, params: SendMessage, call: Call) -> Json:
    person = exchange.addressee(params.chat_id)
    return _post(exchange, person, params, call, text_part(params.text, params))


@carries(SendPhoto)
async def send_photo(exchange: Exchange, params: SendPhoto, call: Call) -> Json:
    person = exchange.addressee(params.chat_id)
    caption = caption_part(params)
    return _post(exchange, person, params, call, {**photo_part(exchange, call), **caption})


@carries(SendDocument)
async def send_document(exchange: Exchange, params: SendDocument, call: Call) -> Json:
    person = exchange.addressee(params.chat_id)
    caption = caption_part(params)
    return _post(exchange, person, params, call, {**document_part(exchange, call), **caption})


def text_part(source: str, params: Any) -> Json:
    """``text``, ``entities`` and the preview options of a sent or edited text."""
    if not source:
        raise bad_request("message text is empty")
    formatted = _formatted(source, params, params.entities)
    if not formatted.text:
        raise bad_request("text must be non-empty")
    if formatted.units > TEXT_UNITS:
        raise bad_request("message is too long")
    preview = plain(params.link_preview_options)
    return {
        "text": formatted.text,
        "entities": formatted.entities or None,
        "link_preview_options": preview.model_dump(exclude_none=True) if preview else None,
    }


def caption_part(params: Any) -> Json:
    """``caption`` and ``caption_entities``; both absent for an empty caption."""
    formatted = _formatted(params.caption or "", params, params.caption_entities)
    if formatted.units > CAPTION_UNITS:
        raise bad_request("message caption is too long")
    return {"caption": formatted.text or None, "caption_entities": formatted.entities or None}


def _formatted(source: str, params: Any, entities: Any) -> FormattedText:
    given = [entity.model_dump(exclude_none=True) for entity in entities or ()]
    return format_text(source, plain(params.parse_mode), given)


def _post(exchange: Exchange, person: Person, params: Any, call: Call, content: Json) -> Json:
    markup = check_markup(structured(call.raw.get("reply_markup"), "reply_markup"))
    replied = _replied_to(person, params)
    exchange.flood.admit(person.id)
    content.update(replied)
    if plain(params.protect_content):
        content["has_protected_content"] = True
    content.update(chats.take_keyboard(exchange, person, markup))
    present = {name: value for name, value in content.items() if value is not None}
    return chats.post(exchange, person, present, from_bot=True)


def _replied_to(person: Person, params: Any) -> Json:
    reply: ReplyParameters | None = params.reply_parameters
    number = reply.message_id if reply else params.reply_to_message_id
    if number is None:
        return {}
    message = person.messages.get(number)
    if message is None or message.deleted:
        allowed = plain(reply.allow_sending_without_reply) if reply else params.allow_sending_without_reply
        if allowed:
            return {}
        raise bad_request("message to be replied not found")
    return {"reply_to_message": {k: v for k, v in message.body.items() if k != "reply_to_message"}}
