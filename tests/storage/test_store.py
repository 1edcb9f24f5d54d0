"""The unit of work, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import DBAPIError

from storage.store import SqlStore

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)


async def test_a_block_that_ends_well_is_committed(store: SqlStore) -> None:
    async with store.write() as tx:
        await tx.people.keep_language(2**40, "vi")
    async with store.read() as tx:
        person = await tx.people.get(2**40)
    assert person is not None
    assert person.language == "vi"


async def test_a_block_that_raises_leaves_nothing_behind(store: SqlStore) -> None:
    async def write_and_fail() -> None:
        async with store.write() as tx:
            await tx.people.keep_language(1, "vi")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await write_and_fail()
    async with store.read() as tx:
        assert await tx.people.get(1) is None


async def test_what_is_written_is_not_seen_by_others_before_the_block_ends(store: SqlStore) -> None:
    async with store.write() as tx:
        await tx.outbox.hold(NOON)
        async with store.read() as other:
            assert await other.outbox.hold_until() is None
    async with store.read() as other:
        assert await other.outbox.hold_until() == NOON


async def test_one_look_is_consistent_although_others_write_meanwhile(store: SqlStore) -> None:
    """A score is read in several statements: cells that changed between them would not belong together."""
    async with store.read() as look:
        assert await look.people.roles(1) == []
        async with store.write() as tx:
            await tx.outbox.hold(NOON)
        assert await look.outbox.hold_until() is None


async def test_reading_never_changes_anything(store: SqlStore) -> None:
    with suppress(DBAPIError):  # PostgreSQL says no, SQLite rolls back
        async with store.read() as tx:
            await tx.people.keep_language(1, "vi")
    async with store.read() as tx:
        assert await tx.people.get(1) is None
