"""A store with other repositories, and those in which one step of the secrecy is left out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy import ColumnElement, text
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.app.entities import Campaign
from bot.app.ports import Transaction
from bot.app.secrecy import Coarse
from storage.repositories.base import Repository
from storage.repositories.sealing import SecrecyRepository
from storage.store import SqlStore, SqlTransaction
from storage.tables import CellTable

__all__ = [
    "CellsStay",
    "DaysKept",
    "KeyKept",
    "LedgerKept",
    "Orderly",
    "PlacesKept",
    "StoreWith",
    "TicketsKept",
    "Untouched",
]


class StoreWith:
    """`store` with other repositories in the place of those so called, in every transaction."""

    def __init__(self, store: SqlStore, **others: Callable[[AsyncSession], Repository]) -> None:
        self._store, self._others = store, others

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        async with self._store.write() as tx:
            yield self._changed(tx)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Transaction]:
        async with self._store.read() as tx:
            yield self._changed(tx)

    def _changed(self, tx: SqlTransaction) -> Transaction:
        for name, make in self._others.items():
            setattr(tx, name, make(tx.session))
        return tx


class Orderly(Random):
    """Chance without the shuffle."""

    def shuffle(self, x: Any) -> None:
        """Nothing moves."""


class DaysKept(SecrecyRepository):
    async def mix(self, campaign: Campaign, coarse: Coarse, random: Random, company: int | None) -> int:
        return await super().mix(campaign, lambda day: day, random, company)


class PlacesKept(SecrecyRepository):
    """The days are coarse, but nothing is written anew."""

    async def mix(self, campaign: Campaign, coarse: Coarse, random: Random, company: int | None) -> int:
        day = await self.first_day(campaign)
        if day is not None:
            changed = text("update ballot set fresh = false, received_on = :day").bindparams(day=coarse(day))
            await (await self._session.connection()).execute(changed)
        return await self.ballots(campaign)


class CellsStay(SecrecyRepository):
    async def _take(self, table: type[SQLModel], *conditions: ColumnElement[bool]) -> list[dict[str, Any]]:
        return [] if table is CellTable else await super()._take(table, *conditions)


class KeyKept(SecrecyRepository):
    async def destroy_key(self, campaign: Campaign, closed_at: datetime) -> None:
        """The key stays."""


class LedgerKept(SecrecyRepository):
    async def erase_ledger(self, campaign: Campaign) -> Mapping[str, int]:
        return {}


class TicketsKept(SecrecyRepository):
    async def spend_tickets(self, campaign: Campaign, random: Random) -> None:
        """Who used a ticket is still told."""


class Untouched:
    """The files stay as they are."""

    async def trim(self) -> bool:
        return True

    async def rewrite(self) -> bool:
        return True
