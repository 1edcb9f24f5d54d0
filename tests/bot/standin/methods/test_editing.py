"""Edits in place, and deletions."""

from __future__ import annotations

import pytest

from tests.bot.standin.wire import Json, Wire

KEYS = {"inline_keyboard": [[{"text": "x", "callback_data": "y"}]]}
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


async def sent(wire: Wire) -> Json:
    user = await wire.person()
    message = await wire.result("sendMessage", chat_id=user, text="a", reply_markup=KEYS)
    return {"chat_id": user, "message_id": message["message_id"]}


async def test_an_edit_replaces_text_and_keyboard_in_place(wire: Wire) -> None:
    where = await sent(wire)
    await wire.result("editMessageText", **where, text="<b>b</b>", parse_mode="HTML")
    chat = await wire.look(f"users/{where['chat_id']}/chat")
    entry = chat["messages"][-1]
    assert (entry["edits"], entry["message"]["text"]) == (1, "b")
    assert "reply_markup" not in entry["message"]
    assert entry["message"]["edit_date"] >= entry["message"]["date"]


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("editMessageText", {"text": " a ", "reply_markup": KEYS}),
        ("editMessageReplyMarkup", {"reply_markup": KEYS}),
    ],
)
async def test_an_edit_that_changes_nothing_is_refused(wire: Wire, method: str, params: Json) -> None:
    assert await wire.refusal(method, **await sent(wire), **params) == NOT_MODIFIED


@pytest.mark.parametrize(
    ("method", "params", "reason"),
    [
        ("editMessageText", {"text": "b", "message_id": 99}, "message to edit not found"),
        ("editMessageText", {"text": "b", "message_id": 1}, "message can't be edited"),
        ("editMessageText", {"text": "b", "message_id": None}, "message identifier is not specified"),
        ("editMessageText", {"text": ""}, "message text is empty"),
        ("editMessageText", {"text": "b", "reply_markup": {"keyboard": [["a"]]}}, "inline keyboard expected"),
        ("editMessageCaption", {"caption": "b"}, "there is no caption in the message to edit"),
        ("editMessageText", {"text": "b", "inline_message_id": "z"}, "MESSAGE_ID_INVALID"),
        ("deleteMessage", {"message_id": 99}, "message to delete not found"),
    ],
)
async def test_refused_edits(wire: Wire, method: str, params: Json, reason: str) -> None:
    assert await wire.refusal(method, **{**await sent(wire), **params}) == f"Bad Request: {reason}"


async def test_a_deleted_message_is_gone_for_good(wire: Wire) -> None:
    where = await sent(wire)
    await wire.result("deleteMessage", **where)
    assert await wire.refusal("deleteMessage", **where) == "Bad Request: message to delete not found"
    assert await wire.refusal("editMessageText", **where, text="b") == "Bad Request: message to edit not found"
    user = where["chat_id"]
    assert (await wire.look(f"users/{user}/chat"))["messages"][-1]["deleted"]
    assert (await wire.control(f"users/{user}/press", text="x"))["status"] == 404
    assert await wire.result("deleteMessages", chat_id=user, message_ids=[where["message_id"], 99])


async def test_only_the_keyboard_can_be_taken_away(wire: Wire) -> None:
    edited = await wire.result("editMessageReplyMarkup", **await sent(wire))
    assert edited["text"] == "a"
    assert "reply_markup" not in edited
