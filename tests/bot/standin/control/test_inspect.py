"""The stand-in's own state: idle, clock, flood, counters."""

from __future__ import annotations

import asyncio

from tests.bot.standin.wire import Wire


async def test_idle_means_that_the_bot_has_confirmed_everything(wire: Wire) -> None:
    assert (await wire.control("wait_idle"))["idle"]
    user = await wire.person()
    update = (await wire.control(f"users/{user}/text", text="a"))["update_id"]
    assert not (await wire.control("wait_idle", update_id=update, seconds=0))["idle"]
    assert (await wire.control("wait_idle", user_id=user + 1, seconds=0))["idle"]
    wait = asyncio.create_task(wire.control("wait_idle", update_id=update, seconds=30))
    await wire.result("getUpdates", offset=update + 1)
    assert (await wait)["idle"]


async def test_the_clock_goes_forward_and_messages_with_it(wire: Wire) -> None:
    user = await wire.person()
    first = await wire.result("sendMessage", chat_id=user, text="a")
    await wire.control("advance", seconds=3600)
    second = await wire.result("sendMessage", chat_id=user, text="b")
    assert second["date"] - first["date"] == 3600
    assert (await wire.control("advance", seconds=-1))["status"] == 400


async def test_the_state_names_what_is_pending(wire: Wire) -> None:
    user = await wire.person()
    update = (await wire.control(f"users/{user}/text", text="a"))["update_id"]
    state = await wire.look("state")
    assert (state["pending_updates"], state["users"], state["webhook"]) == ([update], 1, None)


async def test_flood_limits_can_be_lifted_for_load_trials(wire: Wire) -> None:
    user = await wire.person()
    await wire.control("flood", per_second=None, per_chat_second=None)
    answers = [await wire.api("sendMessage", chat_id=user, text="a") for _ in range(40)]
    assert all(answer["ok"] for answer in answers)
