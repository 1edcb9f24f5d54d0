"""Citizen reports. Who wrote one is read in a single place, to bring the answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ColumnExpressionArgument
from sqlmodel import and_, col, or_, select, update

from bot.app.entities import Unit
from bot.app.report import Category, Report, ReportDraft
from storage.repositories.base import Repository
from storage.repositories.mapping import stored_id, to_unit
from storage.tables import CitizenReportTable, ProvinceTable, UnitTable
from surveys import Texts

__all__ = ["ReportRepository", "to_report"]


class ReportRepository(Repository):
    async def provinces(self) -> Sequence[tuple[int, Texts]]:
        found = (
            select(ProvinceTable)
            .where(col(ProvinceTable.id).in_(select(UnitTable.province_id)))
            .order_by(col(ProvinceTable.id))
        )
        return [(stored_id(row.id), row.name) for row in (await self._session.exec(found)).all()]

    async def add(self, draft: ReportDraft, number: str, sent_on: date, due_on: date) -> Report | None:
        if draft.unit is None or draft.category is None or not draft.text:
            raise ValueError("a report without a unit, a category or a text is not finished")
        added = await self._insert_once(
            CitizenReportTable,
            number=number,
            unit_id=draft.unit.id,
            category=draft.category,
            text=draft.text,
            photo=draft.photo,
            notice=draft.notice,
            agreed_on=draft.agreed_on,
            reporter_id=draft.telegram_id,
            sent_on=sent_on,
            due_on=due_on,
        )
        return await self.numbered(number) if added else None

    async def get(self, report_id: int) -> Report | None:
        return await self._one(col(CitizenReportTable.id) == report_id, lock=True)

    async def numbered(self, number: str) -> Report | None:
        return await self._one(col(CitizenReportTable.number) == number, lock=False)

    async def own(self, telegram_id: int) -> Sequence[Report]:
        return await self._all(
            col(CitizenReportTable.reporter_id) == telegram_id, col(CitizenReportTable.id).desc()
        )

    async def open_of(self, units: Sequence[Unit]) -> Sequence[Report]:
        table = CitizenReportTable
        waiting = or_(
            col(table.answered_on).is_(None), and_(col(table.late_on).is_not(None), col(table.apology_on).is_(None))
        )
        return await self._all(
            and_(col(table.unit_id).in_([unit.id for unit in units]), waiting), col(table.due_on), col(table.id)
        )

    async def late_in(self, province_ids: Sequence[int], today: date) -> Sequence[Report]:
        table = CitizenReportTable
        late = or_(
            col(table.late_on).is_not(None), and_(col(table.answered_on).is_(None), col(table.due_on) < today)
        )
        return await self._all(
            and_(col(UnitTable.province_id).in_(province_ids), late),
            col(UnitTable.id),
            col(table.due_on),
            col(table.id),
        )

    async def reporter(self, report: Report) -> int | None:
        found = select(CitizenReportTable.reporter_id).where(CitizenReportTable.id == report.id)
        return (await self._session.exec(found)).first()

    async def answer(self, report: Report, text: str, on: date) -> bool:
        table = CitizenReportTable
        return await self._change(report, col(table.answered_on).is_(None), answer=text, answered_on=on)

    async def apologise(self, report: Report, number: str, on: date) -> bool:
        unsaid = and_(col(CitizenReportTable.late_on).is_not(None), col(CitizenReportTable.apology_on).is_(None))
        return await self._change(report, unsaid, apology_number=number, apology_on=on)

    async def flag_late(self, today: date, only: Report | None = None) -> Sequence[Report]:
        table = CitizenReportTable
        late = and_(col(table.answered_on).is_(None), col(table.late_on).is_(None), col(table.due_on) < today)
        flagged = await self._session.exec(
            update(table)
            .where(and_(late, col(table.id) == only.id) if only else late)
            .values(late_on=today)
            .returning(col(table.id))
        )
        ids = flagged.scalars().all()
        return await self._all(col(table.id).in_(ids), col(table.id)) if ids else []

    async def close(self, answered_until: date, today: date) -> Sequence[int]:
        table = CitizenReportTable
        due = and_(col(table.closed_on).is_(None), col(table.answered_on) <= answered_until)
        return await self._erase(due, closed_on=today)

    async def unlink(self, telegram_id: int) -> Sequence[int]:
        return await self._erase(col(CitizenReportTable.reporter_id) == telegram_id)

    async def _erase(self, condition: ColumnElement[bool], **values: object) -> Sequence[int]:
        erased = await self._session.exec(
            update(CitizenReportTable)
            .where(condition)
            .values(reporter_id=None, photo=None, **values)
            .returning(col(CitizenReportTable.id))
        )
        return [stored_id(id_) for id_ in erased.scalars().all()]

    async def _change(self, report: Report, condition: ColumnElement[bool], **values: object) -> bool:
        result = await self._session.exec(
            update(CitizenReportTable).where(col(CitizenReportTable.id) == report.id, condition).values(**values)
        )
        return result.rowcount == 1

    async def _one(self, condition: ColumnElement[bool], *, lock: bool) -> Report | None:
        found = select(CitizenReportTable, UnitTable).join(
            UnitTable, col(UnitTable.id) == CitizenReportTable.unit_id
        )
        found = found.where(condition).execution_options(populate_existing=True)
        if lock:
            found = found.with_for_update(of=CitizenReportTable)
        row = (await self._session.exec(found)).first()
        return to_report(*row) if row else None

    async def _all(self, condition: ColumnElement[bool], *order: ColumnExpressionArgument[Any]) -> Sequence[Report]:
        found = (
            select(CitizenReportTable, UnitTable)
            .join(UnitTable, col(UnitTable.id) == CitizenReportTable.unit_id)
            .where(condition)
            .order_by(*order)
            .execution_options(populate_existing=True)
        )
        return [to_report(*row) for row in (await self._session.exec(found)).all()]


def to_report(row: CitizenReportTable, unit: UnitTable) -> Report:
    return Report(
        id=stored_id(row.id),
        number=row.number,
        unit=to_unit(unit),
        category=Category(row.category),
        text=row.text,
        photo=row.photo,
        sent_on=row.sent_on,
        due_on=row.due_on,
        answer=row.answer,
        answered_on=row.answered_on,
        late_on=row.late_on,
        apology_number=row.apology_number,
        apology_on=row.apology_on,
        closed_on=row.closed_on,
    )
