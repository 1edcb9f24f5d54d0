"""From typing `parbot demo` (environment ready, fresh database) to the first answered /start, and its memory."""

from __future__ import annotations

import asyncio
import os
import re
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import TemporaryDirectory

from benchmarks.processes import ROOT, peak_memory_mb
from tests.person import Person

__all__ = ["measure", "report"]

ROUNDS = 3


@dataclass(frozen=True)
class Result:
    """Medians over the rounds, in seconds and MB."""

    first_answer: float
    memory_mb: float


async def measure() -> Result:
    runs = [await _one() for _ in range(ROUNDS)]
    return Result(statistics.median(r.first_answer for r in runs), statistics.median(r.memory_mb for r in runs))


def report(result: Result) -> Iterator[str]:
    yield f"demo: first answered /start after {result.first_answer:.1f} s, {result.memory_mb:.0f} MB at most"


async def _one() -> Result:
    with TemporaryDirectory() as folder:
        began = time.perf_counter()
        demo = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "demo",
            "--port",
            "0",
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=asyncio.subprocess.PIPE,
        )
        assert demo.stdout
        address = ""
        while not address:
            line = (await demo.stdout.readline()).decode()
            if found := re.search(r"(http://\S+?)/chat\?", line):
                address = found.group(1)
        person = await Person.create(address)
        await person.send("/start")
        result = Result(time.perf_counter() - began, peak_memory_mb(demo.pid))
        demo.terminate()
        await demo.wait()
        return result
