"""What is stored of a province and no longer in its package: found, and removed unless people have to do with it.

The package is the whole truth about its province, earlier rounds included. What somebody answered, was invited to
or was entrusted with never goes because a line is missing in a file: such a load is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement
from sqlmodel import SQLModel, and_, col, delete, exists, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.app.entities import Delivery, RoundStatus
from bot.app.package import CampaignPlan, ProvincePackage
from bot.app.reminders import reminder_key
from scoring import Fault
from storage.repositories.mapping import stored_id
from storage.tables import (
    AccessCodeTable,
    BallotTable,
    CampaignTable,
    CellTable,
    CitizenReportTable,
    DeadlineTable,
    DraftTable,
    OutboxTable,
    ParticipationTable,
    ProvinceTable,
    QuotaTable,
    ReportDraftTable,
    RetentionTable,
    RoundTable,
    ScoreTable,
    SealTable,
    TicketTable,
    UnitFactsTable,
    UnitTable,
)

__all__ = ["Gone", "forget_reminders", "seats_of"]

Note = Callable[[type[SQLModel], str], None]
"""Told the table and the code of everything removed."""

_Seat = tuple[RoundTable, CampaignTable, QuotaTable, UnitTable | None]


def seats_of(plan: CampaignPlan) -> Sequence[str | None]:
    """What a campaign's seats are about: each of its units, or `None` where one paper is about several or none."""
    return [None] if plan.questionnaire.rates_units or not plan.units else plan.units


async def forget_reminders(session: AsyncSession, deadline: DeadlineTable, *, sent: bool = False) -> None:
    """Drop the reminders of a deadline that are not sent yet.

    With `sent` also those that were: the deadline goes, and SQLite may give its number to another one.
    """
    unsent = (Delivery.PLANNED, Delivery.CLAIMED)
    await session.exec(
        delete(OutboxTable).where(
            col(OutboxTable.key).startswith(reminder_key(stored_id(deadline.id)), autoescape=True),
            col(OutboxTable.state).in_(
                [state for state in Delivery if state is not Delivery.SENDING] if sent else unsent
            ),
        )
    )


