"""What is held about a person and the requests about it; the notices that were shown."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import and_, col, delete, func, or_, select, update

from bot.app.entities import Campaign
from bot.app.privacy import DataRequest, Notice, Outcome, Participation, Privacy, RequestKind, Who
from storage.repositories.base import Repository
from storage.tables import (
    AccessCodeTable,
    DataRequestTable,
    NoticeTable,
    OutboxTable,
    ParticipationTable,
    PersonTable,
    ProvincePrivacyTable,
    RoleTable,
)

__all__ = ["PrivacyRepository"]

PSEUDONYM_BYTES = 32
"""As long as an HMAC-SHA-256: an unlinked entry of the ledger looks like any other."""


class PrivacyRepository(Repository):
    async def policy(self, province_id: int) -> Privacy:
        row = await self._session.get_one(ProvincePrivacyTable, province_id)
        return Privacy(row.controller, row.contact, row.retention_days)

    async def keep_notice(self, notice: Notice, now: datetime) -> None:
        await self._insert_once(NoticeTable, version=notice.version, texts=dict(notice.texts), first_shown_at=now)

    async def campaigns(self) -> Sequence[Campaign]:
        return [campaign for campaign in await self._campaigns() if campaign.key]

    async def participations(self, who: Who) -> Sequence[Participation]:
        if not who.papers:
            return ()
        campaigns = {campaign.id: campaign for campaign, _ in who.papers}
        found = select(ParticipationTable).where(_entries(who)).order_by(col(ParticipationTable.campaign_id))
        return [
            Participation(campaigns[row.campaign_id], row.notice, row.notice_language, row.consented_on)
            for row in (await self._session.exec(found)).all()
        ]

    async def unlink_participations(self, who: Who) -> None:
        for campaign, pseudonym in who.papers:
            await self._session.exec(
                update(ParticipationTable)
                .where(
                    col(ParticipationTable.campaign_id) == campaign.id,
                    col(ParticipationTable.pseudonym) == pseudonym,
                )
                .values(pseudonym=secrets.token_hex(PSEUDONYM_BYTES))
            )

    async def messages(self, telegram_id: int) -> int:
        found = select(func.count()).select_from(OutboxTable).where(OutboxTable.chat_id == telegram_id)
        return (await self._session.exec(found)).one()

    async def erase_messages(self, telegram_id: int) -> None:
        await self._session.exec(delete(OutboxTable).where(col(OutboxTable.chat_id) == telegram_id))

    async def erase_person(self, telegram_id: int) -> None:
        used = select(RoleTable.code_hash).where(RoleTable.telegram_id == telegram_id)
        codes = (await self._session.exec(used)).all()
        await self._session.exec(delete(RoleTable).where(col(RoleTable.telegram_id) == telegram_id))
        await self._session.exec(delete(AccessCodeTable).where(col(AccessCodeTable.code_hash).in_(codes)))
        await self._session.exec(delete(PersonTable).where(col(PersonTable.telegram_id) == telegram_id))

    async def add_request(self, request: DataRequest) -> bool:
        return await self._insert_once(
            DataRequestTable,
            number=request.number,
            kind=request.kind,
            province_id=request.province_id,
            received_at=request.received_at,
            answer_due=request.answer_due,
            stop_due=request.stop_due,
            telegram_id=request.telegram_id,
            text=request.text,
            done_at=request.done_at,
            outcome=request.outcome,
        )

    async def request(self, number: str) -> DataRequest | None:
        row = await self._session.get(DataRequestTable, number)
        return _request(row) if row else None

    async def open_requests(self, province_ids: Sequence[int] | None = None) -> Sequence[DataRequest]:
        concerns: list[ColumnElement[bool]] = []
        if province_ids is not None:
            mine = col(DataRequestTable.province_id)
            concerns.append(or_(mine.is_(None), mine.in_(province_ids)))
        return await self._requests(col(DataRequestTable.done_at).is_(None), *concerns)

    async def requests_of(self, telegram_id: int) -> Sequence[DataRequest]:
        return await self._requests(col(DataRequestTable.telegram_id) == telegram_id)

    async def close_request(self, number: str, outcome: Outcome, now: datetime) -> bool:
        result = await self._session.exec(
            update(DataRequestTable)
            .where(col(DataRequestTable.number) == number, col(DataRequestTable.done_at).is_(None))
            .values(done_at=now, outcome=outcome, telegram_id=None, text=None)
        )
        return result.rowcount == 1

    async def _requests(self, *conditions: ColumnElement[bool]) -> Sequence[DataRequest]:
        found = (
            select(DataRequestTable)
            .where(*conditions)
            .order_by(col(DataRequestTable.received_at), col(DataRequestTable.number))
        )
        return [_request(row) for row in (await self._session.exec(found)).all()]


def _entries(who: Who) -> ColumnElement[bool]:
    return or_(
        *(
            and_(col(ParticipationTable.campaign_id) == campaign.id, col(ParticipationTable.pseudonym) == pseudonym)
            for campaign, pseudonym in who.papers
        )
    )


def _request(row: DataRequestTable) -> DataRequest:
    return DataRequest(
        row.number,
        RequestKind(row.kind),
        row.received_at,
        row.answer_due,
        row.stop_due,
        row.province_id,
        row.telegram_id,
        row.text,
        row.done_at,
        Outcome(row.outcome) if row.outcome else None,
    )
