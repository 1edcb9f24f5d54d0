"""Print the figures that docs/performance.md quotes: `python -m benchmarks`, or only some: `… lookup recount`."""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
from importlib import import_module

BENCHMARKS = ("startup", "interview", "lookup", "recount")
"""Modules with `measure()` and the lines that `report()` its result."""


def main() -> None:
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument("name", nargs="*", metavar="NAME", help=f"all if left out: {', '.join(BENCHMARKS)}")
    names = parser.parse_args().name
    if unknown := set(names) - set(BENCHMARKS):
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, {platform.machine()}")
    for name in names or BENCHMARKS:
        benchmark = import_module(f"benchmarks.{name}")
        for line in benchmark.report(asyncio.run(benchmark.measure())):
            print(line, flush=True)


main()
