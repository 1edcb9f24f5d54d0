"""Print the figures that docs/performance.md quotes: `python -m benchmarks`, or only some: `… lookup recount`."""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
from collections.abc import AsyncIterator, Callable


async def startup() -> AsyncIterator[str]:
    from benchmarks.startup import measure

    demo = await measure()
    yield f"demo: first answered /start after {demo.first_answer:.1f} s, {demo.memory_mb:.0f} MB at most"


async def interview() -> AsyncIterator[str]:
    from benchmarks.interview_loop import measure

    loop = await measure()
    yield f"interview loop: {loop.interview:.0f} answers/s, {loop.interview_mb:.0f} MB at most"
    yield f"bare echo bot:  {loop.echo:.0f} answers/s, {loop.echo_mb:.0f} MB at most"
    yield f"ratio: {loop.ratio:.2f}"


async def lookup() -> AsyncIterator[str]:
    from benchmarks.lookup import UNITS, measure

    found = await measure()
    for ratings, spent in found.look_ms.items():
        yield f"look-up of a score with {ratings:,} ratings stored: {spent:.2f} ms"
    yield f"  the same measured twice differs by {found.noise_ms:.2f} ms at most; {found.cells} cells are read"
    yield f"scoring {UNITS} units: {found.province_ms:.1f} ms, as much as {found.province_ratio:.1f} look-ups"


async def recount() -> AsyncIterator[str]:
    from benchmarks.recount import measure, report

    for line in report(await measure()):
        yield line


BENCHMARKS: dict[str, Callable[[], AsyncIterator[str]]] = {
    each.__name__: each for each in (startup, interview, lookup, recount)
}


async def main() -> None:
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument("name", nargs="*", metavar="NAME", help=f"all if left out: {', '.join(BENCHMARKS)}")
    names = parser.parse_args().name
    if unknown := set(names) - BENCHMARKS.keys():
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, {platform.machine()}")
    for name in names or BENCHMARKS:
        async for line in BENCHMARKS[name]():
            print(line, flush=True)


asyncio.run(main())
