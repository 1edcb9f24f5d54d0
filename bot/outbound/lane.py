"""The delivery lane: drains the outbox through python-telegram-bot.

claim → lease → mark as being sent → send → mark the fate. A row is marked `SENDING` before the request leaves, so
that after a crash it is known which rows may have arrived: those become `UNKNOWN` and are never sent again blindly.
Exactly-once delivery does not exist; at-most-once with a named doubt does.
"""

from __future__ import annotations

import asyncio
import logging
import os
from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

import httpx
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.app.entities import Delivery, OutboxRow
from bot.app.lane import Lane
from bot.app.newest import Newest
from bot.app.ports import Clock, Store
from bot.outbound.pacer import Pacer
from bot.outbound.words import in_words

__all__ = ["DeliveryLane", "make_sender"]

LEASE = timedelta(minutes=2)
"""A lane that has not finished a row by then is taken for dead."""

BATCH = 25
"""Rows claimed at a time: about one second of sending."""

RETRY_IN = timedelta(seconds=30)
MAX_ATTEMPTS = 8
"""Attempts at a row whose request never left (no connection); then it is undeliverable."""

NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""Causes of a network error with which nothing reached Telegram."""

log = logging.getLogger(__name__)


def make_sender(token: str, api_base: str, pacer: Pacer | None = None) -> ExtBot[int]:
    """PTB's bot with `pacer`, one of its own if left out. Use it as an async context manager."""
    os.environ.setdefault("PTB_TIMEDELTA", "1")  # without it PTB warns that `retry_after` will be a timedelta
    return ExtBot(
        token,
        base_url=f"{api_base}/bot",
        base_file_url=f"{api_base}/file/bot",
        rate_limiter=pacer or Pacer(),
        request=HTTPXRequest(connection_pool_size=4),
    )


@dataclass(frozen=True)
class DeliveryLane:
    store: Store
    hold: Lane
    clock: Clock
    zone: ZoneInfo
    sender: ExtBot[int]
    newest: Newest
    _stopped: asyncio.Event = field(default_factory=asyncio.Event, init=False, repr=False)

    def stop(self) -> None:
        """End with the row in hand; what is claimed beyond it is planned again."""
        self._stopped.set()

    async def run(self) -> int:
        """Drain once Telegram can be reached; how many were sent."""
        try:
            await self.sender.initialize()  # asks Telegram once who it is; does nothing afterwards
        except (NetworkError, RetryAfter) as error:
            log.warning("nothing can be sent yet: %s", error)
            return 0
        return await self.drain()

    async def drain(self) -> int:
        """Send what is due, one row after the other; how many were sent."""
        sent = 0
        while rows := await self._claim():
            for row in rows:
                sent += await self._deliver(row) is Delivery.SENT
        return sent

    async def reap(self) -> tuple[int, int]:
        """Take back the rows of a lane that died; how many are planned again, how many became unknown."""
        async with self.store.write() as tx:
            return await tx.outbox.reap(self.clock())

    async def _claim(self) -> tuple[OutboxRow, ...]:
        if await self._must_wait():
            return ()
        async with self.store.write() as tx:
            return tuple(await tx.outbox.claim(self.clock(), LEASE, BATCH))

    async def _must_wait(self) -> bool:
        return self._stopped.is_set() or await self.hold.wait_seconds() > 0

    async def _deliver(self, row: OutboxRow) -> Delivery:
        if await self._must_wait():
            return await self._later(row, timedelta(0))
        try:
            text = in_words(row, self.clock(), self.zone)
        except (KeyError, ValueError) as unworded:
            return await self._refused(row, unworded)
        async with self.store.write() as tx:
            if not await tx.outbox.begin_sending(row):
                return Delivery.CLAIMED
        try:
            sent = await self.sender.send_message(row.chat_id, text, parse_mode=ParseMode.HTML)
        except RetryAfter as wait:
            pause = _pause(wait)
            await self.hold.hold(pause)
            return await self._later(row, pause)
        except Forbidden as refused:
            async with self.store.write() as tx:
                await tx.people.set_blocked(row.chat_id, blocked=True)
            return await self._mark(row, Delivery.UNDELIVERABLE, refused.message)
        except (BadRequest, ChatMigrated, InvalidToken) as refused:
            return await self._refused(row, refused)
        except NetworkError as failed:
            return await self._network_failed(row, failed)
        except TelegramError as garbled:  # an answer that is no Bot API's: some proxy spoke instead
            return await self._mark(row, Delivery.UNKNOWN, garbled.message)
        self.newest.note(row.chat_id, sent.message_id)
        return await self._mark(row, Delivery.SENT)

    async def _refused(self, row: OutboxRow, reason: Exception) -> Delivery:
        log.error("row %s cannot be delivered: %r", row.key, reason)
        return await self._mark(row, Delivery.UNDELIVERABLE, str(reason))

    async def _network_failed(self, row: OutboxRow, failed: NetworkError) -> Delivery:
        """A request that never left is tried again; one whose answer was lost leaves a doubt."""
        if not isinstance(failed.__cause__, NEVER_LEFT):
            return await self._mark(row, Delivery.UNKNOWN, failed.message)
        if row.attempts >= MAX_ATTEMPTS:
            return await self._mark(row, Delivery.UNDELIVERABLE, failed.message)
        return await self._later(row, RETRY_IN)

    async def _later(self, row: OutboxRow, pause: timedelta) -> Delivery:
        async with self.store.write() as tx:
            await tx.outbox.postpone(row.id, self.clock() + pause)
        return Delivery.PLANNED

    async def _mark(self, row: OutboxRow, fate: Delivery, error: str = "") -> Delivery:
        async with self.store.write() as tx:
            await tx.outbox.mark(row.id, fate, error)
        return fate


def _pause(wait: RetryAfter) -> timedelta:
    asked = wait.retry_after
    return asked if isinstance(asked, timedelta) else timedelta(seconds=asked)
