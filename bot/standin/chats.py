"""What a message does to a chat, whoever wrote it."""

from __future__ import annotations

from typing import Any

from bot.standin.errors import bad_request
from bot.standin.exchange import Exchange
from bot.standin.limits import KEPT_CHAT_MESSAGES
from bot.standin.state import ChatMessage, Json, Person


def post(exchange: Exchange, person: Person, content: Json, *, from_bot: bool) -> Json:
    """Put a new message into the chat and return it as the Bot API shows it."""
    exchange.world.last_message_id += 1
    number = exchange.world.last_message_id
    body: Json = {
        "message_id": number,
        "from": {k: exchange.me[k] for k in ("id", "is_bot", "first_name", "username")}
        if from_bot
        else person.user(),
        "chat": person.chat(),
        "date": int(exchange.now()),
        **content,
    }
    if from_bot:
        person.action = None
    person.messages[number] = ChatMessage(body=body, seq=exchange.changed(person), from_bot=from_bot)
    while len(person.messages) > KEPT_CHAT_MESSAGES:
        del person.messages[next(iter(person.messages))]
    return body


def find(person: Person, message_id: object, purpose: str) -> ChatMessage:
    """A message that still exists, or Telegram's refusal ``message to <purpose> not found``."""
    message = person.messages.get(message_id) if isinstance(message_id, int) else None
    if message is None or message.deleted:
        raise bad_request(f"message to {purpose} not found")
    return message


def edit(exchange: Exchange, person: Person, message: ChatMessage, changes: Json) -> Json:
    """Change a message in place; a value of ``None`` takes the field away."""
    body = {**message.body, **changes, "edit_date": int(exchange.now())}
    message.body = {name: value for name, value in body.items() if value is not None}
    message.edits += 1
    message.seq = exchange.changed(person)
    return message.body


def delete(exchange: Exchange, person: Person, message: ChatMessage) -> None:
    """The bubble goes; its number is never used again."""
    message.deleted = True
    message.seq = exchange.changed(person)


def take_keyboard(exchange: Exchange, person: Person, markup: Json | None) -> Json:
    """Split a new message's markup: inline keyboards belong to it, other keyboards to the chat."""
    if markup is None:
        return {}
    if "inline_keyboard" in markup:
        return {"reply_markup": markup}
    person.keyboard = None if "remove_keyboard" in markup else markup
    exchange.changed(person)
    return {}


def view(exchange: Exchange, person: Person, after: int = 0) -> dict[str, Any]:
    """The chat as the person sees it; with ``after``, only what changed since that ``seq``."""
    action = person.action if person.action_until > exchange.now() else None
    return {
        "seq": person.seq,
        "user": {**person.user(), "started": person.started, "blocked": person.blocked},
        "messages": [
            {
                "seq": message.seq,
                "from_bot": message.from_bot,
                "edits": message.edits,
                "deleted": message.deleted,
                "message": message.body,
            }
            for message in person.messages.values()
            if message.seq > after
        ],
        "notices": [vars(notice) for notice in person.notices if notice.seq > after],
        "keyboard": person.keyboard,
        "action": action,
        "pending": sum(update.chat_id == person.id for update in exchange.updates.waiting()),
    }
