"""The raw ballots in portions, and everything that was counted or noted about them."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import suppress
from typing import cast

from sqlalchemy import Table
from sqlalchemy import select as select_columns
from sqlmodel import col, func, select

from bot.app.entities import Campaign, Round, TicketState
from bot.app.recount_ports import CampaignBooks, StoredBallot, StoredCell
from storage.repositories.base import Repository
from storage.repositories.mapping import stored_id, to_key, to_questionnaire
from storage.tables import (
    BallotTable,
    CellTable,
    DraftTable,
    FrameworkTable,
    ParticipationTable,
    QuestionnaireTable,
    QuotaTable,
    TicketTable,
    UnitTable,
)
from surveys import Questionnaire

__all__ = ["RecountRepository"]

PORTION = 2000
"""Ballots fetched at a time: enough for counting many at once, and nobody waits longer than they take."""


class RecountRepository(Repository):
    async def ballots(self, campaigns: Sequence[Campaign]) -> AsyncGenerator[Sequence[StoredBallot]]:
        """From a cursor of the database's own, and past the session, which would keep every row.

        SQLite would rather look ballots up by the index of campaigns, which takes twice as long as passing over
        those of other rounds: the sum keeps it from that. The rows are handed over as they come, under the names of
        a `StoredBallot`: making one of each would be a third of the time.
        """
        ballot: Table = BallotTable.__table__  # type: ignore[attr-defined]
        found = select_columns(
            ballot.c.id,
            ballot.c.campaign_id.label("campaign"),
            ballot.c.questionnaire_id.label("questionnaire"),
            ballot.c.unit_id.label("unit"),
            ballot.c.cluster,
            ballot.c.answers,
        ).where((ballot.c.campaign_id + 0).in_([campaign.id for campaign in campaigns]))
        connection = await self._session.connection()
        async with connection.stream(found) as rows:
            async for portion in rows.partitions(PORTION):
                yield cast("Sequence[StoredBallot]", portion)

    async def questionnaires(self) -> Mapping[int, Questionnaire]:
        found = select(QuestionnaireTable.id, QuestionnaireTable.body)
        forms = {}
        for id_, body in (await self._session.exec(found)).all():
            with suppress(ValueError):  # somebody changed it: what was answered on it is unreadable, and named
                forms[stored_id(id_)] = to_questionnaire(body)
        return forms

    async def changed_questionnaires(self) -> Mapping[int, str]:
        rows = (await self._session.exec(select(QuestionnaireTable))).all()
        return {stored_id(row.id): f"{row.form_id} {row.version}" for row in rows if _changed(row)}

    async def changed_framework(self, round_: Round) -> str | None:
        row = await self._session.get_one(FrameworkTable, round_.framework_id)
        return f"{row.code}@{row.version}" if _changed(row) else None

    async def cells(self, round_: Round) -> Sequence[StoredCell]:
        found = select(CellTable).where(CellTable.round_id == round_.id)
        rows = (await self._session.exec(found)).all()
        return [StoredCell(to_key(row, round_), row.n, row.released) for row in rows]

    async def books(self, campaign: Campaign) -> CampaignBooks:
        noted = select(func.count()).select_from(ParticipationTable)
        used = select(func.count()).select_from(TicketTable).where(TicketTable.state == TicketState.USED)
        seats = (
            select(UnitTable.code, QuotaTable.taken)
            .select_from(QuotaTable)
            .join(UnitTable, col(UnitTable.id) == QuotaTable.unit_id, isouter=True)
            .where(QuotaTable.campaign_id == campaign.id)
        )
        held = (
            select(UnitTable.code, func.count())
            .select_from(DraftTable)
            .join(UnitTable, col(UnitTable.id) == DraftTable.unit_id, isouter=True)
            .where(DraftTable.campaign_id == campaign.id, DraftTable.seat_held)
            .group_by(UnitTable.code)
        )
        return CampaignBooks(
            participations=(
                await self._session.exec(noted.where(ParticipationTable.campaign_id == campaign.id))
            ).one(),
            used_tickets=(await self._session.exec(used.where(TicketTable.campaign_id == campaign.id))).one(),
            seats=dict((await self._session.exec(seats)).all()),
            held=dict((await self._session.exec(held)).all()),
        )


def _changed(row: QuestionnaireTable | FrameworkTable) -> bool:
    return hashlib.sha256(row.body.encode()).hexdigest() != row.digest
