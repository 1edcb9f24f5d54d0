"""The rows that could tell who gave which ballot: written again in random order, or erased."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from random import Random
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Table
from sqlalchemy import delete as sql_delete
from sqlmodel import SQLModel, and_, col, delete, func, select, update

from bot.app.entities import Campaign, TicketState
from bot.app.secrecy import Coarse, Seal
from storage.repositories.ballots import BALLOT_ID_BYTES
from storage.repositories.base import Repository
from storage.repositories.mapping import CAMPAIGNS, to_campaign
from storage.tables import (
    BallotTable,
    CampaignTable,
    CellTable,
    DraftTable,
    ParticipationTable,
    SealTable,
    TicketTable,
    TroubledUpdateTable,
)

__all__ = ["SecrecyRepository"]

_Rows: TypeAlias = list[dict[str, Any]]


class SecrecyRepository(Repository):
    async def unmixed(self) -> Sequence[Campaign]:
        waiting = select(BallotTable.campaign_id).where(BallotTable.fresh).distinct()
        return await self._campaigns(col(CampaignTable.id).in_(waiting))

    async def mix(self, campaign: Campaign, coarse: Coarse, random: Random, company: int | None) -> int:
        """What is deleted here is what is written again: two workers at it never write a ballot twice."""
        await self._hold_cells()  # papers being counted add to cells: wait for them before anything else
        mine = col(BallotTable.campaign_id) == campaign.id
        ballots = await self._take(BallotTable, mine if company is None else and_(mine, col(BallotTable.fresh)))
        if not ballots and company is not None:
            return 0
        if company is not None:
            ballots += await self._company(campaign, random, company)
        random.shuffle(ballots)
        for ballot in ballots:
            ballot["id"] = random.randbytes(BALLOT_ID_BYTES).hex()
            ballot["received_on"] = coarse(ballot["received_on"])
            ballot["fresh"] = False
        await self._put(BallotTable, ballots)
        in_round = col(CellTable.round_id) == campaign.round.id
        cells = await self._take(CellTable, in_round, col(CellTable.campaign) == campaign.code)
        random.shuffle(cells)
        await self._put(CellTable, cells)
        return len(ballots)

    async def _company(self, campaign: Campaign, random: Random, company: int) -> _Rows:
        found = select(BallotTable.id).where(BallotTable.campaign_id == campaign.id, ~col(BallotTable.fresh))
        ids = (await self._session.exec(found)).all()
        return await self._take(BallotTable, col(BallotTable.id).in_(random.sample(ids, min(company, len(ids)))))

    async def ballots(self, campaign: Campaign) -> int:
        counted = select(func.count()).select_from(BallotTable).where(BallotTable.campaign_id == campaign.id)
        return (await self._session.exec(counted)).one()

    async def first_day(self, campaign: Campaign) -> date | None:
        found = select(func.min(BallotTable.received_on)).where(BallotTable.campaign_id == campaign.id)
        return (await self._session.exec(found)).one()

    async def drafts(self, campaign: Campaign) -> Sequence[str]:
        found = (
            select(DraftTable)
            .where(DraftTable.campaign_id == campaign.id)
            .order_by(col(DraftTable.unit_id), col(DraftTable.pseudonym))
            .with_for_update()
        )
        return [row.pseudonym for row in (await self._session.exec(found)).all()]

    async def hold(self, campaign: Campaign) -> Campaign:
        found = (
            CAMPAIGNS.where(CampaignTable.id == campaign.id)
            .with_for_update(of=CampaignTable)
            .execution_options(populate_existing=True)
        )
        return to_campaign(*(await self._session.exec(found)).one())

    async def erase_ledger(self, campaign: Campaign) -> Mapping[str, int]:
        mine = col(ParticipationTable.campaign_id) == campaign.id
        counted = (
            select(ParticipationTable.notice, func.count())
            .where(mine)
            .group_by(ParticipationTable.notice)
            .order_by(ParticipationTable.notice)
        )
        consents = dict((await self._session.exec(counted)).all())
        await self._session.exec(delete(ParticipationTable).where(mine))
        return consents

    async def spend_tickets(self, campaign: Campaign, random: Random) -> None:
        tickets = await self._take(TicketTable, col(TicketTable.campaign_id) == campaign.id)
        random.shuffle(tickets)
        await self._put(TicketTable, [{**ticket, "state": TicketState.USED} for ticket in tickets])

    async def destroy_key(self, campaign: Campaign, closed_at: datetime) -> None:
        closing = closed_at if campaign.closes_at is None else min(campaign.closes_at, closed_at)
        await self._session.exec(
            update(CampaignTable).where(col(CampaignTable.id) == campaign.id).values(key="", closes_at=closing)
        )

    async def silence_troubles(self) -> None:
        await self._session.exec(update(TroubledUpdateTable).values(error=""))

    async def record(self, campaign: Campaign, seal: Seal) -> None:
        self._session.add(
            SealTable(
                campaign_id=campaign.id,
                sealed_on=seal.sealed_on,
                ballots=seal.ballots,
                drafts_erased=seal.drafts_erased,
                consents=dict(seal.consents),
                clean=seal.clean,
            )
        )
        await self._session.flush()

    async def seal(self, campaign: Campaign) -> Seal | None:
        row = await self._session.get(SealTable, campaign.id)
        return Seal(row.sealed_on, row.ballots, row.drafts_erased, row.consents, row.clean) if row else None

    async def cleaned(self, campaign: Campaign) -> None:
        await self._session.exec(
            update(SealTable).where(col(SealTable.campaign_id) == campaign.id).values(clean=True)
        )

    async def _take(self, table: type[SQLModel], *conditions: ColumnElement[bool]) -> _Rows:
        """Delete these rows and hand them over."""
        target: Table = table.__table__  # type: ignore[attr-defined]
        connection = await self._session.connection()
        taken = await connection.execute(sql_delete(target).where(*conditions).returning(*target.columns))
        return [dict(row) for row in taken.mappings()]

    async def _put(self, table: type[SQLModel], rows: _Rows) -> None:
        """Write rows in this very order."""
        if rows:
            await self._run(self._insert(table), rows)
