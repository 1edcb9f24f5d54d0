"""Rounds, their campaigns and their deadlines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import and_, col, select

from bot.app.entities import Campaign, Deadline, Round
from storage.repositories.base import Repository
from storage.repositories.mapping import stored_id, to_round
from storage.tables import CampaignTable, DeadlineTable, RoundTable

__all__ = ["CalendarRepository"]


class CalendarRepository(Repository):
    async def rounds(self, province_id: int) -> Sequence[Round]:
        found = (
            select(RoundTable).where(RoundTable.province_id == province_id).order_by(col(RoundTable.code).desc())
        )
        return [to_round(row) for row in (await self._session.exec(found)).all()]

    async def campaigns(self, round_: Round) -> Sequence[Campaign]:
        return await self._campaigns(CampaignTable.round_id == round_.id)

    async def deadlines(self, province_id: int) -> Sequence[Deadline]:
        return await self._deadlines(col(RoundTable.province_id) == province_id)

    async def deadlines_between(self, after: datetime, until: datetime) -> Sequence[Deadline]:
        return await self._deadlines(and_(col(DeadlineTable.due_at) > after, col(DeadlineTable.due_at) <= until))

    async def _deadlines(self, condition: ColumnElement[bool]) -> Sequence[Deadline]:
        found = (
            select(DeadlineTable, RoundTable)
            .join(RoundTable, col(RoundTable.id) == DeadlineTable.round_id)
            .where(condition)
            .order_by(col(DeadlineTable.due_at), col(DeadlineTable.id))
        )
        return [
            Deadline(stored_id(row.id), to_round(round_), row.code, row.title, row.due_at, tuple(row.unit_types))
            for row, round_ in (await self._session.exec(found)).all()
        ]
