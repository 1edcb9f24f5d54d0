"""What has outlived its purpose: found and erased, always by a moment that the caller names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Text, cast
from sqlmodel import col, delete, exists, or_, select, update

from bot.app.entities import Campaign, Delivery
from storage.repositories.base import Repository
from storage.repositories.mapping import to_campaign
from storage.tables import (
    BallotTable,
    CampaignTable,
    DataRequestTable,
    DraftTable,
    LanguageKeptTable,
    OutboxTable,
    ParticipationTable,
    PersonTable,
    ProvincePrivacyTable,
    RetentionTable,
    RoleTable,
    RoundTable,
)

__all__ = ["RetentionRepository"]

PROCESSED = (Delivery.SENT, Delivery.UNKNOWN, Delivery.UNDELIVERABLE)


class RetentionRepository(Repository):
    async def idle_drafts(
        self, untouched_since: datetime, closed_before: datetime
    ) -> Sequence[tuple[Campaign, str]]:
        found = (
            select(DraftTable.pseudonym, CampaignTable, RoundTable)
            .join(CampaignTable, col(CampaignTable.id) == DraftTable.campaign_id)
            .join(RoundTable, col(RoundTable.id) == CampaignTable.round_id)
            .where(
                or_(
                    col(DraftTable.touched_at) < untouched_since,
                    col(CampaignTable.closes_at) < closed_before,
                )
            )
            .order_by(col(DraftTable.campaign_id), col(DraftTable.pseudonym))
        )
        rows = (await self._session.exec(found)).all()
        return [(to_campaign(campaign, round_), pseudonym) for pseudonym, campaign, round_ in rows]

    async def empty_messages(self, before: datetime) -> int:
        result = await self._session.exec(
            update(OutboxTable)
            .where(
                col(OutboxTable.not_before) < before,
                col(OutboxTable.state).in_(PROCESSED),
                or_(cast(OutboxTable.params, Text) != "{}", col(OutboxTable.error) != ""),
            )
            .values(params={}, error="")
        )
        return result.rowcount

    async def drop_messages(self, before: datetime) -> int:
        result = await self._session.exec(
            delete(OutboxTable).where(col(OutboxTable.not_before) < before, col(OutboxTable.state).in_(PROCESSED))
        )
        return result.rowcount

    async def campaigns(self) -> Sequence[tuple[Campaign, datetime | None, int]]:
        found = (
            select(CampaignTable, RoundTable, RetentionTable.over_since, ProvincePrivacyTable.retention_days)
            .join(RoundTable, col(RoundTable.id) == CampaignTable.round_id)
            .join(ProvincePrivacyTable, col(ProvincePrivacyTable.province_id) == RoundTable.province_id)
            .join(RetentionTable, col(RetentionTable.campaign_id) == CampaignTable.id, isouter=True)
            .order_by(col(CampaignTable.id))
        )
        rows = (await self._session.exec(found)).all()
        return [(to_campaign(campaign, round_), since, days) for campaign, round_, since, days in rows]

    async def over_since(self, campaign: Campaign, moment: datetime | None) -> None:
        if moment is None:
            await self._session.exec(delete(RetentionTable).where(col(RetentionTable.campaign_id) == campaign.id))
        else:
            await self._insert_once(RetentionTable, campaign_id=campaign.id, over_since=moment)

    async def erase_papers(self, campaign: Campaign) -> int:
        await self._session.exec(
            delete(ParticipationTable).where(col(ParticipationTable.campaign_id) == campaign.id)
        )
        result = await self._session.exec(delete(BallotTable).where(col(BallotTable.campaign_id) == campaign.id))
        return result.rowcount

    async def note_languages(self, today: date) -> None:
        noted = exists().where(col(LanguageKeptTable.telegram_id) == PersonTable.telegram_id)
        found = select(PersonTable.telegram_id).where(~noted, ~_bound())
        for telegram_id in (await self._session.exec(found)).all():
            await self._insert_once(LanguageKeptTable, telegram_id=telegram_id, since=today)

    async def forget_languages(self, before: date) -> int:
        old = exists().where(
            col(LanguageKeptTable.telegram_id) == PersonTable.telegram_id, col(LanguageKeptTable.since) < before
        )
        asking = exists().where(col(DataRequestTable.telegram_id) == PersonTable.telegram_id)
        awaited = exists().where(
            col(OutboxTable.chat_id) == PersonTable.telegram_id, col(OutboxTable.state).not_in(PROCESSED)
        )
        result = await self._session.exec(delete(PersonTable).where(old, ~asking, ~awaited, ~_bound()))
        return result.rowcount


def _bound() -> ColumnElement[bool]:
    return exists().where(col(RoleTable.telegram_id) == PersonTable.telegram_id)
