"""What citizens and officials are writing at the moment, and when they last touched it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import col, delete, select, update

from bot.app.report import Category, Reply, ReplyKind, ReportDraft, ReportStage
from storage.repositories.base import Repository
from storage.repositories.mapping import to_unit
from storage.repositories.reports import to_report
from storage.tables import CitizenReportTable, ReportDraftTable, ReportReplyTable, UnitTable

__all__ = ["ReportDraftRepository"]


class ReportDraftRepository(Repository):
    async def draft(self, telegram_id: int) -> ReportDraft | None:
        found = (
            select(ReportDraftTable, UnitTable)
            .join(UnitTable, col(UnitTable.id) == ReportDraftTable.unit_id, isouter=True)
            .where(ReportDraftTable.telegram_id == telegram_id)
            .with_for_update(of=ReportDraftTable)
            .execution_options(populate_existing=True)
        )
        row = (await self._session.exec(found)).first()
        return _to_draft(*row) if row else None

    async def add(self, draft: ReportDraft, now: datetime) -> bool:
        return await self._insert_once(
            ReportDraftTable, telegram_id=draft.telegram_id, **_draft_values(draft), touched_at=now
        )

    async def save(self, draft: ReportDraft, now: datetime) -> None:
        await self._session.exec(
            update(ReportDraftTable)
            .where(col(ReportDraftTable.telegram_id) == draft.telegram_id)
            .values(**_draft_values(draft), touched_at=now)
        )

    async def drawn(self, telegram_id: int, message_id: int) -> None:
        await self._session.exec(
            update(ReportDraftTable)
            .where(col(ReportDraftTable.telegram_id) == telegram_id)
            .values(message_id=message_id)
        )

    async def remove(self, telegram_id: int) -> None:
        await self._session.exec(delete(ReportDraftTable).where(col(ReportDraftTable.telegram_id) == telegram_id))

    async def reply(self, telegram_id: int) -> Reply | None:
        found = (
            select(ReportReplyTable, CitizenReportTable, UnitTable)
            .join(CitizenReportTable, col(CitizenReportTable.id) == ReportReplyTable.report_id)
            .join(UnitTable, col(UnitTable.id) == CitizenReportTable.unit_id)
            .where(ReportReplyTable.telegram_id == telegram_id)
            .with_for_update(of=ReportReplyTable)
            .execution_options(populate_existing=True)
        )
        row = (await self._session.exec(found)).first()
        if row is None:
            return None
        reply, report, unit = row
        return Reply(
            telegram_id=reply.telegram_id,
            report=to_report(report, unit),
            kind=ReplyKind(reply.kind),
            revision=reply.revision,
            text=reply.text,
            letter_on=reply.letter_on,
            message_id=reply.message_id,
        )

    async def save_reply(self, reply: Reply, now: datetime) -> None:
        values: dict[str, Any] = {
            "report_id": reply.report.id,
            "kind": reply.kind,
            "revision": reply.revision,
            "text": reply.text,
            "letter_on": reply.letter_on,
            "message_id": reply.message_id,
            "touched_at": now,
        }
        statement = self._insert(ReportReplyTable).values(telegram_id=reply.telegram_id, **values)
        await self._run(statement.on_conflict_do_update(index_elements=["telegram_id"], set_=values))

    async def reply_drawn(self, telegram_id: int, message_id: int) -> None:
        await self._session.exec(
            update(ReportReplyTable)
            .where(col(ReportReplyTable.telegram_id) == telegram_id)
            .values(message_id=message_id)
        )

    async def remove_reply(self, telegram_id: int) -> None:
        await self._session.exec(delete(ReportReplyTable).where(col(ReportReplyTable.telegram_id) == telegram_id))

    async def touched(self, telegram_id: int) -> tuple[datetime | None, datetime | None]:
        draft = select(ReportDraftTable.touched_at).where(ReportDraftTable.telegram_id == telegram_id)
        reply = select(ReportReplyTable.touched_at).where(ReportReplyTable.telegram_id == telegram_id)
        return (await self._session.exec(draft)).first(), (await self._session.exec(reply)).first()

    async def forget_idle(self, untouched_since: datetime) -> int:
        forgotten = 0
        for table in (ReportDraftTable, ReportReplyTable):
            result = await self._session.exec(delete(table).where(col(table.touched_at) < untouched_since))
            forgotten += result.rowcount
        return forgotten


def _draft_values(draft: ReportDraft) -> dict[str, Any]:
    return {
        "notice": draft.notice,
        "agreed_on": draft.agreed_on,
        "stage": int(draft.stage),
        "revision": draft.revision,
        "page": draft.page,
        "province_id": draft.province_id,
        "unit_type": draft.unit_type,
        "unit_id": draft.unit.id if draft.unit else None,
        "category": draft.category,
        "text": draft.text,
        "photo": draft.photo,
        "message_id": draft.message_id,
    }


def _to_draft(row: ReportDraftTable, unit: UnitTable | None) -> ReportDraft:
    return ReportDraft(
        telegram_id=row.telegram_id,
        notice=row.notice,
        agreed_on=row.agreed_on,
        revision=row.revision,
        stage=ReportStage(row.stage),
        page=row.page,
        province_id=row.province_id,
        unit_type=row.unit_type,
        unit=to_unit(unit) if unit else None,
        category=Category(row.category) if row.category else None,
        text=row.text,
        photo=row.photo,
        message_id=row.message_id,
    )
