"""What an official sees of the unit's score, and which deadlines lie ahead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from bot.app.entities import Deadline, Role, RoleKind, Round, Unit
from bot.app.ports import Clock, Store, Transaction
from bot.app.round_scores import RoundScores
from scoring import Framework, UnitScore
from scoring.totals import most
from scoring.visibility import Item, Viewer, may_see
from surveys import Texts

__all__ = ["DaysLeft", "ScoreCard", "Standings", "current_rounds"]


@dataclass(frozen=True)
class ScoreCard:
    """One unit in one round, made of released ballots. `rank` (of `units`) is known once the round is published.

    `computed_at` is in the province's zone.
    """

    province: Texts
    unit: Unit
    round: Round
    framework: Framework
    score: UnitScore
    rank: int | None
    units: int
    computed_at: datetime

    @property
    def most(self) -> Fraction:
        """The most that the total can be, bonus included."""
        return most(self.framework.set_for(self.unit.type), self.score.max_score)

    @property
    def most_appraised(self) -> Fraction:
        """The most that self-score and appraised score can be: where only totals are entered, bonus is in them."""
        return self.score.appraised_max if self.score.domains else self.most


@dataclass(frozen=True)
class DaysLeft:
    """A deadline with the calendar days left in the province's zone: 0 on its day, negative when it is over."""

    deadline: Deadline
    days: int
    over: bool


@dataclass(frozen=True)
class Standings:
    store: Store
    clock: Clock
    zone: ZoneInfo

    async def cards(self, telegram_id: int) -> tuple[ScoreCard, ...]:
        """The current rounds of every unit the person is an official of: its own numbers and nobody else's."""
        now = self.clock().astimezone(self.zone)
        async with self.store.read() as tx:
            roles = await tx.people.roles(telegram_id)
            officials = [role for role in roles if role.kind is RoleKind.OFFICIAL]
            mine = {role.unit.id: (role.unit, role.province) for role in officials if role.unit}
            cards = []
            for unit, province in mine.values():
                for round_ in await current_rounds(tx, unit):
                    cards.append(await _card(tx, round_, unit, province, now))
            return tuple(cards)

    async def deadlines(self, telegram_id: int) -> tuple[DaysLeft, ...]:
        """The deadlines that concern the person's units, or all of the province for a coordinator."""
        now = self.clock()
        async with self.store.read() as tx:
            found: dict[int, Deadline] = {}
            for role in await tx.people.roles(telegram_id):
                for deadline in await tx.calendar.deadlines(role.province_id):
                    if _concerns(deadline, role):
                        found[deadline.id] = deadline
        ordered = sorted(found.values(), key=lambda deadline: (deadline.due_at, deadline.id))
        return tuple(
            DaysLeft(each, days_between(now, each.due_at, self.zone), each.due_at <= now) for each in ordered
        )


def days_between(now: datetime, due_at: datetime, zone: ZoneInfo) -> int:
    """Calendar days from today to the day of `due_at`, both in `zone`."""
    left: timedelta = _day(due_at, zone) - _day(now, zone)
    return left.days


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


def _concerns(deadline: Deadline, role: Role) -> bool:
    return role.unit is None or not deadline.unit_types or role.unit.type in deadline.unit_types


async def current_rounds(tx: Transaction, unit: Unit) -> list[Round]:
    """The latest round of each index by which the unit is scored: a province may have several in one year."""
    latest: dict[str, Round] = {}
    for round_ in await tx.calendar.rounds(unit.province_id):
        framework = await tx.scores.framework(round_)
        if unit.type in framework.sets:
            latest.setdefault(framework.index, round_)
    return list(latest.values())


async def _card(tx: Transaction, round_: Round, unit: Unit, province: Texts, now: datetime) -> ScoreCard:
    scores = await RoundScores.of(tx, round_, unit.type)
    units = await tx.scores.unit_count(round_, unit.type)
    if may_see(Viewer.UNIT, Item.RANK, published=round_.published):
        mine = next(each for each in await scores.standings() if each.unit == unit.code)
        score, rank = mine.score, mine.rank
    else:
        score, rank = await scores.score(unit), None
    return ScoreCard(province, unit, round_, scores.framework, score, rank, units, now)
