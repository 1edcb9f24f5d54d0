"""Run every measurement and print the figures that docs/performance.md quotes."""

from __future__ import annotations

import asyncio
import os
import platform

from benchmarks import interview_loop, startup


async def main() -> None:
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, {platform.machine()}")
    demo = await startup.measure()
    print(f"demo: first answered /start after {demo.first_answer:.1f} s, {demo.memory_mb:.0f} MB at most")
    loop = await interview_loop.measure()
    print(f"interview loop: {loop.interview:.0f} answers/s, {loop.interview_mb:.0f} MB at most")
    print(f"bare echo bot:  {loop.echo:.0f} answers/s, {loop.echo_mb:.0f} MB at most")
    print(f"ratio: {loop.ratio:.2f}")


asyncio.run(main())
