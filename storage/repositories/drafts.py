"""Papers not sent yet, and the seats they hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import and_, col, delete, func, or_, select, update

from bot.app.entities import Campaign, DraftPaper, Unit
from storage.repositories.base import Repository
from storage.repositories.mapping import stored_questionnaire, to_campaign, to_unit
from storage.tables import CampaignTable, DraftTable, QuotaTable, RoundTable, UnitTable
from surveys import Interview, Questionnaire, Texts

__all__ = ["DraftRepository"]


class DraftRepository(Repository):
    async def open_campaigns(self, now: datetime) -> Sequence[Campaign]:
        return [campaign for campaign in await self._campaigns() if campaign.is_open(now)]

    async def campaign(self, campaign_id: int) -> Campaign | None:
        return next(iter(await self._campaigns(CampaignTable.id == campaign_id)), None)

    async def questionnaire(self, questionnaire_id: int) -> Questionnaire:
        return await stored_questionnaire(self._session, questionnaire_id)

    async def unit_names(self, campaign: Campaign) -> Mapping[str, Texts]:
        found = select(UnitTable.code, UnitTable.name).where(
            UnitTable.province_id == campaign.round.province_id, col(UnitTable.code).in_(campaign.units)
        )
        return dict((await self._session.exec(found)).all())

    async def get(self, campaign: Campaign, pseudonym: str) -> DraftPaper | None:
        return await self._first(and_(DraftTable.campaign_id == campaign.id, DraftTable.pseudonym == pseudonym))

    async def latest(self, pseudonyms: Mapping[int, str]) -> DraftPaper | None:
        if not pseudonyms:
            return None
        return await self._first(_among(pseudonyms))

    async def touched(self, pseudonyms: Mapping[int, str]) -> datetime | None:
        if not pseudonyms:
            return None
        found = select(func.max(DraftTable.touched_at)).where(_among(pseudonyms))
        return (await self._session.exec(found)).one()

    async def _first(self, condition: ColumnElement[bool]) -> DraftPaper | None:
        found = (
            select(DraftTable, CampaignTable, RoundTable, UnitTable)
            .join(CampaignTable, col(CampaignTable.id) == DraftTable.campaign_id)
            .join(RoundTable, col(RoundTable.id) == CampaignTable.round_id)
            .join(UnitTable, col(UnitTable.id) == DraftTable.unit_id, isouter=True)
            .where(condition)
            .order_by(col(DraftTable.touched_at).desc(), col(DraftTable.campaign_id))
            .with_for_update(of=DraftTable)
        )
        row = (await self._session.exec(found)).first()
        if row is None:
            return None
        draft, campaign, round_, unit = row
        questionnaire = await stored_questionnaire(self._session, draft.questionnaire_id)
        return DraftPaper(
            campaign=to_campaign(campaign, round_),
            pseudonym=draft.pseudonym,
            ticket_hash=draft.ticket_hash,
            unit=to_unit(unit) if unit else None,
            cluster=draft.cluster,
            questionnaire_id=draft.questionnaire_id,
            questionnaire=questionnaire,
            interview=Interview.model_validate_json(draft.interview),
            message_id=draft.message_id,
            seat_held=draft.seat_held,
            names=await self.unit_names(to_campaign(campaign, round_)) if unit is None else {},
        )

    async def add(self, draft: DraftPaper, now: datetime) -> None:
        await self._keep_unsealed(draft.campaign)
        self._session.add(
            DraftTable(
                campaign_id=draft.campaign.id,
                pseudonym=draft.pseudonym,
                ticket_hash=draft.ticket_hash,
                unit_id=draft.unit.id if draft.unit else None,
                cluster=draft.cluster,
                questionnaire_id=draft.questionnaire_id,
                interview=draft.interview.model_dump_json(),
                message_id=draft.message_id,
                seat_held=draft.seat_held,
                touched_at=now,
            )
        )
        await self._session.flush()

    async def save(self, draft: DraftPaper, interview: Interview, now: datetime) -> None:
        await self._session.exec(
            update(DraftTable)
            .where(_is(draft.campaign.id, draft.pseudonym))
            .values(interview=interview.model_dump_json(), touched_at=now)
        )

    async def drawn(self, campaign_id: int, pseudonym: str, message_id: int) -> None:
        await self._session.exec(
            update(DraftTable).where(_is(campaign_id, pseudonym)).values(message_id=message_id)
        )

    async def remove(self, draft: DraftPaper) -> None:
        await self._session.exec(delete(DraftTable).where(_is(draft.campaign.id, draft.pseudonym)))

    async def take_seat(self, campaign: Campaign, unit: Unit | None) -> bool:
        result = await self._session.exec(
            update(QuotaTable)
            .where(
                *_seats(campaign.id, unit.id if unit else None),
                col(QuotaTable.taken) < QuotaTable.seats,
            )
            .values(taken=QuotaTable.taken + 1)
        )
        return result.rowcount == 1

    async def hold_seat(self, draft: DraftPaper, now: datetime) -> bool:
        if not await self.take_seat(draft.campaign, draft.unit):
            return False
        await self._session.exec(
            update(DraftTable).where(_is(draft.campaign.id, draft.pseudonym)).values(seat_held=True, touched_at=now)
        )
        return True

    async def free_seat(self, campaign: Campaign, unit: Unit | None) -> None:
        await self._session.exec(
            update(QuotaTable)
            .where(
                col(QuotaTable.campaign_id) == campaign.id, col(QuotaTable.unit_id) == (unit.id if unit else None)
            )
            .values(taken=QuotaTable.taken - 1)
        )

    async def release_seats(self, untouched_since: datetime) -> int:
        idle = (
            select(DraftTable)
            .where(DraftTable.seat_held, DraftTable.touched_at < untouched_since)
            .order_by(col(DraftTable.campaign_id), col(DraftTable.unit_id), col(DraftTable.pseudonym))
            .with_for_update()
        )
        rows = (await self._session.exec(idle)).all()
        for row in rows:
            row.seat_held = False
            self._session.add(row)
            await self._session.exec(
                update(QuotaTable).where(*_seats(row.campaign_id, row.unit_id)).values(taken=QuotaTable.taken - 1)
            )
        await self._session.flush()
        return len(rows)


def _seats(campaign_id: int, unit_id: int | None) -> tuple[ColumnElement[bool], ...]:
    return (col(QuotaTable.campaign_id) == campaign_id, col(QuotaTable.unit_id) == unit_id)


def _among(pseudonyms: Mapping[int, str]) -> ColumnElement[bool]:
    return or_(*(_is(campaign_id, pseudonym) for campaign_id, pseudonym in pseudonyms.items()))


def _is(campaign_id: int, pseudonym: str) -> ColumnElement[bool]:
    return and_(col(DraftTable.campaign_id) == campaign_id, col(DraftTable.pseudonym) == pseudonym)
