"""What a person can do: write, press, send files, block. Each act becomes the update Telegram would send."""

from __future__ import annotations

from typing import Any

from bot.standin import chats
from bot.standin.entities import format_text
from bot.standin.errors import ControlRefusal
from bot.standin.exchange import Exchange
from bot.standin.limits import KEPT_QUERIES, START_PAYLOAD, TEXT_UNITS
from bot.standin.state import ChatMessage, Json, Person, Query


def send(exchange: Exchange, person: Person, content: Json) -> Json:
    """A message of any kind from the person; the first one starts the conversation."""
    _may_act(person)
    person.started = True
    body = chats.post(exchange, person, content, from_bot=False)
    update_id = exchange.updates.push("message", body, person.id)
    return {"update_id": update_id, "message_id": body["message_id"], "seq": person.seq}


def send_text(exchange: Exchange, person: Person, text: str) -> Json:
    """A text message; commands and links are found as Telegram finds them."""
    formatted = format_text(text)
    if not formatted.text:
        raise ControlRefusal(400, "the text is empty")
    if formatted.units > TEXT_UNITS:
        raise ControlRefusal(400, f"the text is longer than {TEXT_UNITS} UTF-16 units")
    if person.keyboard and (person.keyboard.get("one_time_keyboard") or "force_reply" in person.keyboard):
        person.keyboard = None
    content: Json = {"text": formatted.text}
    if formatted.entities:
        content["entities"] = formatted.entities
    return send(exchange, person, content)


def start(exchange: Exchange, person: Person, payload: str | None) -> Json:
    """Open the bot's deep link, or press START; it also takes a block back, as RESTART does."""
    if payload and not START_PAYLOAD.fullmatch(payload):
        raise ControlRefusal(400, "a deep link carries 1-64 characters of A-Z a-z 0-9 _ -")
    if person.blocked:
        set_blocked(exchange, person, False)
    return send_text(exchange, person, f"/start {payload}" if payload else "/start")


def edit_text(exchange: Exchange, person: Person, message_id: int, text: str) -> Json:
    """Correct an own text message."""
    _may_act(person)
    message = person.messages.get(message_id)
    if message is None or message.from_bot or message.deleted or "text" not in message.body:
        raise ControlRefusal(404, f"no own text message {message_id}")
    formatted = format_text(text)
    if not 0 < formatted.units <= TEXT_UNITS:
        raise ControlRefusal(400, f"a text has 1-{TEXT_UNITS} UTF-16 units")
    changes = {"text": formatted.text, "entities": formatted.entities or None}
    body = chats.edit(exchange, person, message, changes)
    update_id = exchange.updates.push("edited_message", body, person.id)
    return {"update_id": update_id, "message_id": message_id, "seq": person.seq}


def press(
    exchange: Exchange,
    person: Person,
    *,
    text: str | None = None,
    callback_data: str | None = None,
    message_id: int | None = None,
    inaccessible: bool = False,
) -> Json:
    """Press a button by its visible text, newest message first, then the reply keyboard.

    With ``callback_data`` and ``message_id`` the button need not be there any more: a slow network lets
    people press keyboards that have already been replaced.
    """
    _may_act(person)
    if callback_data is not None:
        message = _pressed_message(person, callback_data, message_id)
        return _query(exchange, person, message, callback_data, inaccessible)
    for message in _with_buttons(person, message_id):
        for button in _buttons(message):
            if button["text"] == text:
                if "callback_data" in button:
                    return _query(exchange, person, message, button["callback_data"], inaccessible)
                return {"opened": button.get("url"), "seq": person.seq}
    if message_id is None and text in _reply_buttons(person):
        return send_text(exchange, person, str(text))
    raise ControlRefusal(404, f"no button {text!r}", buttons=_available(person, message_id))


def set_blocked(exchange: Exchange, person: Person, blocked: bool) -> Json:
    """Block or unblock the bot; the bot learns it through ``my_chat_member``."""
    if person.blocked == blocked:
        return {"seq": person.seq}
    person.blocked = blocked
    seq = exchange.changed(person)
    member = {"status": "member", "user": exchange.me}
    kicked = {"status": "kicked", "user": exchange.me, "until_date": 0}
    body = {
        "chat": person.chat(),
        "from": person.user(),
        "date": int(exchange.now()),
        "old_chat_member": member if blocked else kicked,
        "new_chat_member": kicked if blocked else member,
    }
    return {"update_id": exchange.updates.push("my_chat_member", body, person.id), "seq": seq}


def _may_act(person: Person) -> None:
    if person.blocked:
        raise ControlRefusal(409, "this person has blocked the bot; unblock it first")
    if person.deactivated:
        raise ControlRefusal(409, "this account is deactivated")


def _query(exchange: Exchange, person: Person, message: ChatMessage, data: str, inaccessible: bool) -> Json:
    world = exchange.world
    world.last_query_id += 1
    query = Query(
        id=str((person.id << 20) + world.last_query_id),
        user_id=person.id,
        message_id=message.body["message_id"],
        created=exchange.now(),
    )
    world.queries[query.id] = query
    while len(world.queries) > KEPT_QUERIES:
        del world.queries[next(iter(world.queries))]
    shown = dict(message.body)
    if inaccessible or message.deleted:
        shown = {"chat": person.chat(), "message_id": query.message_id, "date": 0}
    body = {
        "id": query.id,
        "from": person.user(),
        "message": shown,
        "chat_instance": str(person.id * 31),
        "data": data,
    }
    update_id = exchange.updates.push("callback_query", body, person.id)
    return {"update_id": update_id, "query_id": query.id, "message_id": query.message_id, "seq": person.seq}


def _pressed_message(person: Person, data: str, message_id: int | None) -> ChatMessage:
    if message_id is not None:
        message = person.messages.get(message_id)
        if message is None or not message.from_bot:
            raise ControlRefusal(404, f"the bot sent no message {message_id}")
        return message
    for message in _with_buttons(person, None):
        if any(button.get("callback_data") == data for button in _buttons(message)):
            return message
    raise ControlRefusal(404, f"no button with data {data!r}", buttons=_available(person, None))


def _with_buttons(person: Person, message_id: int | None) -> list[ChatMessage]:
    chosen = [person.messages[message_id]] if message_id in person.messages else []
    candidates = reversed(person.messages.values()) if message_id is None else chosen
    return [message for message in candidates if message.from_bot and not message.deleted]


def _buttons(message: ChatMessage) -> list[dict[str, Any]]:
    rows = message.body.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def _reply_buttons(person: Person) -> list[str]:
    rows = (person.keyboard or {}).get("keyboard", [])
    return [button["text"] for row in rows for button in row]


def _available(person: Person, message_id: int | None) -> list[str]:
    inline = [button["text"] for message in _with_buttons(person, message_id) for button in _buttons(message)]
    return [*inline, *_reply_buttons(person)]
