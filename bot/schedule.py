"""The ticks: a handful of fixed jobs in memory. The plan itself lives in tables with unique keys.

APScheduler's defaults would drop late runs silently, run one job twice at once and follow a zone with daylight
saving; each job is therefore told otherwise. Two processes never share a job store: each has its own ticks, and
the tables see to it that a thing happens once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

__all__ = ["Ticks"]

Job = Callable[[], Awaitable[object]]

STOP_SECONDS = 20
"""How long a stop waits for jobs in hand; what is cut off then is leased and taken up again later."""


class Ticks:
    """Runs each job at its interval in seconds, the first time at once. Errors are logged and the tick goes on."""

    def __init__(self, jobs: Mapping[str, tuple[float, Job]]) -> None:
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._jobs = jobs
        self._in_hand: set[asyncio.Task[object]] = set()

    def start(self) -> None:
        for name, (seconds, job) in self._jobs.items():
            self._scheduler.add_job(
                self._run,
                IntervalTrigger(seconds=seconds, timezone=UTC),
                args=[job],
                id=name,
                next_run_time=datetime.now(UTC),
                misfire_grace_time=None,
                coalesce=True,
                max_instances=1,
            )
        self._scheduler.start()

    async def _run(self, job: Job) -> None:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("a tick runs as a task")
        self._in_hand.add(task)
        try:
            await job()
        finally:
            self._in_hand.discard(task)

    async def stop(self) -> None:
        """Start no more jobs and let those in hand end. APScheduler's own shutdown would cancel them."""
        self._scheduler.pause()
        if self._in_hand:
            await asyncio.wait(set(self._in_hand), timeout=STOP_SECONDS)
        self._scheduler.shutdown(wait=False)
