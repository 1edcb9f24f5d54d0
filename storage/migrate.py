"""Bring a database to the newest schema with Alembic."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, func, select

from storage.opening import opened
from storage.scrub import sample_no_secrets

__all__ = ["alembic_config", "migrate"]

SCRIPTS = Path(__file__).parent / "migrations"

ONE_AT_A_TIME = 0x706172626F74
"""Key of PostgreSQL's advisory lock ("parbot" in ASCII): workers that start together migrate one by one."""


def alembic_config(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["url"] = url
    return config


async def migrate(url: str) -> None:
    """Create or upgrade the schema; nothing happens where it is up to date. Raises `StoreUnavailable`."""
    config = alembic_config(url)

    def upgrade(connection: Connection) -> None:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        sample_no_secrets(connection)

    async with opened(url) as connection:
        if connection.dialect.name == "postgresql":
            await connection.execute(select(func.pg_advisory_xact_lock(ONE_AT_A_TIME)))
        await connection.run_sync(upgrade)
