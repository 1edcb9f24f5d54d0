"""Answers per second of one person tapping as fast as the bot reacts, against a bare aiogram echo bot.

Both bots run as processes of their own on one stand-in each, in turns, so that a slower machine slows both.
One answer is: tap → getUpdates → transaction (durable on disk) → editMessageText → answerCallbackQuery.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.crowd import PROVINCE
from benchmarks.processes import peak_memory_mb, process
from bot.compose import open_services
from bot.province import read_province
from bot.settings import Settings
from bot.standin import DEFAULT_TOKEN, FloodLimits, StandIn, serve
from tests.person import Person

__all__ = ["measure", "report"]

ROUNDS = 5
TAPS = 120
UNLIMITED = FloodLimits(per_second=10**6, per_chat_second=0.0, chat_burst=10**6)
"""The stand-in's own limits would be what is measured."""


@dataclass(frozen=True)
class Result:
    """Medians over the rounds: answers per second, and the peak memory of the process in MB."""

    interview: float
    echo: float
    ratio: float
    interview_mb: float
    echo_mb: float


async def measure() -> Result:
    ours: list[float] = []
    bare: list[float] = []
    with TemporaryDirectory() as folder:
        async with _interview_bot(Path(folder)) as (tap_ours, our_pid), _echo_bot() as (tap_bare, bare_pid):
            for _ in range(ROUNDS):
                ours.append(await _rate(tap_ours))
                bare.append(await _rate(tap_bare))
            memory = peak_memory_mb(our_pid), peak_memory_mb(bare_pid)
    ratios = [our / echo for our, echo in zip(ours, bare, strict=True)]
    return Result(statistics.median(ours), statistics.median(bare), statistics.median(ratios), *memory)


def report(result: Result) -> Iterator[str]:
    yield f"interview loop: {result.interview:.0f} answers/s, {result.interview_mb:.0f} MB at most"
    yield f"bare echo bot:  {result.echo:.0f} answers/s, {result.echo_mb:.0f} MB at most"
    yield f"ratio: {result.ratio:.2f}"


async def _rate(tap: Callable[[], Awaitable[object]]) -> float:
    began = time.perf_counter()
    for _ in range(TAPS):
        await tap()
    return TAPS / (time.perf_counter() - began)


@asynccontextmanager
async def _interview_bot(folder: Path) -> AsyncIterator[tuple[Callable[[], Awaitable[object]], int]]:
    settings = Settings(database_url=f"sqlite+aiosqlite:///{folder}/bench.sqlite3")
    async with open_services(settings) as services:
        await services.loader.load(read_province(PROVINCE))
        (ticket,) = await services.access.tickets("hai_duong", "citizen", per_unit=1, units=("thanh_ha",))
    async with serve(StandIn(flood=UNLIMITED)) as url:
        environment = {
            "PARBOT_TOKEN": DEFAULT_TOKEN,
            "PARBOT_API_BASE": url,
            "PARBOT_DATABASE_URL": settings.database_url,
        }
        async with process(["-m", "bot", "run"], environment) as bot:
            person = await Person.create(url)
            await person.start(ticket.code)
            await person.click("Tiếng Việt")
            await person.click("Tôi đồng ý")
            buttons = cycle(["1. Rất hài lòng", "‹ Quay lại", "2. Hài lòng", "‹ Quay lại"])

            async def tap() -> None:
                """Answer the first question, go back, answer it differently, …"""
                await person.click(next(buttons))

            yield tap, bot.pid


@asynccontextmanager
async def _echo_bot() -> AsyncIterator[tuple[Callable[[], Awaitable[object]], int]]:
    async with serve(StandIn(flood=UNLIMITED)) as url:
        environment = {"PARBOT_TOKEN": DEFAULT_TOKEN, "PARBOT_API_BASE": url}
        async with process(["-m", "benchmarks.echo_bot"], environment) as bot:
            person = await Person.create(url)
            await person.send("/start")

            async def tap() -> None:
                await person.click("tap")

            yield tap, bot.pid
