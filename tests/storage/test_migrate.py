"""The migrations make exactly the schema that the tables describe, forwards and backwards."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from storage.engine import create_engines, dispose
from storage.migrate import alembic_config, migrate
from storage.tables import metadata
from tests.storage.rows import all_rows

_T = TypeVar("_T")

PATIENCE_SECONDS = 60
"""Workers that migrate at once wait for each other for good; this only keeps a failure from hanging."""


async def on(url: str, work: Callable[[Connection], _T]) -> _T:
    engines = create_engines(url)
    try:
        async with engines[0].begin() as connection:
            return await connection.run_sync(work)
    finally:
        await dispose(engines)


def table_names(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


async def downgrade(url: str) -> None:
    def work(connection: Connection) -> None:
        config = alembic_config(url)
        config.attributes["connection"] = connection
        command.downgrade(config, "base")

    await on(url, work)


async def empty(url: str) -> None:
    """As the database was before anything was ever migrated."""
    await downgrade(url)
    await on(url, lambda connection: connection.execute(text("drop table alembic_version")))


async def test_the_migrated_schema_is_the_schema_of_the_tables(database_url: str) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata))

    assert await on(database_url, differences) == []


async def test_every_migration_can_be_taken_back_and_made_again(database_url: str) -> None:
    await downgrade(database_url)
    assert await on(database_url, table_names) == {"alembic_version"}
    await migrate(database_url)
    assert await on(database_url, table_names) == {"alembic_version", *metadata.tables}


async def test_migrating_again_changes_nothing(database_url: str) -> None:
    before = await all_rows(database_url)
    await migrate(database_url)
    assert await all_rows(database_url) == before


async def test_workers_that_start_together_migrate_an_empty_database_once(database_url: str) -> None:
    await empty(database_url)
    async with asyncio.timeout(PATIENCE_SECONDS):
        await asyncio.gather(*(migrate(database_url) for _ in range(3)))
    assert await on(database_url, table_names) == {"alembic_version", *metadata.tables}
