"""The ticks: each job at once and again, errors survived, never twice at the same time, a stop that waits."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.schedule import Job, Ticks

PATIENCE_SECONDS = 10.0
OFTEN = 0.01
SELDOM = 3600.0


class Worked:
    """A job that counts its runs and rings when it has run often enough."""

    def __init__(self, wanted: int = 1) -> None:
        self.runs = 0
        self.wanted = wanted
        self.enough = asyncio.Event()

    async def __call__(self) -> None:
        self.runs += 1
        if self.runs >= self.wanted:
            self.enough.set()

    async def wait(self) -> None:
        await asyncio.wait_for(self.enough.wait(), PATIENCE_SECONDS)


class Stuck:
    """A job that ends only when it is let go."""

    def __init__(self) -> None:
        self.begun, self.go_on = asyncio.Event(), asyncio.Event()
        self.runs = self.ended = 0

    async def __call__(self) -> None:
        self.runs += 1
        self.begun.set()
        await self.go_on.wait()
        self.ended += 1


@asynccontextmanager
async def ticking(**jobs: tuple[float, Job]) -> AsyncIterator[None]:
    ticks = Ticks(jobs)
    ticks.start()
    try:
        yield
    finally:
        await ticks.stop()


async def test_every_job_runs_at_once_and_need_not_wait_for_its_interval() -> None:
    plan, drain = Worked(), Worked()
    async with ticking(plan=(SELDOM, plan), drain=(SELDOM, drain)):
        await plan.wait()
        await drain.wait()
    assert (plan.runs, drain.runs) == (1, 1)


async def test_a_job_runs_again_after_its_interval() -> None:
    job = Worked(3)
    async with ticking(drain=(OFTEN, job)):
        await job.wait()
    assert job.runs >= 3


async def test_an_error_in_one_job_stops_neither_it_nor_the_others(caplog: pytest.LogCaptureFixture) -> None:
    failing, other = Worked(3), Worked(3)

    async def fail() -> None:
        await failing()
        raise RuntimeError("database is locked")

    async with ticking(plan=(OFTEN, fail), drain=(OFTEN, other)):
        await failing.wait()
        await other.wait()
    assert any("database is locked" in str(record.exc_info) for record in caplog.records if record.exc_info)


async def test_a_job_never_runs_twice_at_the_same_time(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    slow, quick = Stuck(), Worked(5)
    async with ticking(drain=(OFTEN, slow), reap=(OFTEN, quick)):
        await asyncio.wait_for(slow.begun.wait(), PATIENCE_SECONDS)
        await quick.wait()
        assert slow.runs == 1
        slow.go_on.set()


async def test_a_stop_waits_for_the_job_in_hand_and_starts_no_other() -> None:
    job, other = Stuck(), Worked()
    ticks = Ticks({"drain": (SELDOM, job), "reap": (OFTEN, other)})
    ticks.start()
    await asyncio.wait_for(job.begun.wait(), PATIENCE_SECONDS)
    await other.wait()
    stopping = asyncio.create_task(ticks.stop())
    await asyncio.wait({stopping}, timeout=3 * OFTEN)
    assert not stopping.done()
    runs = other.runs
    job.go_on.set()
    await asyncio.wait_for(stopping, PATIENCE_SECONDS)
    assert (job.runs, job.ended, other.runs) == (1, 1, runs)


async def test_a_stop_with_nothing_in_hand_is_immediate() -> None:
    job = Worked()
    ticks = Ticks({"plan": (SELDOM, job)})
    ticks.start()
    await job.wait()
    await asyncio.wait_for(ticks.stop(), PATIENCE_SECONDS)
