"""Tickets, known by the hash of their code."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import ColumnElement
from sqlmodel import col, func, select, update

from bot.app.entities import Campaign, Room, Ticket, TicketState, Unit
from storage.repositories.base import Repository
from storage.repositories.mapping import to_unit
from storage.tables import QuotaTable, TicketTable, UnitTable

__all__ = ["TicketRepository"]


class TicketRepository(Repository):
    async def add(self, code_hash: str, campaign: Campaign, unit: Unit | None, cluster: str) -> None:
        self._session.add(
            TicketTable(
                code_hash=code_hash,
                campaign_id=campaign.id,
                unit_id=unit.id if unit else None,
                cluster=cluster,
                state=TicketState.FREE,
            )
        )
        await self._session.flush()

    async def get(self, code_hash: str) -> Ticket | None:
        return await self._first(col(TicketTable.code_hash) == code_hash)

    async def beginning(self, campaign: Campaign, mark: str) -> Ticket | None:
        first, behind = col(TicketTable.code_hash) >= mark, col(TicketTable.code_hash) < f"{mark}g"  # hex ends at f
        return await self._first(col(TicketTable.campaign_id) == campaign.id, first, behind)

    async def _first(self, *conditions: ColumnElement[bool]) -> Ticket | None:
        found = (
            select(TicketTable, UnitTable)
            .join(UnitTable, col(UnitTable.id) == TicketTable.unit_id, isouter=True)
            .where(*conditions)
            .order_by(col(TicketTable.code_hash))
        )
        row = (await self._session.exec(found)).first()
        if row is None:
            return None
        ticket, unit = row
        return Ticket(
            ticket.code_hash,
            ticket.campaign_id,
            to_unit(unit) if unit else None,
            ticket.cluster,
            TicketState(ticket.state),
        )

    async def reserve(self, code_hash: str) -> bool:
        return await self._move(code_hash, TicketState.FREE, TicketState.RESERVED)

    async def release(self, code_hash: str) -> None:
        await self._move(code_hash, TicketState.RESERVED, TicketState.FREE)

    async def use(self, code_hash: str) -> None:
        await self._move(code_hash, TicketState.RESERVED, TicketState.USED)

    async def room(self, campaign: Campaign) -> Mapping[str | None, Room]:
        seats = (
            select(UnitTable.code, QuotaTable.seats - col(QuotaTable.taken))
            .select_from(QuotaTable)
            .join(UnitTable, col(UnitTable.id) == QuotaTable.unit_id, isouter=True)
            .where(QuotaTable.campaign_id == campaign.id)
        )
        free = (
            select(UnitTable.code, func.count())
            .select_from(TicketTable)
            .join(UnitTable, col(UnitTable.id) == TicketTable.unit_id, isouter=True)
            .where(TicketTable.campaign_id == campaign.id, TicketTable.state == TicketState.FREE)
            .group_by(UnitTable.code)
        )
        left, out = (await self._session.exec(seats)).all(), dict((await self._session.exec(free)).all())
        return {unit: Room(number, out.get(unit, 0)) for unit, number in left}

    async def _move(self, code_hash: str, before: TicketState, after: TicketState) -> bool:
        result = await self._session.exec(
            update(TicketTable)
            .where(col(TicketTable.code_hash) == code_hash, col(TicketTable.state) == before)
            .values(state=after)
        )
        return result.rowcount == 1
