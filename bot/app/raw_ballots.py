"""Ballots read again from what is stored, each with the questionnaire it was answered on.

Which units a ballot rated is told by its answers, never by the campaign as it stands today: a province that was
loaded again may ask about other units by now.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.app.counting import as_ballot
from bot.app.entities import Campaign
from bot.app.errors import UnreadableBallot
from bot.app.ports import Transaction
from bot.app.recount_ports import StoredBallot
from scoring import Ballot
from surveys import Answer, Kind, Questionnaire

__all__ = ["Papers", "Slot", "raw_ballots", "slot"]

_KEY = re.compile(r"([^\[]+)\[(.+)\]", re.DOTALL)
"""A question inside a repeat, with the rated unit in brackets (`surveys.interview.slot_key`)."""


async def raw_ballots(tx: Transaction, campaign: Campaign) -> list[Ballot]:
    """Every ballot of the campaign, in an order that says nothing. Raises `UnreadableBallot`."""
    papers = await Papers.of(tx, [campaign])
    async with aclosing(tx.recounting.ballots([campaign])) as portions:
        return [papers.read(stored) async for portion in portions for stored in portion]


class Slot(NamedTuple):
    """What an answer is about: its kind, the unit of its repeat, and what it counts for.

    `unit` and `criterion` are `None` where the answer is no rating.
    """

    kind: Kind
    repeated: str | None
    unit: str | None
    criterion: str | None


def slot(form: Questionnaire, key: str, unit: str | None) -> Slot:
    """The slot `key` of a paper about `unit`. Raises `UnreadableBallot` where the form asks nothing so named."""
    name, repeated = found.groups() if (found := _KEY.fullmatch(key)) else (key, None)
    place = form.places.get(name)
    if place is None or place.repeated != (repeated is not None):
        raise UnreadableBallot("The questionnaire does not ask {question}.", question=key)
    question, about = place.question, repeated or unit
    if question.criterion and about and question.kind is not Kind.SELECT_MULTIPLE:
        return Slot(question.kind, repeated, about, question.criterion)
    return Slot(question.kind, repeated, None, None)


@dataclass(frozen=True)
class Papers:
    """What ballots refer to, by id."""

    campaigns: Mapping[int, Campaign]
    forms: Mapping[int, Questionnaire]
    units: Mapping[int, str]
    _slots: dict[tuple[int, str, str | None], Slot] = field(default_factory=dict, repr=False)

    @classmethod
    async def of(cls, tx: Transaction, campaigns: Sequence[Campaign]) -> Papers:
        provinces = {campaign.round.province_id for campaign in campaigns}
        units = [unit for province in sorted(provinces) for unit in await tx.provinces.units(province)]
        return cls(
            {campaign.id: campaign for campaign in campaigns},
            await tx.recounting.questionnaires(),
            {unit.id: unit.code for unit in units},
        )

    def unit(self, stored: StoredBallot) -> str | None:
        """The code of the unit that the whole paper is about. Raises `UnreadableBallot`."""
        if stored.unit is not None and stored.unit not in self.units:
            raise UnreadableBallot("The unit that it is about does not exist.")
        return None if stored.unit is None else self.units[stored.unit]

    def form(self, stored: StoredBallot) -> Questionnaire:
        """What it was answered on. Raises `UnreadableBallot`."""
        if stored.questionnaire not in self.forms:
            raise UnreadableBallot("The questionnaire that it was answered on does not exist or cannot be read.")
        return self.forms[stored.questionnaire]

    def read(self, stored: StoredBallot) -> Ballot:
        """The ballot as it was counted when it was sent. Raises `UnreadableBallot`."""
        form, unit = self.form(stored), self.unit(stored)
        answers: dict[str, Answer] = {}
        units: dict[str, None] = {}
        for key, value in _decoded(stored.answers).items():
            asked = self._slots.get((stored.questionnaire, key, unit))
            if asked is None:
                asked = self._slots[stored.questionnaire, key, unit] = slot(form, key, unit)
            answers[key] = _answer(key, value, asked.kind)
            if asked.repeated:
                units[asked.repeated] = None
        return as_ballot(
            self.campaigns[stored.campaign], form, answers, unit=unit, units=tuple(units), cluster=stored.cluster
        )


def _decoded(text: str) -> Mapping[str, object]:
    try:
        found = json.loads(text)
    except ValueError:  # neither quoted nor chained: it holds what somebody answered
        found = None
    if not isinstance(found, dict):
        raise UnreadableBallot("The answers are no JSON object.")
    return found


def _answer(key: str, value: object, kind: Kind) -> Answer:
    if kind is Kind.SELECT_MULTIPLE:
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return tuple(value)
    elif isinstance(value, str):
        return value
    raise UnreadableBallot("The answer to {question} is of the wrong kind.", question=key)
