"""Papers for recounting, without a store: three forms, two campaigns, ballots as rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import count

from bot.app.entities import Campaign, Round, RoundStatus
from bot.app.raw_ballots import Papers
from bot.app.recount_ports import StoredBallot
from surveys import Answer, Choice, Kind, Question, Questionnaire, Section
from tests.builders import POINTS, make_form

__all__ = ["ABOUT_ONE", "CITIZEN", "LEADERS", "SEVERAL", "UNITS", "WITH_LIST", "make_papers", "make_stored"]

UNITS = {1: "gia_loc", 2: "thanh_ha", 3: "sở [cũ]"}
ABOUT_ONE, SEVERAL, WITH_LIST = 1, 2, 3
"""Ids of the forms: about one unit, about several, and one with a question that takes several answers."""
CITIZEN, LEADERS = 1, 2
"""Ids of the campaigns."""

_CHOICES = tuple(Choice(name=name, label={"vi": name}) for name in POINTS)
_IDS = count(1)


def _question(name: str, kind: Kind = Kind.SELECT_ONE, criterion: str | None = None) -> Question:
    return Question(name=name, kind=kind, choices=_CHOICES, criterion=criterion)


def _form(form_id: str, *items: Question | Section) -> Questionnaire:
    return Questionnaire(form_id=form_id, version="1", title={"vi": form_id}, languages=("vi",), items=items)


def make_papers() -> Papers:
    rated = Section(
        name="units",
        repeat=True,
        items=(
            _question("phoi_hop", criterion="chi_dao.phoi_hop"),
            _question("dung_hen", criterion="tthc.dung_hen"),
            _question("ly_do", Kind.TEXT),
        ),
    )
    several = _form("lanh_dao", rated, _question("chung", criterion="chi_dao.chung"), _question("gop_y", Kind.TEXT))
    listed = _form(
        "nhieu", _question("kenh", Kind.SELECT_MULTIPLE), _question("dung_hen", criterion="tthc.dung_hen")
    )
    round_ = Round(1, 1, "2026", {"vi": "2026"}, RoundStatus.PROVISIONAL, 1)
    campaigns = {
        id_: Campaign(id_, round_, code, {}, group, form, b"key", tuple(UNITS.values()), None, None, None)
        for id_, code, group, form in ((CITIZEN, "citizen", "citizen", 1), (LEADERS, "leaders", "leader", 2))
    }
    return Papers(campaigns, {ABOUT_ONE: make_form(), SEVERAL: several, WITH_LIST: listed}, UNITS)


def make_stored(
    answers: Mapping[str, Answer] | str,
    *,
    form: int = ABOUT_ONE,
    unit: int | None = 1,
    campaign: int = CITIZEN,
    cluster: str = "",
) -> StoredBallot:
    """A ballot as the bot writes it; `answers` as a text is what somebody else made of it."""
    text = answers if isinstance(answers, str) else json.dumps(answers, ensure_ascii=False, sort_keys=True)
    return StoredBallot(f"{next(_IDS):032x}", campaign, form, unit, cluster, text)
