"""The town that conversation tests happen in."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from bot.app.package import ProvincePackage
from bot.compose import open_services
from bot.settings import Settings
from tests.conftest import StoppedClock
from tests.town import Town, open_town


@pytest.fixture
async def town(
    database_url: str, clock: StoppedClock, hai_duong: ProvincePackage, thanh_hoa: ProvincePackage
) -> AsyncIterator[Town]:
    """Both example provinces, on each engine."""
    async with open_town(database_url, clock, Random(1).choice, hai_duong, thanh_hoa) as opened:
        yield opened


@pytest.fixture(scope="session")
def surveyed_province(
    tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path, hai_duong: ProvincePackage
) -> Path:
    """A database to be copied: Hải Dương after its surveys about the districts, with six papers for each.

    The departments have no total, for they have no papers.
    """
    past = datetime(2026, 11, 1, tzinfo=UTC)
    round_ = hai_duong.rounds[0]
    closed = replace(round_, campaigns=tuple(replace(each, closes_at=past) for each in round_.campaigns))
    path = tmp_path_factory.mktemp("surveyed") / "parbot.sqlite3"
    shutil.copy(sqlite_template, path)

    async def survey() -> None:
        settings = Settings(database_url=f"sqlite+aiosqlite:///{path}")
        async with open_services(settings, clock=lambda: datetime(2026, 11, 20, 2, 0, tzinfo=UTC)) as services:
            await services.loader.load(replace(hai_duong, rounds=(closed,)))
            for each in closed.campaigns:
                if "thanh_ha" in each.units:
                    await services.sampler.add("hai_duong", each.code, 6, Random(each.code))
            await services.releasing.run()

    asyncio.run(survey())
    return path
