"""What a person does and sees, through the control API."""

from __future__ import annotations

import asyncio

import pytest

from tests.bot.standin.wire import Json, Wire


def keys(*names: str) -> Json:
    return {"inline_keyboard": [[{"text": name, "callback_data": f"d:{name}"}] for name in names]}


async def updates(wire: Wire) -> list[Json]:
    result: list[Json] = await wire.result("getUpdates")
    return result


async def test_people_have_64_bit_ids_or_the_one_they_asked_for(wire: Wire) -> None:
    first = await wire.control("users", first_name="An")
    second = await wire.control("users", first_name="Bình", id=42, language_code="en")
    assert first["id"] > 2**32
    assert (second["id"], second["language_code"]) == (42, "en")
    assert (await wire.control("users", first_name="C", id=42))["status"] == 409
    assert [user["id"] for user in (await wire.look("users"))["users"]] == [first["id"], 42]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("users", {}, 400),
        ("users", {"first_name": ""}, 400),
        ("users", {"first_name": "A", "nickname": "B"}, 400),
        ("users", {"first_name": "A", "id": 2**60}, 400),
        ("users/5/text", {"text": "a"}, 404),
        ("users/1/text", {"text": "  "}, 400),
        ("users/1/text", {"text": "a" * 4097}, 400),
        ("users/1/start", {"payload": "a b"}, 400),
        ("users/1/start", {"payload": "a" * 65}, 400),
        ("users/1/press", {}, 400),
        ("users/1/press", {"callback_data": "x", "message_id": 9}, 404),
        ("users/1/edit", {"message_id": 9, "text": "a"}, 404),
        ("users/1/document", {"base64": "!"}, 400),
        ("users/1/document", {"base64": ""}, 400),
        ("users/1/photo", {"base64": "AAAA"}, 400),
    ],
)
async def test_refusals_are_clear(wire: Wire, path: str, body: Json, status: int) -> None:
    await wire.control("users", first_name="An", id=1)
    answer = await wire.control(path, **body)
    assert (answer["status"], bool(answer["error"])) == (status, True)


async def test_a_command_is_marked_and_a_deep_link_carries_its_payload(wire: Wire) -> None:
    user = await wire.person(started=False)
    await wire.control(f"users/{user}/start", payload="donvi-12_x")
    [update] = await updates(wire)
    assert update["message"]["text"] == "/start donvi-12_x"
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


async def test_a_button_is_pressed_by_its_text_newest_message_first(wire: Wire) -> None:
    user = await wire.person()
    await wire.result("sendMessage", chat_id=user, text="1", reply_markup=keys("A", "B"))
    newer = await wire.result("sendMessage", chat_id=user, text="2", reply_markup=keys("B", "C"))
    pressed = await wire.control(f"users/{user}/press", text="B")
    assert pressed["message_id"] == newer["message_id"]
    [update] = await updates(wire)
    assert (update["callback_query"]["data"], update["callback_query"]["message"]["text"]) == ("d:B", "2")
    missing = await wire.control(f"users/{user}/press", text="Z")
    assert (missing["status"], missing["buttons"]) == (404, ["B", "C", "A", "B"])


async def test_a_button_that_was_replaced_can_still_be_pressed_by_its_data(wire: Wire) -> None:
    user = await wire.person()
    sent = await wire.result("sendMessage", chat_id=user, text="1", reply_markup=keys("A"))
    where = {"chat_id": user, "message_id": sent["message_id"]}
    await wire.result("editMessageText", **where, text="2")
    late = {"callback_data": "d:A", "message_id": sent["message_id"]}
    assert (await wire.control(f"users/{user}/press", **late))["status"] == 200
    await wire.result("deleteMessage", **where)
    await wire.control(f"users/{user}/press", **late)
    first, second = await updates(wire)
    assert first["callback_query"]["message"]["text"] == "2"
    assert second["callback_query"]["message"]["date"] == 0


async def test_a_reply_keyboard_writes_its_text_and_goes_if_it_was_for_one_time(wire: Wire) -> None:
    user = await wire.person()
    markup = {"keyboard": [[{"text": "Điểm"}]], "one_time_keyboard": True}
    await wire.result("sendMessage", chat_id=user, text="?", reply_markup=markup)
    await wire.control(f"users/{user}/press", text="Điểm")
    [update] = await updates(wire)
    assert update["message"]["text"] == "Điểm"
    assert (await wire.look(f"users/{user}/chat"))["keyboard"] is None


async def test_who_blocked_the_bot_cannot_write_until_a_restart(wire: Wire) -> None:
    user = await wire.person()
    await wire.control(f"users/{user}/block")
    await wire.control(f"users/{user}/block")
    assert (await wire.control(f"users/{user}/text", text="a"))["status"] == 409
    await wire.control(f"users/{user}/start")
    blocked, unblocked, message = await updates(wire)
    assert blocked["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert unblocked["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert message["message"]["text"] == "/start"


async def test_the_chat_tells_only_what_is_new_and_waits_for_it(wire: Wire) -> None:
    user = await wire.person()
    seen = (await wire.look(f"users/{user}/chat"))["seq"]
    wait = asyncio.create_task(wire.look(f"users/{user}/chat?after={seen}&wait=30"))
    await wire.result("sendMessage", chat_id=user, text="mới")
    view = await wait
    assert [entry["message"]["text"] for entry in view["messages"]] == ["mới"]
    assert view["seq"] > seen
