"""How sure the ranks of a round are: what other rules would do to them, and what other respondents would."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.app.entities import Round, Unit
from bot.app.errors import RanksRefused, UnknownName
from bot.app.names import FoundRound, find_round, find_set
from bot.app.ports import Clock, Store, Transaction
from bot.app.released import released_ballots
from bot.app.round_scores import RoundScores
from scoring import Ballot, Framework, Standing, SurveyCriterion, UnitScore
from scoring.index import standings
from scoring.strata import sampled_parts
from scoring.survey_rule import MinMax, SurveyRule
from surveys import Texts

if TYPE_CHECKING:  # NumPy takes longer to import than the bot to start
    from scoring.sensitivity import Sensitivity
    from scoring.uncertainty import UnitUncertainty

__all__ = ["Certainty", "RankedUnits", "Ranking", "RuleChanges"]


@dataclass(frozen=True)
class RankedUnits:
    """The units of one type in a round whose ranks can be looked into, best first.

    `open` are those that have no total yet. `bare` are those whose total was entered without any criteria: nothing
    can be changed about it, so the others are ranked among themselves. `computed_at` is in the province's zone.
    """

    province: str
    province_name: Texts
    computed_at: datetime
    round: Round
    unit_type: str
    framework: Framework
    units: Mapping[str, Unit]
    standings: tuple[Standing, ...]
    open: tuple[str, ...]
    bare: tuple[str, ...] = ()

    @property
    def scores(self) -> dict[str, UnitScore]:
        """Unit code → its score, best first."""
        return {each.unit: each.score for each in self.standings}

    @property
    def surveyed(self) -> bool:
        """Whether any points come from a sample of respondents."""
        return bool(self._rules)

    @property
    def sampled(self) -> bool:
        """Whether there are ranks that other respondents could change."""
        return self.surveyed and bool(self.standings)

    @property
    def compared(self) -> bool:
        """Whether what respondents say about one unit moves the points of another."""
        return any(isinstance(rule, MinMax) for rule in self._rules)

    @property
    def _rules(self) -> Sequence[SurveyRule]:
        leaves = self.framework.set_for(self.unit_type).leaves
        return [leaf.survey for _, leaf in leaves if isinstance(leaf, SurveyCriterion)]


@dataclass(frozen=True)
class RuleChanges:
    """What other rules would do to the ranks. `result` is None where no unit has a total."""

    ranked: RankedUnits
    result: Sensitivity | None


@dataclass(frozen=True)
class Certainty:
    """What the sample of `ballots` leaves open. `units` is None where nothing is sampled or no unit has a total.

    `populations` are the sizes of groups that were asked, where they are known.
    """

    ranked: RankedUnits
    ballots: int
    units: Mapping[str, UnitUncertainty] | None
    populations: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Ranking:
    store: Store
    clock: Clock
    zone: ZoneInfo

    async def under_other_rules(
        self, name: str, unit_type: str | None, *, seed: int, draws: int, weight_change: float
    ) -> tuple[RuleChanges, ...]:
        """By type of unit, or of `unit_type` only. Raises `UnknownName`."""
        from scoring.sensitivity import sensitivity

        async with self._round(name) as (tx, found):
            every = [
                _with_criteria(await self._ranked(tx, found, each))
                for each in await _types(tx, found.round, unit_type)
            ]
        return tuple(
            RuleChanges(
                ranked,
                sensitivity(ranked.framework, ranked.scores, seed=seed, draws=draws, weight_change=weight_change)
                if ranked.standings
                else None,
            )
            for ranked in every
        )

    async def under_other_respondents(
        self,
        name: str,
        unit_type: str | None,
        *,
        seed: int,
        draws: int,
        populations: Mapping[str, int] | None = None,
    ) -> tuple[Certainty, ...]:
        """By type of unit, or of `unit_type` only; `populations` are sizes of respondent groups, where known.

        Raises `UnknownName`, `RanksRefused` and `UnreadableBallot`.
        """
        from scoring.uncertainty import uncertainty

        every: list[tuple[RankedUnits, Sequence[Ballot]]] = []
        async with self._round(name) as (tx, found):
            _check_groups(await tx.scores.framework(found.round), populations or {})
            for each in await _types(tx, found.round, unit_type):
                ranked = await self._ranked(tx, found, each)
                ranked = _with_criteria(ranked) if ranked.surveyed else ranked
                every.append((ranked, await self._ballots(tx, found, ranked)))
        certainties = []
        for ranked, ballots in every:
            sizes = _sizes(ballots, populations or {})
            units = (
                uncertainty(
                    ranked.framework,
                    ranked.unit_type,
                    ranked.scores,
                    ballots,
                    seed=seed,
                    draws=draws,
                    populations=sizes,
                )
                if ranked.sampled
                else None
            )
            found_units = None if units is None else {each.unit: each for each in units}
            certainties.append(Certainty(ranked, len(ballots), found_units, sizes))
        return tuple(certainties)

    @asynccontextmanager
    async def _round(self, name: str) -> AsyncIterator[tuple[Transaction, FoundRound]]:
        async with self.store.read() as tx:
            yield tx, await find_round(tx, name)

    async def _ranked(self, tx: Transaction, found: FoundRound, unit_type: str) -> RankedUnits:
        scores = await RoundScores.of(tx, found.round, unit_type)
        every = await scores.standings()
        return RankedUnits(
            province=found.province,
            province_name=await tx.provinces.name(found.round.province_id),
            computed_at=self.clock().astimezone(self.zone),
            round=found.round,
            unit_type=unit_type,
            framework=scores.framework,
            units={unit.code: unit for unit in await tx.provinces.units(found.round.province_id)},
            standings=tuple(each for each in every if each.rank is not None),
            open=tuple(each.unit for each in every if each.rank is None),
        )

    async def _ballots(self, tx: Transaction, found: FoundRound, ranked: RankedUnits) -> Sequence[Ballot]:
        """The ballots behind the scores, none where nothing is sampled."""
        if not ranked.sampled:
            return ()
        if ranked.open and ranked.compared:
            raise RanksRefused(
                "These units are compared with each other, and some have no total yet: {units}.",
                units=", ".join(ranked.open),
            )
        return await released_ballots(tx, found, list(ranked.scores), self.clock())


def _check_groups(framework: Framework, populations: Mapping[str, int]) -> None:
    for group in populations:
        if group not in framework.groups:
            known = ", ".join(framework.groups) or "–"
            raise UnknownName(
                "The framework has no respondent group {code}; it has: {known}.", code=group, known=known
            )


def _sizes(ballots: Sequence[Ballot], populations: Mapping[str, int]) -> dict[str, int]:
    """The sizes of the groups that answered. Raises `RanksRefused` where more answered than there are."""
    asked: dict[str, Fraction] = {}
    for parts in sampled_parts(ballots, populations).values():
        for group, part in parts.items():
            asked[group] = max(part, asked.get(group, part))
    for group, part in asked.items():
        if part > 1:
            raise RanksRefused(
                "The group {group} cannot have {size} members: {asked} of them were asked about one unit.",
                group=group,
                size=populations[group],
                asked=int(part * populations[group]),
            )
    return {group: populations[group] for group in populations if group in asked}


def _with_criteria(ranked: RankedUnits) -> RankedUnits:
    """`ranked` without the units whose total is all that is known."""
    bare = tuple(unit for unit, score in ranked.scores.items() if not score.domains)
    if not bare:
        return ranked
    scores = {unit: score for unit, score in ranked.scores.items() if score.domains}
    return replace(ranked, standings=standings(ranked.framework, scores), bare=bare)


async def _types(tx: Transaction, round_: Round, unit_type: str | None) -> Sequence[str]:
    """The types of unit that the round's framework scores and the province has."""
    framework = await tx.scores.framework(round_)
    wanted = framework.sets if unit_type is None else [find_set(framework, unit_type)]
    return [each for each in wanted if await tx.scores.unit_count(round_, each)]
