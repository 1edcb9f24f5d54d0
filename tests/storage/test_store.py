"""The unit of work, on SQLite and PostgreSQL alike."""

from __future__ import annotations

import pytest

from storage.store import SqlStore


async def test_a_block_that_ends_well_is_committed(store: SqlStore) -> None:
    async with store.write() as tx:
        await tx.people.keep_language(2**40, "vi")
    async with store.read() as tx:
        person = await tx.people.get(2**40)
    assert person is not None
    assert person.language == "vi"


async def test_a_block_that_raises_leaves_nothing_behind(store: SqlStore) -> None:
    with pytest.raises(RuntimeError):
        async with store.write() as tx:
            await tx.people.keep_language(1, "vi")
            raise RuntimeError
    async with store.read() as tx:
        assert await tx.people.get(1) is None
