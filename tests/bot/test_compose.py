"""The worker starts while Telegram fails, and does its work once it answers."""

from __future__ import annotations

import asyncio
import logging
from random import Random

import pytest

from bot.app.entities import RoleKind
from bot.app.package import ProvincePackage
from bot.compose import Worker, open_services
from bot.settings import Settings
from bot.standin import DEFAULT_TOKEN, StandIn, serve
from tests.conftest import StoppedClock
from tests.person import Person, control


async def test_the_bot_starts_while_telegram_fails_and_works_as_soon_as_it_answers(
    database_url: str, clock: StoppedClock, hai_duong: ProvincePackage, caplog: pytest.LogCaptureFixture
) -> None:
    """`getMe` and `setMyCommands` are all that it asks before it polls; none of them is needed for polling."""
    caplog.set_level(logging.WARNING)
    async with serve(StandIn()) as url:
        for method in ("getMe", "setMyCommands"):
            await control(url, "POST", "faults", {"method": method, "kind": "500", "times": 99})
        settings = Settings(database_url=database_url, api_base=url)
        async with open_services(settings, clock=clock, choose=Random(1).choice) as services:
            await services.loader.load(hai_duong)
            code = await services.access.role_code("hai_duong", RoleKind.COORDINATOR)
            worker = Worker(settings, services, DEFAULT_TOKEN)
            stop = asyncio.Event()
            working = asyncio.create_task(worker.run_until(stop))
            coordinator = await Person.create(url)
            assert "Hải Dương" in (await coordinator.start(code.code)).text
            assert "not announced" in caplog.text
            assert await services.reminders.plan() == 1
            await control(url, "DELETE", "faults")
            await coordinator.until("Tự chấm điểm")
            stop.set()
            await working
