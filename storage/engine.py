"""Engines: one that reads and one that writes.

On SQLite the write engine begins every transaction with BEGIN IMMEDIATE. Without it two transactions may both read,
and then one of the writes is lost without an error. Its pool holds one connection, so writers of this process queue
for it instead of polling a locked file. On PostgreSQL both roles share one pool, and reading is one snapshot, as
it is on SQLite.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

__all__ = ["create_engines"]

BUSY_TIMEOUT_MS = 30_000
"""How long SQLite waits for another process that writes."""

WRITER_QUEUE_SECONDS = 120
"""How long a writer waits for its turn before the update fails and is tried again."""

_PRAGMAS = (
    f"busy_timeout={BUSY_TIMEOUT_MS}",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",  # a draft that was deleted is overwritten: it holds a pseudonym beside answers
)


def create_engines(url: str) -> tuple[AsyncEngine, AsyncEngine]:
    """The write engine and the read engine for a database URL (`sqlite+aiosqlite://…`, `postgresql+asyncpg://…`)."""
    # An error's text is kept and logged: it must not quote what somebody answered (`hide_parameters`).
    if not url.startswith("sqlite"):
        engine = create_async_engine(url, hide_parameters=True, pool_pre_ping=True)
        return engine, engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    database = make_url(url).database
    if database:
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    write = create_async_engine(
        url, hide_parameters=True, pool_size=1, max_overflow=0, pool_timeout=WRITER_QUEUE_SECONDS
    )
    read = create_async_engine(url, hide_parameters=True, pool_size=4)
    for engine, begin in ((write, "BEGIN IMMEDIATE"), (read, "BEGIN")):
        _configure_sqlite(engine, begin)
    return write, read


def _configure_sqlite(engine: AsyncEngine, begin: str) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def connected(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:  # noqa: ARG001
        connection.isolation_level = None  # the driver's own implicit BEGIN would come too late and be deferred
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)


async def dispose(engines: Sequence[AsyncEngine]) -> None:
    """Close every connection; an aiosqlite connection left open keeps the process from ending."""
    for engine in dict.fromkeys(engines):
        await engine.dispose()
