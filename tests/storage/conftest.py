"""Several workers on one database, and a small province in it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from storage.store import SqlStore
from tests.builders import make_package


@pytest.fixture
async def workers(database_url: str) -> AsyncIterator[tuple[SqlStore, ...]]:
    """Three stores on one database, as three processes would have them."""
    stores = tuple(SqlStore(database_url) for _ in range(3))
    yield stores
    for store in stores:
        await store.close()


@pytest.fixture
async def loaded(store: SqlStore) -> SqlStore:
    """The store with the province of `make_package`."""
    async with store.write() as tx:
        await tx.provinces.load(make_package(), [0])
    return store
