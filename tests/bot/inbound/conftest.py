"""Conversations need one engine only: the storage tests run on both."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest

from bot.app.package import ProvincePackage
from tests.conftest import StoppedClock
from tests.town import Town, open_town


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """An empty, migrated SQLite database."""
    copy = tmp_path / "parbot.sqlite3"
    shutil.copy(sqlite_template, copy)
    return f"sqlite+aiosqlite:///{copy}"


@pytest.fixture
async def town(database_url: str, clock: StoppedClock, hai_duong: ProvincePackage) -> AsyncIterator[Town]:
    """The bot at work for one province."""
    async with open_town(database_url, clock, Random(1).choice, hai_duong) as opened:
        yield opened