@dataclass
class Gone:
    """The rows of one province that its package no longer has."""

    session: AsyncSession
    rounds: list[RoundTable] = field(default_factory=list)
    campaigns: list[tuple[RoundTable, CampaignTable]] = field(default_factory=list)
    seats: list[_Seat] = field(default_factory=list)
    deadlines: list[DeadlineTable] = field(default_factory=list)
    scores: list[tuple[ScoreTable, UnitTable]] = field(default_factory=list)
    facts: list[tuple[UnitFactsTable, UnitTable]] = field(default_factory=list)
    units: list[UnitTable] = field(default_factory=list)

    @classmethod
    async def of(cls, session: AsyncSession, package: ProvincePackage) -> Gone:
        gone = cls(session)
        province = (await session.exec(select(ProvinceTable).where(ProvinceTable.code == package.code))).first()
        if province is None:
            return gone
        known = {unit.code for unit in package.units}
        units = (await session.exec(select(UnitTable).where(UnitTable.province_id == province.id))).all()
        gone.units = [unit for unit in units if unit.code not in known]
        plans = {round_.code: round_ for round_ in package.rounds}
        rounds = (await session.exec(select(RoundTable).where(RoundTable.province_id == province.id))).all()
        gone.rounds = [round_ for round_ in rounds if round_.code not in plans]
        for round_ in rounds:
            plan = plans.get(round_.code)
            await gone._seats(round_, {each.code: seats_of(each) for each in plan.campaigns} if plan else {})
            due = {deadline.code for deadline in plan.deadlines} if plan else set()
            deadlines = await session.exec(select(DeadlineTable).where(DeadlineTable.round_id == round_.id))
            gone.deadlines += [deadline for deadline in deadlines.all() if deadline.code not in due]
            scores, facts = (plan.scores, plan.facts) if plan else ({}, {})
            entered = select(ScoreTable, UnitTable).join(UnitTable, col(UnitTable.id) == ScoreTable.unit_id)
            for score, unit in (await session.exec(entered.where(ScoreTable.round_id == round_.id))).all():
                if score.leaf not in scores.get(unit.code, {}):
                    gone.scores.append((score, unit))
            noted = select(UnitFactsTable, UnitTable).join(UnitTable, col(UnitTable.id) == UnitFactsTable.unit_id)
            for fact, unit in (await session.exec(noted.where(UnitFactsTable.round_id == round_.id))).all():
                if unit.code not in facts:
                    gone.facts.append((fact, unit))
        return gone

    async def _seats(self, round_: RoundTable, planned: dict[str, Sequence[str | None]]) -> None:
        campaigns = await self.session.exec(select(CampaignTable).where(CampaignTable.round_id == round_.id))
        for campaign in campaigns.all():
            if campaign.code not in planned:
                self.campaigns.append((round_, campaign))
            seats = (
                select(QuotaTable, UnitTable)
                .join(UnitTable, col(UnitTable.id) == QuotaTable.unit_id, isouter=True)
                .where(QuotaTable.campaign_id == campaign.id)
            )
            for quota, unit in (await self.session.exec(seats)).all():
                if (unit.code if unit else None) not in planned.get(campaign.code, ()):
                    self.seats.append((round_, campaign, quota, unit))

    async def faults(self) -> list[Fault]:
        """What must not go, because somebody has to do with it."""
        faults = [
            Fault(round_.code, "The round is missing from the folder, but it is published: put it back.")
            for round_ in self.rounds
            if round_.status == RoundStatus.PUBLISHED
        ]
        for round_, campaign in self.campaigns:
            if await self._has_papers(round_, campaign):
                reason = "The survey is missing from the folder, but it has papers or invitations: put it back."
                faults.append(Fault(f"{round_.code}/{campaign.code}", reason))
        units, campaigns = {unit.id for unit in self.units}, {campaign.id for _, campaign in self.campaigns}
        for round_, campaign, quota, unit in self.seats:
            if quota.unit_id in units or campaign.id in campaigns or not await self._is_about(quota):
                continue
            where = f"{round_.code}/{campaign.code}"
            if unit is None:
                reason = "There are papers or invitations about several units: the survey must go on asking so."
                faults.append(Fault(where, reason))
            else:
                reason = "There are papers or invitations about {unit}: the survey must go on asking about it."
                faults.append(Fault(where, reason, unit=unit.code))
        for unit in self.units:
            if await self._is_known_to_people(unit):
                reason = (
                    "The unit is missing from the unit list, but there are papers, invitations, codes or reports "
                    "about it: put it back."
                )
                faults.append(Fault(unit.code, reason))
        return faults

    async def _has_papers(self, round_: RoundTable, campaign: CampaignTable) -> bool:
        return await self._any(
            *(
                col(table.campaign_id) == campaign.id
                for table in (BallotTable, DraftTable, TicketTable, ParticipationTable, SealTable)
            ),
            and_(col(CellTable.round_id) == round_.id, col(CellTable.campaign) == campaign.code),
        )

    async def _is_about(self, quota: QuotaTable) -> bool:
        """Whether papers or invitations are about what these seats are about."""
        return await self._any(
            *(
                and_(
                    col(table.campaign_id) == quota.campaign_id,
                    col(table.unit_id).is_not_distinct_from(quota.unit_id),
                )
                for table in (BallotTable, DraftTable, TicketTable)
            ),
        )

    async def _is_known_to_people(self, unit: UnitTable) -> bool:
        """Whether papers, invitations, codes or citizen reports are about the unit."""
        in_province = select(RoundTable.id).where(RoundTable.province_id == unit.province_id)
        if await self._any(
            *(
                col(table.unit_id) == unit.id
                for table in (
                    BallotTable,
                    DraftTable,
                    TicketTable,
                    AccessCodeTable,
                    CitizenReportTable,
                    ReportDraftTable,
                )
            ),
            and_(col(CellTable.round_id).in_(in_province), col(CellTable.unit) == unit.code),
        ):
            return True
        in_hand = (
            select(CampaignTable)
            .where(col(CampaignTable.round_id).in_(in_province))
            .where(
                exists().where(col(DraftTable.campaign_id) == CampaignTable.id, col(DraftTable.unit_id).is_(None))
            )
        )
        return any(unit.code in campaign.units for campaign in (await self.session.exec(in_hand)).all())

    async def _any(self, *conditions: ColumnElement[bool]) -> bool:
        """Whether one of the conditions holds for some row of its table."""
        for condition in conditions:
            if (await self.session.exec(select(exists().where(condition)))).one():
                return True
        return False

    async def remove(self, note: Note) -> None:
        """Delete the rows, what depends on others first."""
        for _, campaign, quota, unit in self.seats:
            await self._delete(QuotaTable, col(QuotaTable.id) == quota.id)
            note(QuotaTable, f"{campaign.code}/{unit.code if unit else '*'}")
        for _, campaign in self.campaigns:
            await self._delete(RetentionTable, col(RetentionTable.campaign_id) == campaign.id)
            await self._delete(CampaignTable, col(CampaignTable.id) == campaign.id)
            note(CampaignTable, campaign.code)
        for score, unit in self.scores:
            mine = col(ScoreTable.round_id) == score.round_id, col(ScoreTable.unit_id) == score.unit_id
            await self._delete(ScoreTable, *mine, col(ScoreTable.leaf) == score.leaf)
            note(ScoreTable, unit.code)
        for fact, unit in self.facts:
            mine = col(UnitFactsTable.round_id) == fact.round_id, col(UnitFactsTable.unit_id) == fact.unit_id
            await self._delete(UnitFactsTable, *mine)
            note(UnitFactsTable, unit.code)
        for deadline in self.deadlines:
            await forget_reminders(self.session, deadline, sent=True)
            await self._delete(DeadlineTable, col(DeadlineTable.id) == deadline.id)
            note(DeadlineTable, deadline.code)
        for round_ in self.rounds:
            await self._delete(RoundTable, col(RoundTable.id) == round_.id)
            note(RoundTable, round_.code)
        for unit in self.units:
            await self._delete(UnitTable, col(UnitTable.id) == unit.id)
            note(UnitTable, unit.code)

    async def _delete(self, table: type[SQLModel], *where: ColumnElement[bool]) -> None:
        await self.session.exec(delete(table).where(*where))
