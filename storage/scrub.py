"""What the engines keep beside the rows, and how it is got rid of.

SQLite: the write-ahead log holds every page as it was, until it is overwritten; a page that was reorganised may
hold what moved away. PostgreSQL: a deleted row stays in its table until it is vacuumed, and samples of columns are
kept for the planner.
"""

from __future__ import annotations

from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import BUSY_TIMEOUT_MS
from storage.tables import metadata

__all__ = ["rewrite_storage", "sample_no_secrets", "trim_storage"]

TRIM_PATIENCE_MS = 500
"""How long trimming the log waits for readers, and writers for it; otherwise the next tick tries again."""

MIXED = ("ballot", "cell", "draft", "participation")
"""Tables in which the work of a day leaves dead rows that once lay side by side."""

UNSAMPLED = (("campaign", "key"), ("participation", "pseudonym"), ("draft", "pseudonym"), ("draft", "interview"))
"""Columns of which PostgreSQL's planner must keep no examples: they would outlive the rows."""


async def trim_storage(engine: AsyncEngine) -> bool:
    """Empty SQLite's write-ahead log; free PostgreSQL's dead rows. False where readers were in the way."""
    if engine.dialect.name == "sqlite":
        return await _on_sqlite(engine, TRIM_PATIENCE_MS)
    await _on_postgresql(engine, *(f"VACUUM (SKIP_LOCKED) {table}" for table in MIXED))
    return True


async def rewrite_storage(engine: AsyncEngine) -> bool:
    """Write every table anew and drop the old files. False where readers were in the way."""
    if engine.dialect.name == "sqlite":
        return await _on_sqlite(engine, BUSY_TIMEOUT_MS, "VACUUM")
    tables = [table.name for table in metadata.sorted_tables]
    await _on_postgresql(engine, *(f'VACUUM (FULL, ANALYZE) "{table}"' for table in tables))
    return True


def sample_no_secrets(connection: Connection) -> None:
    """Tell PostgreSQL's planner to take no samples of secrets; done once, it stays."""
    if connection.dialect.name != "postgresql":
        return
    sampled = text(
        "SELECT coalesce(attstattarget, -1) <> 0 FROM pg_attribute "
        "WHERE attrelid = to_regclass(:table) AND attname = :column"
    )
    for table, column in UNSAMPLED:
        if connection.execute(sampled, {"table": table, "column": column}).scalar():
            connection.execute(text(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" SET STATISTICS 0'))


async def _on_sqlite(engine: AsyncEngine, patience_ms: int, *statements: str) -> bool:
    """Run the statements outside of any transaction, then write the log back and cut it to nothing."""
    async with engine.connect() as connection:
        driver = (await connection.get_raw_connection()).driver_connection
        if driver is None:
            raise ValueError("the connection is closed")
        try:
            for statement in (f"PRAGMA busy_timeout={patience_ms}", *statements):
                await driver.execute_fetchall(statement)
            ((busy, _, _),) = await driver.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            await driver.execute_fetchall(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    return not busy


async def _on_postgresql(engine: AsyncEngine, *statements: str) -> None:
    async with engine.connect() as connection:
        bare = await connection.execution_options(isolation_level="AUTOCOMMIT")
        for statement in statements:
            await bare.execute(text(statement))
