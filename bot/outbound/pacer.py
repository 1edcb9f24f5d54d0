"""Paces what the project sends on its own initiative: evenly, below Telegram's limits.

PTB's `AIORateLimiter` lets 60 messages go in the first second and has no limit per chat, so this is a small
limiter of our own behind PTB's interface. A hold after a 429 is the store's (`bot.app.lane`), because both lanes
obey it; this class only spaces the sends.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from telegram._utils.types import JSONDict
from telegram.ext import BaseRateLimiter

__all__ = ["PER_CHAT_SECONDS", "SENDS_PER_SECOND", "Pacer"]

SENDS_PER_SECOND = 25
"""Telegram allows about 30 a second per token; the rest is left to immediate answers."""

PER_CHAT_SECONDS = 1.0
"""Telegram's advice: not more than one message a second to one chat."""

REMEMBERED_CHATS = 10_000
"""Chats whose last send is remembered; those older than `PER_CHAT_SECONDS` are dropped beyond that."""


class Pacer(BaseRateLimiter[int]):
    """Every send gets the next free slot. `monotonic` and `sleep` come from the event loop outside of tests."""

    def __init__(
        self,
        monotonic: Callable[[], float] | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._monotonic = monotonic or (lambda: asyncio.get_running_loop().time())
        self._sleep = sleep
        self._next_slot = 0.0
        self._chats: dict[object, float] = {}

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""

    def reserve(self, chat_id: object) -> float:
        """Take the next slot for a message to `chat_id`; how many seconds it lies ahead."""
        now = self._monotonic()
        slot = max(now, self._next_slot, self._chats.get(chat_id, 0.0))
        self._next_slot = slot + 1 / SENDS_PER_SECOND
        if len(self._chats) >= REMEMBERED_CHATS:
            self._chats = {chat: free for chat, free in self._chats.items() if free > now}
        self._chats[chat_id] = slot + PER_CHAT_SECONDS
        return slot - now

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, bool | JSONDict | list[JSONDict]]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,  # noqa: ARG002 - part of PTB's interface
        data: dict[str, Any],
        rate_limit_args: int | None,  # noqa: ARG002 - part of PTB's interface
    ) -> bool | JSONDict | list[JSONDict]:
        chat_id = data.get("chat_id")
        if chat_id is not None:
            await self._sleep(self.reserve(chat_id))
        return await callback(*args, **kwargs)
