"""Answers to pressed buttons."""

from __future__ import annotations

import pytest

from tests.bot.standin.wire import Wire

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def pressed(wire: Wire) -> tuple[int, str]:
    user = await wire.person()
    keys = {"inline_keyboard": [[{"text": "x", "callback_data": "y"}]]}
    await wire.result("sendMessage", chat_id=user, text="?", reply_markup=keys)
    return user, (await wire.control(f"users/{user}/press", text="x"))["query_id"]


async def test_the_person_sees_the_answer_and_it_is_given_once(wire: Wire) -> None:
    user, query = await pressed(wire)
    assert await wire.result("answerCallbackQuery", callback_query_id=query, text="Xong", show_alert=True)
    [notice] = (await wire.look(f"users/{user}/chat"))["notices"]
    assert (notice["query_id"], notice["text"], notice["show_alert"]) == (query, "Xong", True)
    assert await wire.refusal("answerCallbackQuery", callback_query_id=query) == TOO_OLD


async def test_an_unknown_query_is_too_old(wire: Wire) -> None:
    assert await wire.refusal("answerCallbackQuery", callback_query_id="5") == TOO_OLD


@pytest.mark.parametrize(("seconds", "ok"), [(150, True), (150.5, False)])
async def test_a_query_lives_150_seconds(wire: Wire, seconds: float, ok: bool) -> None:
    _user, query = await pressed(wire)
    await wire.control("advance", seconds=seconds)
    assert (await wire.api("answerCallbackQuery", callback_query_id=query))["ok"] is ok


async def test_a_long_answer_is_refused_and_does_not_use_the_query_up(wire: Wire) -> None:
    _user, query = await pressed(wire)
    params = {"callback_query_id": query}
    assert await wire.refusal("answerCallbackQuery", **params, text="a" * 201) == "Bad Request: MESSAGE_TOO_LONG"
    assert await wire.result("answerCallbackQuery", **params, text="a" * 200)
