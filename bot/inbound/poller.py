"""Long polling whose offset advances only after commit.

aiogram's own polling confirms updates before their handlers end; a crash then loses them. Here a batch is handled
to its end, chat by chat in order, and only the next request confirms it. What was handled and is delivered again
after a crash is recognised by its number and changes nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramConflictError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import Update
from aiogram.types.update import UpdateTypeLookupError

from bot.app.trouble import Trouble

__all__ = ["Poller"]

POLL_SECONDS = 25
"""Length of one long poll; Telegram allows 50, and proxies cut quiet connections earlier."""

PAUSE_SECONDS = 1.0
"""Pause after a request that failed, doubled up to the next constant."""

MAX_PAUSE_SECONDS = 30.0

GRACE_SECONDS = 5.0
"""How long a stop waits for updates in hand. One cut off is not confirmed, and handling it again is harmless."""

PASSING = (
    ClientDecodeError,
    TelegramConflictError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
"""Failures that pass: a proxy's error page, another poller during a deploy, no network, too many requests, 5xx."""

ALLOWED_UPDATES = ["message", "callback_query", "my_chat_member"]

log = logging.getLogger(__name__)

_T = TypeVar("_T")


class Poller:
    """Fetches updates and feeds them to the dispatcher until `stop()`. `sleep` is asyncio's outside of tests."""

    def __init__(
        self,
        bot: Bot,
        dispatcher: Dispatcher,
        trouble: Trouble,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._trouble = trouble
        self._sleep = sleep
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Take no more updates; those in hand are finished."""
        self._stopping.set()

    async def run(self) -> None:
        offset: int | None = None
        pause = PAUSE_SECONDS
        while not self._stopping.is_set():
            try:
                updates = await self._unless_stopped(self._fetch(offset))
            except PASSING as error:
                log.warning("no updates: %s", error)
                await self._unless_stopped(self._sleep(getattr(error, "retry_after", pause)))
                pause = min(2 * pause, MAX_PAUSE_SECONDS)
                continue
            pause = PAUSE_SECONDS
            if updates:
                if not await self._handled(updates):
                    return
                offset = updates[-1].update_id + 1

    async def _handled(self, updates: Sequence[Update]) -> bool:
        """Whether the batch came to its end; a stop gives it some seconds, and Telegram delivers the rest again."""
        handling = asyncio.create_task(self._handle(updates))
        stopped = asyncio.create_task(self._stopping.wait())
        await asyncio.wait({handling, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if not handling.done():
            await asyncio.wait({handling}, timeout=GRACE_SECONDS)
        if handling.done():
            handling.result()
            return True
        handling.cancel()
        await asyncio.gather(handling, return_exceptions=True)
        return False

    async def _unless_stopped(self, waiting: Awaitable[_T]) -> _T | None:
        """What `waiting` gives; `None` where `stop()` comes first."""
        task = asyncio.ensure_future(waiting)
        stopped = asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
            return task.result() if task.done() else None
        finally:
            task.cancel()
            stopped.cancel()

    async def _fetch(self, offset: int | None) -> Sequence[Update]:
        return await self._bot.get_updates(
            offset=offset,
            timeout=POLL_SECONDS,
            allowed_updates=ALLOWED_UPDATES,
            request_timeout=POLL_SECONDS + 10,
        )

    async def _handle(self, updates: Sequence[Update]) -> None:
        """All chats at once, each chat in its order."""
        chats: defaultdict[int, list[Update]] = defaultdict(list)
        for update in updates:
            chats[_chat(update)].append(update)
        await asyncio.gather(*(self._handle_chat(in_order) for in_order in chats.values()))

    async def _handle_chat(self, updates: Sequence[Update]) -> None:
        for update in updates:
            await self._handle_one(update)

    async def _handle_one(self, update: Update) -> None:
        """Try again when handling fails; put an update aside that keeps failing, with an alarm in the store."""
        while True:
            try:
                await self._dispatcher.feed_update(self._bot, update)
            except Exception as error:
                log.exception("update %s failed", update.update_id)
                if await self._trouble.give_up(update.update_id, repr(error)):
                    return
                await self._sleep(PAUSE_SECONDS)
            else:
                return


def _chat(update: Update) -> int:
    """Whose update it is; 0 for what has no person, such as a kind of update that aiogram does not know yet."""
    try:
        user = getattr(update.event, "from_user", None)
    except UpdateTypeLookupError:
        return 0
    return user.id if user else 0
