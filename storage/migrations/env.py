"""Alembic's environment: runs on the connection that `storage.migrate` hands over, or on one it opens itself."""

from __future__ import annotations

import asyncio
import os

from alembic import context
from sqlalchemy import Connection

from storage.engine import create_engines, dispose
from storage.tables import metadata

DEFAULT_URL = "sqlite+aiosqlite:///var/parbot.sqlite3"


def run(connection: Connection) -> None:
    # SQLite cannot alter a table in place: batch mode copies it instead.
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()


async def connect_and_run() -> None:
    engines = create_engines(os.environ.get("PARBOT_DATABASE_URL", DEFAULT_URL))
    try:
        async with engines[0].begin() as connection:
            await connection.run_sync(run)
    finally:
        await dispose(engines)


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    asyncio.run(connect_and_run())
