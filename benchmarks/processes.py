"""Bots as processes of their own, measured from outside."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

__all__ = ["peak_memory_mb", "process"]

ROOT = Path(__file__).parent.parent


@asynccontextmanager
async def process(
    arguments: Sequence[str], environment: Mapping[str, str]
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A Python process that has printed its first line; terminated at the end."""
    started = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert started.stdout
    await started.stdout.readline()
    try:
        yield started
    finally:
        started.terminate()
        await started.wait()


def peak_memory_mb(pid: int) -> float:
    """The most memory the process ever held (Linux: VmHWM), in MB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise ValueError(pid)
