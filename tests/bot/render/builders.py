"""Score cards from the example frameworks, and a translator that needs no catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.app.entities import Round, RoundStatus, Unit
from bot.app.standings import ScoreCard
from bot.i18n import Translator
from scoring import (
    BALLOTS,
    Cases,
    CellKey,
    Entry,
    Framework,
    SurveyCriterion,
    UnitFacts,
    UnitSheet,
    load_framework,
    score_sheet,
)
from scoring.totals import score_total

PROVINCE = {"vi": "Tỉnh Hải Dương", "en": "Hải Dương province"}
COMPUTED_AT = datetime(2026, 11, 20, 17, 5, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
EXAMPLES = Path(__file__).parents[3] / "examples"
SCALE: Mapping[str, Decimal | None] = {"good": Decimal(100), "fair": Decimal(60), "unknown": None}

Scores = tuple[str | None, str | None]


class PlainTranslator(Translator):
    """Says the msgids themselves, or the words it is given; numbers are written in `language`."""

    def __init__(
        self, language: str = "en", words: Mapping[str, str] | None = None, escape: Callable[[str], str] = str
    ) -> None:
        self.language = language
        self._escape = escape
        self._words = words or {}

    def escaping(self, escape: Callable[[str], str]) -> PlainTranslator:
        return PlainTranslator(self.language, self._words, escape)

    def __call__(self, msgid: str, **fields: object) -> str:
        return self._words.get(msgid, msgid).format(**self._filled(fields))

    def many(self, one: str, other: str, n: int, **fields: object) -> str:
        msgid = one if n == 1 else other
        return self._words.get(msgid, msgid).format(**self._filled({"n": n, **fields}))


@cache
def framework(example: str = "hai_duong_2019", file: str = "framework.yaml") -> Framework:
    return load_framework(EXAMPLES / example / file)


def make_card(
    *,
    rules: Framework | None = None,
    unit_type: str = "department",
    name: str = "Sở Xây dựng",
    share: str = "0.9",
    scores: Mapping[str, Scores] | None = None,
    surveyed: int = 10,
    published: bool = False,
    rank: int | None = None,
    computed_at: datetime = COMPUTED_AT,
    cases: Mapping[str, Cases] | None = None,
) -> ScoreCard:
    """A card whose appraised criteria all have `share` of their maximum, and `surveyed` ballots per group.

    `scores` replaces the (self, appraised) scores of single criteria. A third of the ballots say "fair".
    """
    rules = rules or framework()
    entries: dict[str, Entry] = {}
    for _, leaf in rules.set_for(unit_type).leaves:
        if leaf.source == "appraised":
            every = Decimal(share) * leaf.max_score
            own, appraised = (scores or {}).get(leaf.code, (str(every), str(every)))
            entries[leaf.code] = Entry(_decimal(own), _decimal(appraised))
    sheet = UnitSheet(entries, _cells(rules, unit_type, surveyed), UnitFacts(cases=cases or {}))
    scored = score_sheet(rules, unit_type, sheet, _scales(rules, unit_type))
    unit = Unit(id=1, province_id=1, code="u", type=unit_type, name={"vi": name, "en": name})
    status = RoundStatus.PUBLISHED if published else RoundStatus.PROVISIONAL
    title = {"vi": "Chỉ số cải cách hành chính năm 2019", "en": "PAR index 2019"}
    round_ = Round(id=1, province_id=1, code="2019", title=title, status=status, framework_id=1)
    return ScoreCard(PROVINCE, unit, round_, rules, scored, rank, units=18, computed_at=computed_at)


def make_total_card(rules: Framework) -> ScoreCard:
    """A unit of which only the totals are known: 95 by its own count, 87 as appraised."""
    entry = Entry(Decimal(95), Decimal(87))
    return replace(make_card(rules=rules), score=score_total(rules, "department", entry))


def _decimal(score: str | None) -> Decimal | None:
    return None if score is None else Decimal(score)


def _surveyed(rules: Framework, unit_type: str) -> list[SurveyCriterion]:
    return [leaf for _, leaf in rules.set_for(unit_type).leaves if isinstance(leaf, SurveyCriterion)]


def _scales(rules: Framework, unit_type: str) -> dict[str, dict[str, Mapping[str, Decimal | None]]]:
    return {"c": {leaf.code: SCALE for leaf in _surveyed(rules, unit_type)}}


def _cells(rules: Framework, unit_type: str, ballots: int) -> dict[CellKey, int]:
    criteria = _surveyed(rules, unit_type)
    groups = sorted({group for leaf in criteria for group in leaf.survey.weights})
    cells: dict[CellKey, int] = {}
    for group in groups if ballots else []:
        cells[CellKey("2019", "c", "u", group, "", BALLOTS, BALLOTS)] = ballots
        for leaf in criteria:
            fair = ballots // 3
            cells[CellKey("2019", "c", "u", group, "", leaf.code, "fair")] = fair
            cells[CellKey("2019", "c", "u", group, "", leaf.code, "good")] = ballots - fair
    return cells
