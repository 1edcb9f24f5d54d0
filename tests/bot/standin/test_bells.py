"""Waiting without sleeping."""

from __future__ import annotations

import asyncio

from bot.standin.bells import Bells


async def test_a_waiter_wakes_when_its_condition_holds_and_not_before() -> None:
    bells, facts = Bells(), list[int]()
    waiter = asyncio.create_task(bells.wait("a", lambda: len(facts) == 2, 30))
    for fact in (1, 2):
        await asyncio.sleep(0)
        assert not waiter.done()
        facts.append(fact)
        bells.ring("b")
        bells.ring("a")
    assert await waiter


async def test_time_and_shutdown_end_a_wait() -> None:
    bells = Bells()
    assert not await bells.wait("a", lambda: False, 0)
    waiter = asyncio.create_task(bells.wait("a", lambda: False, 30))
    await asyncio.sleep(0)
    bells.close()
    assert not await waiter
