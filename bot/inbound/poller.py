"""Long polling whose offset advances only after commit.

aiogram's own polling confirms updates before their handlers end; a crash then loses them. Here a batch is handled
to its end, chat by chat in order, and only the next request confirms it. What was handled and is delivered again
after a crash is recognised by its number and changes nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Sequence

from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from aiogram.types import Update

from bot.app.trouble import Trouble

__all__ = ["Poller"]

POLL_SECONDS = 25
"""Length of one long poll; Telegram allows 50, and proxies cut quiet connections earlier."""

PAUSE_SECONDS = 1.0
"""Pause after a request that failed, doubled up to the next constant."""

MAX_PAUSE_SECONDS = 30.0

ALLOWED_UPDATES = ["message", "callback_query", "my_chat_member"]

log = logging.getLogger(__name__)


class Poller:
    """Fetches updates and feeds them to the dispatcher until `stop()`."""

    def __init__(self, bot: Bot, dispatcher: Dispatcher, trouble: Trouble) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._trouble = trouble
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Take no more updates; those in hand are finished."""
        self._stopping.set()

    async def run(self) -> None:
        offset: int | None = None
        pause = PAUSE_SECONDS
        stopping = asyncio.create_task(self._stopping.wait())
        while not self._stopping.is_set():
            fetching = asyncio.create_task(self._fetch(offset))
            await asyncio.wait({fetching, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if not fetching.done():
                fetching.cancel()
                break
            try:
                updates = fetching.result()
            except (TelegramNetworkError, TelegramServerError, TelegramRetryAfter) as error:
                log.warning("no updates: %s", error)
                await asyncio.wait({stopping}, timeout=getattr(error, "retry_after", pause))
                pause = min(2 * pause, MAX_PAUSE_SECONDS)
                continue
            pause = PAUSE_SECONDS
            if updates:
                await self._handle(updates)
                offset = updates[-1].update_id + 1
        stopping.cancel()

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
                await asyncio.sleep(PAUSE_SECONDS)
            else:
                return


def _chat(update: Update) -> int:
    event = update.event
    user = getattr(event, "from_user", None)
    return user.id if user else 0
