"""Conversations need one engine only: the storage tests run on both."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest

from bot.app.package import ProvincePackage
from bot.app.trouble import Trouble
from bot.inbound.dispatcher import make_bot
from bot.standin import DEFAULT_TOKEN, StandIn, serve
from storage.store import SqlStore
from tests.bot.inbound.desk import Naps
from tests.bot.inbound.polling import Office
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


@pytest.fixture
async def office(store: SqlStore, clock: StoppedClock) -> AsyncIterator[Office]:
    """A bot that polls, with a handler of the test's own."""
    standin = StandIn()
    async with serve(standin) as url, make_bot(DEFAULT_TOKEN, url) as bot:
        yield Office(url, bot, Trouble(store), Naps(clock), standin)
