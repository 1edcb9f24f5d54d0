"""Every point explained: to the secretariat about any unit, to an official about the own units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from bot.app.entities import RoleKind, Round, Unit
from bot.app.errors import UnknownName
from bot.app.names import FoundRound, find_round, find_unit
from bot.app.ports import Clock, Store, Transaction
from bot.app.releasing import RULE
from bot.app.round_scores import RoundScores
from bot.app.standings import current_rounds
from scoring import Framework, SurveyState, UnitScore, UnknownCode, Why, why
from surveys import Questionnaire, Texts, in_language

__all__ = ["Explained", "Explaining", "OwnPoints", "Subject"]


@dataclass(frozen=True)
class Explained:
    """One unit's points in one round and where they come from; `forms` are the questionnaires by campaign."""

    province: str
    unit: Unit
    round: Round
    framework: Framework
    score: UnitScore
    why: Why
    forms: Mapping[str, Questionnaire] = field(default_factory=dict)

    def option(self, campaign: str, asked_as: str, option: str) -> Texts:
        """What the questionnaire calls an option; its code where the questionnaire has it no more."""
        return _option(self.forms, campaign, asked_as, option)


class Subject(NamedTuple):
    """What points are explained of: a unit in one of its current rounds."""

    unit: Unit
    round: Round


@dataclass(frozen=True)
class OwnPoints:
    """What a person may ask about, and the explanation of one of them; None while one has yet to be chosen.

    `official` is whether the person is one at all: a unit's round may not have begun.
    """

    official: bool
    subjects: tuple[Subject, ...] = ()
    explained: Explained | None = None


@dataclass(frozen=True)
class Explaining:
    store: Store
    clock: Clock

    async def asked(self, round_name: str, unit_name: str, code: str | None = None) -> Explained:
        """Any unit by code, name or alias; `code` is a criterion, an item or a domain. Raises `UnknownName`."""
        async with self.store.read() as tx:
            found = await find_round(tx, round_name)
            unit = find_unit(await tx.provinces.units(found.round.province_id), unit_name)
            return await _explained(tx, found, unit, self.clock(), code)

    async def own(self, telegram_id: int, unit_id: int = 0, round_id: int = 0) -> OwnPoints:
        """One of the person's units in a current round; ids of other units and past rounds are as good as none."""
        async with self.store.read() as tx:
            roles = await tx.people.roles(telegram_id)
            units = {role.unit.id: role.unit for role in roles if role.kind is RoleKind.OFFICIAL and role.unit}
            subjects = {
                (unit.id, round_.id): Subject(unit, round_)
                for unit in units.values()
                for round_ in await current_rounds(tx, unit)
            }
            chosen = subjects.get((unit_id, round_id)) or (
                next(iter(subjects.values())) if len(subjects) == 1 else None
            )
            explained = None
            if chosen:
                explained = await _explained(tx, FoundRound("", chosen.round), chosen.unit, self.clock(), own=True)
            return OwnPoints(bool(units), tuple(subjects.values()), explained)


async def _explained(
    tx: Transaction, found: FoundRound, unit: Unit, now: datetime, code: str | None = None, *, own: bool = False
) -> Explained:
    """`own`: for an official of the unit, to whom counts by option are shown of no survey."""
    scores = await RoundScores.of(tx, found.round, unit.type)
    if unit.type not in scores.framework.sets:
        raise UnknownName(
            "The round {round} does not score units of the type {type}.", round=found.round.code, type=unit.type
        )
    score = await scores.score(unit)
    surveys = await _surveys(tx, found.round, unit, now, scores.forms)
    if own:
        surveys = replace(surveys, closed=())
    try:
        explanation = why(scores.framework, score, code, surveys=surveys)
    except UnknownCode as unknown:
        raise UnknownName(
            "The points of {unit} have no part {code}; there are: {names}.",
            unit=unit.code,
            code=unknown.code,
            names=", ".join(unknown.known),
        ) from unknown
    return Explained(found.province, unit, found.round, scores.framework, score, explanation, scores.forms)


async def _surveys(
    tx: Transaction, round_: Round, unit: Unit, now: datetime, forms: Mapping[str, Questionnaire]
) -> SurveyState:
    """Closed are the campaigns that are over, and the last of their counts about the unit released."""
    waiting = {campaign.id: ballots.get(unit.code, 0) for campaign, ballots in await tx.releases.waiting()}
    campaigns = await tx.calendar.campaigns(round_)
    over = {
        each.code
        for each in campaigns
        if each.is_closed(now) and not RULE.free(waiting.get(each.id, 0), final=True)
    }
    groups: dict[str, bool] = {}
    for each in campaigns:
        if unit.code in each.units:
            groups[each.respondent_group] = groups.get(each.respondent_group, False) or each.code not in over

    def label(campaign: str, asked_as: str, option: str) -> str:
        return in_language(_option(forms, campaign, asked_as, option), "vi")

    return SurveyState(over, groups, label)


def _option(forms: Mapping[str, Questionnaire], campaign: str, asked_as: str, option: str) -> Texts:
    form = forms.get(campaign)
    asked = [question for question in (form.questions() if form else ()) if question.criterion == asked_as]
    choice = next((found for question in asked if (found := question.choice(option))), None)
    return choice.label if choice else {"": option}
