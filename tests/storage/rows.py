"""Everything a database holds, read past the repositories: what a test compares before and after."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypeAlias

from sqlalchemy import select, text

from storage.engine import create_engines, dispose
from storage.tables import metadata

__all__ = ["Rows", "all_rows", "change", "rows_of", "seats_taken", "ticket_states"]

Rows: TypeAlias = dict[str, list[dict[str, Any]]]


async def all_rows(url: str, *, without: Collection[str] = ("processed_update",)) -> Rows:
    """Table → its rows in the order of their text. By default without the ids of processed updates."""
    engines = create_engines(url)
    try:
        async with engines[1].connect() as connection:
            return {
                table.name: sorted(
                    ([dict(row) for row in (await connection.execute(select(table))).mappings()]), key=str
                )
                for table in metadata.sorted_tables
                if table.name not in without
            }
    finally:
        await dispose(engines)


async def rows_of(url: str, table: str) -> list[dict[str, Any]]:
    return (await all_rows(url, without=()))[table]


async def seats_taken(url: str, unit: int = 0) -> int:
    quotas = sorted(await rows_of(url, "quota"), key=lambda row: int(row["unit_id"]))
    return int(quotas[unit]["taken"])


async def ticket_states(url: str) -> list[str]:
    return sorted(row["state"] for row in await rows_of(url, "ticket"))


async def change(url: str, statement: str, **values: object) -> int:
    """What somebody with the database's password can do; how many rows were touched."""
    engines = create_engines(url)
    try:
        async with engines[0].begin() as connection:
            return (await connection.execute(text(statement), values)).rowcount
    finally:
        await dispose(engines)
