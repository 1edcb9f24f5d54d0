"""An office with the tiny province on each engine, and more workers on the same database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from random import Random

import pytest

from bot.app.privacy_requests import DataRequests
from bot.app.privacy_rights import DataRights
from bot.app.telling import Daytime
from storage.store import SqlStore
from tests.bot.app.office import HANOI, Office, open_office
from tests.conftest import StoppedClock


@pytest.fixture
async def office(store: SqlStore, clock: StoppedClock) -> Office:
    return await open_office(store, clock)


@pytest.fixture
async def workers(store: SqlStore, database_url: str) -> AsyncIterator[tuple[SqlStore, ...]]:
    """The office's own store and two more on its database, as three processes would have them."""
    others = SqlStore(database_url), SqlStore(database_url)
    yield store, *others
    for each in others:
        await each.close()


@pytest.fixture
def rights(store: SqlStore, clock: StoppedClock) -> DataRights:
    return DataRights(store, clock, HANOI, Random(1).choice)


@pytest.fixture
def requests(store: SqlStore, clock: StoppedClock) -> DataRequests:
    return DataRequests(store, Daytime(clock, HANOI), Random(2).choice)
