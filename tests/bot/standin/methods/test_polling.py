"""getUpdates: offsets, limits, conflicts, ages."""

from __future__ import annotations

import asyncio

import pytest

from tests.bot.standin.wire import Wire


async def write(wire: Wire, user: int, *texts: str) -> list[int]:
    return [(await wire.control(f"users/{user}/text", text=text))["update_id"] for text in texts]


async def ids(wire: Wire, **params: object) -> list[int]:
    return [update["update_id"] for update in await wire.result("getUpdates", **params)]


async def test_updates_stay_until_an_offset_confirms_them(wire: Wire) -> None:
    user = await wire.person()
    a, b, c = await write(wire, user, "a", "b", "c")
    assert await ids(wire) == await ids(wire) == [a, b, c]
    assert await ids(wire, limit=2) == [a, b]
    assert await ids(wire, offset=b) == [b, c]
    assert await ids(wire, offset=0) == [b, c]
    assert await ids(wire, offset=-1) == [c]
    assert await ids(wire) == [c]
    assert await ids(wire, offset=c + 1) == []


async def test_a_long_poll_returns_as_soon_as_something_happens(wire: Wire) -> None:
    user = await wire.person()
    before = (await wire.look("state"))["requests"]
    poll = asyncio.create_task(ids(wire, timeout=50))
    while (await wire.look("state"))["requests"] == before:
        pass
    assert await write(wire, user, "a") == await poll


async def test_a_second_poller_ends_the_first(wire: Wire) -> None:
    before = (await wire.look("state"))["requests"]
    first = asyncio.create_task(wire.refusal("getUpdates", timeout=50))
    while (await wire.look("state"))["requests"] == before:
        pass
    assert await ids(wire) == []
    assert await first == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )


async def test_polling_and_a_webhook_exclude_each_other(wire: Wire) -> None:
    await wire.result("setWebhook", url="http://127.0.0.1:9/")
    assert await wire.refusal("getUpdates") == (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )


@pytest.mark.parametrize(("seconds", "kept"), [(149, ["text", "press"]), (151, ["text"]), (86_401, [])])
async def test_callback_queries_die_after_150_seconds_and_messages_after_a_day(
    wire: Wire, seconds: int, kept: list[str]
) -> None:
    user = await wire.person()
    keys = {"inline_keyboard": [[{"text": "x", "callback_data": "y"}]]}
    await wire.result("sendMessage", chat_id=user, text="?", reply_markup=keys)
    [text] = await write(wire, user, "a")
    press = (await wire.control(f"users/{user}/press", text="x"))["update_id"]
    await wire.control("advance", seconds=seconds)
    assert await ids(wire) == [{"text": text, "press": press}[name] for name in kept]


async def test_only_allowed_kinds_are_queued_from_the_call_on(wire: Wire) -> None:
    user = await wire.person()
    await ids(wire, allowed_updates=["callback_query"])
    await write(wire, user, "a")
    assert await ids(wire) == []
    await ids(wire, allowed_updates=[])
    assert len(await write(wire, user, "b")) == len(await ids(wire))


async def test_a_settled_update_can_be_delivered_again_despite_the_offset(wire: Wire) -> None:
    user = await wire.person()
    [number] = await write(wire, user, "a")
    assert (await wire.control("redeliver", update_id=number))["status"] == 404
    assert await ids(wire) == [number]
    assert await ids(wire, offset=number + 1) == []
    assert (await wire.control("redeliver", update_id=number))["status"] == 200
    assert await ids(wire, offset=number + 1) == [number]
    assert await ids(wire, offset=number + 1) == []
