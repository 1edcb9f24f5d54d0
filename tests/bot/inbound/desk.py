"""The aiogram side at a real stand-in, without a poller: updates are fetched by hand, sleeping moves the clock."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from aiogram import Bot
from aiogram.types import CallbackQuery, Message, Update

from bot.app.consent import Notices
from bot.app.lane import Lane
from bot.app.newest import Newest
from bot.app.respond import Answering
from bot.inbound.dispatcher import make_bot
from bot.inbound.notice import make_notice
from bot.inbound.replies import Replies
from bot.standin import DEFAULT_TOKEN, StandIn, serve
from storage.store import SqlStore
from tests.conftest import StoppedClock
from tests.person import Person, Screen, control

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


@dataclass
class Naps:
    """A sleep that only moves the clock, and remembers how long."""

    clock: StoppedClock
    slept: list[float] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        if seconds:
            self.slept.append(seconds)
        self.clock.advance(seconds=seconds)


@dataclass
class Desk:
    url: str
    bot: Bot
    replies: Replies
    store: SqlStore
    naps: Naps
    person: Person

    async def update(self) -> Update:
        """The next update, confirmed."""
        (update,) = await self.bot.get_updates(timeout=5)
        await self.bot.get_updates(offset=update.update_id + 1, timeout=0)
        return update

    async def pressed(self, **button: Any) -> CallbackQuery:
        await control(self.url, "POST", f"users/{self.person.id}/press", button)
        query = (await self.update()).callback_query
        assert query is not None
        return query

    async def wrote(self, text: str) -> Message:
        await control(self.url, "POST", f"users/{self.person.id}/text", {"text": text})
        message = (await self.update()).message
        assert message is not None
        return message

    async def screen(self) -> Screen:
        return await self.person.screen()

    async def fails(self, method: str, kind: str, *, times: int = 1, retry_after: int = 5) -> None:
        fault = {"method": method, "kind": kind, "times": times, "retry_after": retry_after}
        await control(self.url, "POST", "faults", fault)

    async def requests(self, method: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await control(self.url, "GET", f"requests?method={method}"))["requests"]
        return found

    async def hold_until(self) -> datetime | None:
        async with self.store.read() as tx:
            return await tx.outbox.hold_until()


@asynccontextmanager
async def open_desk(store: SqlStore, clock: StoppedClock) -> AsyncIterator[Desk]:
    naps, zone = Naps(clock), ZoneInfo("Asia/Ho_Chi_Minh")
    async with serve(StandIn()) as url:
        bot = make_bot(DEFAULT_TOKEN, url)
        answering = Answering(store, clock, Notices(make_notice), zone)
        replies = Replies(bot, answering, Lane(store, clock), Newest(), naps)
        async with bot:
            person = await Person.create(url, lang="en")
            desk = Desk(url, bot, replies, store, naps, person)
            await control(url, "POST", f"users/{person.id}/start", {})
            await desk.update()
            yield desk
