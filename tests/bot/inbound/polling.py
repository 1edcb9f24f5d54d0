"""People who write to a bot while it polls, or before: its only handler is chosen by the test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiogram import Bot, Dispatcher
from aiogram.types import Message

from bot.app.trouble import Trouble
from bot.inbound.poller import GRACE_SECONDS, Poller
from bot.standin import StandIn
from tests.bot.inbound.desk import Naps
from tests.person import PATIENCE_SECONDS, control

Handler = Callable[[str], Awaitable[None]]


class Office:
    """A bot whose only handler is `handle`, and people who write to it before or while it polls."""

    def __init__(self, url: str, bot: Bot, trouble: Trouble, naps: Naps, standin: StandIn) -> None:
        self.url, self.bot, self.naps, self.standin = url, bot, naps, standin
        self.trouble = trouble
        self.handle: Handler = self.note
        self.handled: list[str] = []

    async def note(self, text: str) -> None:
        self.handled.append(text)

    def poller(self, *, grace: float = GRACE_SECONDS) -> Poller:
        dispatcher = Dispatcher(disable_fsm=True)

        @dispatcher.message()
        async def any_message(message: Message) -> None:
            await self.handle(message.text or "")

        return Poller(self.bot, dispatcher, self.trouble, self.naps, grace=grace)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Poller]:
        poller = self.poller()
        running = asyncio.create_task(poller.run())
        try:
            yield poller
        finally:
            poller.stop()
            await asyncio.wait_for(running, PATIENCE_SECONDS)

    async def person(self) -> int:
        return int((await control(self.url, "POST", "users", {"first_name": "An"}))["id"])

    async def write(self, person: int, *texts: str) -> int:
        for text in texts:
            sent = await control(self.url, "POST", f"users/{person}/text", {"text": text})
        return int(sent["update_id"])

    async def fails(self, kind: str, *, times: int = 1, retry_after: int = 1) -> None:
        body = {"method": "getUpdates", "kind": kind, "times": times, "retry_after": retry_after}
        await control(self.url, "POST", "faults", body)

    async def caught_up(self) -> None:
        assert (await control(self.url, "POST", "wait_idle", {"seconds": PATIENCE_SECONDS}))["idle"]

    async def unconfirmed(self) -> list[int]:
        pending: list[int] = (await control(self.url, "GET", "state"))["pending_updates"]
        return pending


class Slow:
    """A handler that begins what is called "slow" at once and ends it only when it is let go."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.begun: list[str] = []
        self.held, self.go_on = asyncio.Event(), asyncio.Event()
        self.rung = asyncio.Event()

    async def __call__(self, text: str) -> None:
        self.begun.append(text)
        if text == "slow":
            self.held.set()
            await patiently(self.go_on)
        await self.office.note(text)
        self.rung.set()

    async def until(self, *texts: str) -> None:
        """Until exactly these were handled."""
        while self.office.handled != list(texts):
            self.rung.clear()
            await patiently(self.rung)


async def patiently(event: asyncio.Event) -> None:
    await asyncio.wait_for(event.wait(), PATIENCE_SECONDS)
