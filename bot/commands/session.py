"""Running a command on the database of the settings."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from bot.settings import Settings

if TYPE_CHECKING:
    from bot.compose import Services

__all__ = ["with_services"]


def with_services(settings: Settings, work: Callable[[Services], Awaitable[int]]) -> int:
    """The exit code of `work`, done with the use cases and nothing else; what they refuse is told by `bot.cli`."""
    from bot.compose import open_services

    async def run() -> int:
        async with open_services(settings) as services:
            return await work(services)

    return asyncio.run(run())
