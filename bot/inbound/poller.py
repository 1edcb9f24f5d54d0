"""Long polling whose offset advances only after commit.

aiogram's own polling confirms updates before their handlers end; a crash then loses them. Here a request confirms
what lies below the lowest update still in hand. While one chat is slow the others are served: at every request
Telegram then delivers everything from that update on, a hundred at most, and what was taken is not taken again.
What was handled and is delivered again after a crash is recognised by its number and changes nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
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

LOOK_SECONDS = 0.5
"""How often a request looks for new updates while others are in hand: it cannot wait for them, for Telegram answers
it at once with those in hand. Handling takes far less, so that this is rare."""

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
        *,
        grace: float = GRACE_SECONDS,
    ) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._trouble = trouble
        self._sleep = sleep
        self._grace = grace
        self._stopping = asyncio.Event()
        self._hand = _Hand(self._handle)

    def stop(self) -> None:
        """Take no more updates; those in hand are finished."""
        self._stopping.set()

    async def run(self) -> None:
        pause = PAUSE_SECONDS
        try:
            while not self._stopping.is_set():
                try:
                    updates = await self._unless_stopped(self._fetch())
                except PASSING as error:
                    log.warning("no updates: %s", error)
                    await self._unless_stopped(self._sleep(getattr(error, "retry_after", pause)))
                    pause = min(2 * pause, MAX_PAUSE_SECONDS)
                    continue
                pause = PAUSE_SECONDS
                self._hand.take(updates or ())
                await self._hand.finish(LOOK_SECONDS)
            await self._hand.finish(self._grace)
        finally:
            await self._hand.drop()

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

    async def _fetch(self) -> Sequence[Update]:
        return await self._bot.get_updates(
            offset=self._hand.offset,
            timeout=0 if self._hand.busy else POLL_SECONDS,
            allowed_updates=ALLOWED_UPDATES,
            request_timeout=POLL_SECONDS + 10,
        )

    async def _handle(self, update: Update) -> None:
        """Try again when handling fails, and put an update aside that keeps failing: each failure is logged, and
        noted in `troubled_update`."""
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


class _Hand:
    """Updates being handled: all chats at once, each chat in its order, none twice.

    `offset` is what the next request may confirm: everything below it is finished.
    """

    def __init__(self, handle: Callable[[Update], Awaitable[None]]) -> None:
        self.offset: int | None = None
        self._handle = handle
        self._chats: dict[int, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._taken: set[int] = set()
        """The updates from `offset` on that were taken: Telegram delivers them until they are confirmed."""
        self._unfinished: set[int] = set()

    @property
    def busy(self) -> bool:
        return bool(self._unfinished)

    def take(self, updates: Iterable[Update]) -> None:
        for update in updates:
            if update.update_id in self._taken:
                continue
            self._taken.add(update.update_id)
            self._unfinished.add(update.update_id)
            chat = _chat(update)
            if chat in self._chats:
                self._chats[chat].append(update)
            else:
                self._chats[chat] = deque([update])
                self._tasks.add(asyncio.create_task(self._serve(chat)))

    async def _serve(self, chat: int) -> None:
        waiting = self._chats[chat]
        while waiting:
            await self._handle(waiting[0])
            self._unfinished.discard(waiting.popleft().update_id)
        del self._chats[chat]

    async def finish(self, seconds: float) -> None:
        """Wait until nothing is in hand, no longer than this. Raises what a handler could not put aside."""
        if self._tasks:
            done, self._tasks = await asyncio.wait(self._tasks, timeout=seconds)
            for task in done:
                task.result()
        if self._taken:
            self.offset = min(self._unfinished, default=max(self._taken) + 1)
            self._taken = {number for number in self._taken if number >= self.offset}

    async def drop(self) -> None:
        """Let go of what is not finished."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def _chat(update: Update) -> int:
    """Whose update it is; 0 for what has no person, such as a kind of update that aiogram does not know yet."""
    try:
        user = getattr(update.event, "from_user", None)
    except UpdateTypeLookupError:
        return 0
    return user.id if user else 0
