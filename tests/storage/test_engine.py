"""Writers that read first: why the write engine of SQLite begins IMMEDIATE, and that nothing is lost."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.app.entities import RoleKind
from storage.engine import create_engines, dispose
from storage.repositories.base import Repository
from storage.store import SqlStore
from storage.tables import TroubledUpdateTable

WRITERS = 60
READ = text("select attempts from troubled_update where update_id = 1")
WRITE = text("update troubled_update set attempts = :n where update_id = 1")


class Counter(Repository):
    """A number that is read, and then written in another statement, as a use case does."""

    async def add_one(self) -> None:
        row = await self._session.get_one(TroubledUpdateTable, 1, with_for_update=True)
        await asyncio.sleep(0)  # let the others in
        row.attempts += 1
        self._session.add(row)
        await self._session.flush()


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    copy = tmp_path / "parbot.sqlite3"
    copy.write_bytes(sqlite_template.read_bytes())
    with sqlite3.connect(copy) as connection:
        connection.execute("insert into troubled_update values (1, 0, '')")
    connection.close()
    return f"sqlite+aiosqlite:///{copy}"


def impatient(engine: AsyncEngine) -> AsyncEngine:
    """Raise at once where SQLite would wait for another writer."""

    @event.listens_for(engine.sync_engine, "connect")
    def connected(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA busy_timeout=0")

    return engine


async def test_sixty_concurrent_read_modify_writes_lose_nothing(workers: tuple[SqlStore, ...]) -> None:
    async with workers[0].write() as tx:
        await tx.updates.failed(1, "")

    async def one(number: int) -> None:
        async with workers[number % len(workers)].write() as tx:
            await Counter(tx.session).add_one()

    await asyncio.gather(*map(one, range(WRITERS)))
    async with workers[0].write() as tx:
        assert await tx.updates.failed(1, "") == 1 + WRITERS + 1


async def test_on_sqlite_a_second_writer_waits_before_it_reads(sqlite_url: str) -> None:
    ours, theirs = create_engines(sqlite_url), create_engines(sqlite_url)
    try:
        async with ours[0].connect() as first, impatient(theirs[0]).connect() as second:
            assert (await first.execute(READ)).scalar_one() == 0
            with pytest.raises(OperationalError, match="database is locked"):
                await second.execute(READ)
            await first.execute(WRITE, {"n": 1})
            await first.commit()
            await second.rollback()
            assert (await second.execute(READ)).scalar_one() == 1
    finally:
        await dispose((*ours, *theirs))


async def test_on_sqlite_a_plain_begin_would_refuse_the_second_of_two_writers(sqlite_url: str) -> None:
    """The reason for BEGIN IMMEDIATE: both have read, so one of them can only fail, however long it waits."""
    _, read = engines = create_engines(sqlite_url)
    try:
        async with read.connect() as first, read.connect() as second:
            seen = [(await each.execute(READ)).scalar_one() for each in (first, second)]
            assert seen == [0, 0]
            await first.execute(WRITE, {"n": 1})
            await first.commit()
            with pytest.raises(OperationalError, match="database is locked"):
                await second.execute(WRITE, {"n": 1})
    finally:
        await dispose(engines)


async def test_on_sqlite_readers_do_not_wait_for_the_writer_and_see_what_is_committed(sqlite_url: str) -> None:
    write, read = engines = create_engines(sqlite_url)
    try:
        async with write.connect() as writer, impatient(read).connect() as reader:
            await writer.execute(WRITE, {"n": 7})
            assert (await reader.execute(READ)).scalar_one() == 0
            await writer.commit()
            assert (await reader.execute(READ)).scalar_one() == 0, "one look is consistent"
            await reader.rollback()
            assert (await reader.execute(READ)).scalar_one() == 7
    finally:
        await dispose(engines)


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL: an acknowledged answer survives a power cut
        ("foreign_keys", 1),
        ("secure_delete", 1),  # what is deleted is overwritten, whatever this build's default is
    ],
)
async def test_on_sqlite_every_connection_is_durable_and_strict(
    sqlite_url: str, pragma: str, value: object
) -> None:
    engines = create_engines(sqlite_url)
    try:
        for engine in engines:
            async with engine.connect() as connection:
                assert (await connection.execute(text(f"PRAGMA {pragma}"))).scalar_one() == value
    finally:
        await dispose(engines)


async def test_a_row_that_points_nowhere_is_refused(store: SqlStore) -> None:
    with pytest.raises(IntegrityError):
        async with store.write() as tx:
            await tx.people.add_code("hash", RoleKind.COORDINATOR, province_id=404, unit=None)


async def test_the_folder_of_a_new_sqlite_database_is_made(tmp_path: Path) -> None:
    engines = create_engines(f"sqlite+aiosqlite:///{tmp_path}/var/new/parbot.sqlite3")
    await dispose(engines)
    assert (tmp_path / "var" / "new").is_dir()
