"""kill -9 on a real process, between commit and reply and before the commit: nothing lost, nothing twice."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.app.access import Access
from bot.app.load import Loader
from bot.app.package import ProvincePackage
from bot.settings import Settings
from bot.standin import DEFAULT_TOKEN, StandIn, serve
from storage.engine import create_engines, dispose
from storage.store import SqlStore
from tests.conftest import StoppedClock
from tests.person import Person, Screen, control

PATIENCE_SECONDS = 20
ROOT = Path(__file__).parent.parent.parent


@dataclass
class Bot:
    """The bot as a process of its own."""

    process: asyncio.subprocess.Process

    async def kill(self) -> None:
        self.process.kill()
        await self.process.wait()


@asynccontextmanager
async def running_bot(url: str, database_url: str) -> AsyncIterator[Bot]:
    environment = {
        **os.environ,
        "PARBOT_TOKEN": DEFAULT_TOKEN,
        "PARBOT_API_BASE": url,
        "PARBOT_DATABASE_URL": database_url,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", cwd=ROOT, env=environment, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    assert await asyncio.wait_for(process.stdout.readline(), PATIENCE_SECONDS), "the bot did not start"
    try:
        yield Bot(process)
    finally:
        if process.returncode is None:
            process.terminate()
            await asyncio.wait_for(process.wait(), PATIENCE_SECONDS)


async def eventually(url: str, method: str, happened: Callable[[dict[str, Any]], bool]) -> None:
    """Until the stand-in's request log holds such a call."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not any(map(happened, (await control(url, "GET", f"requests?method={method}"))["requests"])):
            pass


@asynccontextmanager
async def nobody_can_commit(database_url: str) -> AsyncIterator[None]:
    """Hold the lock that every transaction of the bot needs."""
    engines = create_engines(database_url)
    try:
        async with engines[0].connect() as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                await connection.execute(text("lock table processed_update in access exclusive mode"))
            yield
    finally:
        await dispose(engines)


@pytest.fixture
async def ticket(database_url: str, clock: StoppedClock, hai_duong: ProvincePackage) -> str:
    from random import Random

    store = SqlStore(database_url)
    await Loader(store, clock, Settings().zone).load(hai_duong)
    (issued,) = await Access(store, Random(1).choice).tickets(
        "hai_duong", "citizen", per_unit=1, units=("nam_sach",)
    )
    await store.close()
    return issued.code


async def press_without_reaction(citizen: Person, button: str) -> int:
    """Tap while nobody answers; the number of the update."""
    tapped = await control(citizen.url, "POST", f"users/{citizen.id}/press", {"text": button})
    return int(tapped["update_id"])


async def counted(database_url: str) -> tuple[int, int, int]:
    """(ballots, ratings in cells, participations)."""
    engines = create_engines(database_url)
    try:
        async with engines[1].connect() as connection:
            ballots = await connection.scalar(text("select count(*) from ballot"))
            ratings = await connection.scalar(text("select coalesce(sum(n), 0) from cell where criterion <> '*'"))
            took_part = await connection.scalar(text("select count(*) from participation"))
        return int(ballots or 0), int(ratings or 0), int(took_part or 0)
    finally:
        await dispose(engines)


async def to_first_question(citizen: Person, ticket: str) -> Screen:
    await citizen.start(ticket)
    await citizen.click("Tiếng Việt")
    return await citizen.click("Tôi đồng ý")


async def test_killed_between_commit_and_reply(database_url: str, ticket: str) -> None:
    async with serve(StandIn()) as url:
        citizen = await Person.create(url, patience=PATIENCE_SECONDS)
        async with running_bot(url, database_url) as bot:
            assert "1/7" in (await to_first_question(citizen, ticket)).text
            await control(url, "POST", "faults", {"method": "editMessageText", "kind": "timeout"})
            await press_without_reaction(citizen, "2. Hài lòng")
            await eventually(url, "editMessageText", lambda call: call["fault"] == "timeout")
            await bot.kill()
        async with running_bot(url, database_url):
            await citizen.until("2/7")


async def test_killed_before_the_commit(database_url: str, ticket: str) -> None:
    async with serve(StandIn()) as url:
        citizen = await Person.create(url, patience=PATIENCE_SECONDS)
        async with running_bot(url, database_url) as bot:
            await to_first_question(citizen, ticket)
            async with nobody_can_commit(database_url):
                update = await press_without_reaction(citizen, "2. Hài lòng")
                await eventually(url, "getUpdates", lambda call: delivered(call, update))
                await bot.kill()
        assert "1/7" in (await citizen.screen()).text
        async with running_bot(url, database_url):
            await citizen.until("2/7")


async def test_killed_after_sending_the_paper(database_url: str, ticket: str) -> None:
    """The ballot is counted once, although its sending is delivered twice and never answered the first time."""
    async with serve(StandIn()) as url:
        citizen = await Person.create(url, patience=PATIENCE_SECONDS)
        async with running_bot(url, database_url) as bot:
            await to_first_question(citizen, ticket)
            for _ in range(6):
                await citizen.click("1. Rất hài lòng")
            await citizen.click("Bỏ qua ›")
            await control(url, "POST", "faults", {"method": "editMessageText", "kind": "timeout"})
            await press_without_reaction(citizen, "Gửi phiếu")
            await eventually(url, "editMessageText", lambda call: call["fault"] == "timeout")
            await bot.kill()
        assert await counted(database_url) == (1, 6, 1)
        async with running_bot(url, database_url):
            await citizen.until("cảm ơn")
        assert await counted(database_url) == (1, 6, 1)


async def test_killed_while_one_chat_hung_and_another_was_served(database_url: str, ticket: str) -> None:
    """What the other sent since is delivered again with what hung, and counts once."""
    async with serve(StandIn()) as url:
        slow = await Person.create(url, patience=PATIENCE_SECONDS)
        citizen = await Person.create(url, name="Bình", patience=PATIENCE_SECONDS)
        async with running_bot(url, database_url) as bot:
            await to_first_question(citizen, ticket)
            for _ in range(6):
                await citizen.click("1. Rất hài lòng")
            await citizen.click("Bỏ qua ›")
            hangs = {"method": "sendMessage", "kind": "timeout", "user_id": slow.id, "times": 99}
            await control(url, "POST", "faults", hangs)
            await control(url, "POST", f"users/{slow.id}/start", {})
            await eventually(url, "sendMessage", lambda call: call["fault"] == "timeout")
            await press_without_reaction(citizen, "Gửi phiếu")
            await citizen.until("cảm ơn")
            assert await counted(database_url) == (1, 6, 1)
            assert len((await control(url, "GET", "state"))["pending_updates"]) == 2
            await bot.kill()
        await control(url, "DELETE", "faults")
        async with running_bot(url, database_url):
            await control(url, "POST", "wait_idle", {"seconds": PATIENCE_SECONDS})
            await slow.until("/start")
            await citizen.until("cảm ơn")
        assert await counted(database_url) == (1, 6, 1)


def delivered(call: dict[str, Any], update_id: int) -> bool:
    """The log keeps only the numbers of what getUpdates handed out."""
    return update_id in ((call["answer"] or {}).get("result") or [])
