"""Injected faults over HTTP: what the client sees, and whether the call was performed."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from tests.bot.standin.wire import Wire


async def test_429_and_500_befall_the_next_calls_of_the_method_only(wire: Wire) -> None:
    user = await wire.person()
    await wire.control("faults", method="sendMessage", kind="429", times=1, retry_after=7)
    await wire.control("faults", method="*", kind="500")
    limited = await wire.api("sendmessage", chat_id=user, text="a")
    assert (limited["error_code"], limited["parameters"]) == (429, {"retry_after": 7})
    assert (await wire.api("getMe"))["error_code"] == 500
    assert (await wire.api("getMe"))["ok"]


async def test_drop_after_performs_the_call_and_cuts_the_line(wire: Wire) -> None:
    user = await wire.person()
    await wire.control("faults", method="sendMessage", kind="drop_after")
    with pytest.raises(aiohttp.ClientError):
        await wire.api("sendMessage", chat_id=user, text="đến nơi")
    chat = await wire.look(f"users/{user}/chat")
    assert chat["messages"][-1]["message"]["text"] == "đến nơi"


async def test_timeout_neither_performs_nor_answers(wire: Wire) -> None:
    user = await wire.person()
    await wire.control("faults", method="sendMessage", kind="timeout")
    url = f"{wire.url}/bot{wire.token}/sendMessage"
    body = {"chat_id": user, "text": "a"}
    call = asyncio.create_task(wire.session.post(url, json=body))
    while not (await wire.look("requests?method=sendMessage"))["requests"]:
        pass
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    entry = (await wire.look("requests?method=sendMessage"))["requests"][0]
    assert (entry["status"], entry["fault"], entry["answer"]) == (0, "timeout", None)
    assert len((await wire.look(f"users/{user}/chat"))["messages"]) == 1


async def test_a_fault_can_aim_at_one_person_and_be_taken_back(wire: Wire) -> None:
    an, binh = await wire.person(name="An"), await wire.person(name="Bình")
    await wire.control("faults", method="sendMessage", kind="500", times=9, user_id=binh)
    assert (await wire.api("sendMessage", chat_id=an, text="a"))["ok"]
    assert not (await wire.api("sendMessage", chat_id=binh, text="a"))["ok"]
    assert (await wire.control("faults", "DELETE"))["faults"] == []
    assert (await wire.api("sendMessage", chat_id=binh, text="a"))["ok"]


async def test_an_unknown_kind_is_refused(wire: Wire) -> None:
    answer = await wire.control("faults", kind="418")
    assert answer["status"] == 400
    assert "kind" in answer["error"]
