"""What it takes to explain a unit: example rules, entries, answers, and the explanation of a made-up sheet."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from bot.app.entities import Round, RoundStatus, Unit
from bot.app.explaining import Explained, OwnPoints, Subject
from scoring import (
    BALLOTS,
    CellKey,
    Entry,
    Framework,
    Ruling,
    SurveyCriterion,
    SurveyState,
    UnitSheet,
    load_framework,
    score_sheet,
    unit_extremes,
    why,
)
from scoring.survey_rule import MinMax

__all__ = ["RULING", "WORTHS", "answers", "entries", "make_explained", "make_own", "rules", "with_min_max"]

EXAMPLES = Path(__file__).parents[2] / "examples"
WORTHS: Mapping[str, Decimal | None] = {
    "rat_tot": Decimal(100),
    "tot": Decimal(80),
    "binh_thuong": Decimal(60),
    "chua_tot": Decimal(20),
    "kem": Decimal(0),
    "khong_thong_tin": None,
}
RULING = Ruling("Chỉ có báo cáo chung", "Hội đồng đánh giá", date(2021, 3, 1))
Counts = Sequence[int]


@cache
def rules(path: str) -> Framework:
    return load_framework(EXAMPLES / path)


def make_explained(
    framework: Framework,
    unit_type: str,
    sheet: UnitSheet,
    *,
    others: Sequence[UnitSheet] = (),
    asked: str | None = None,
    published: bool = False,
    survey_closed: bool = True,
    unasked: Collection[str] = (),
    name: str = "Huyện Thanh Hà",
) -> Explained:
    """`sheet` scored among `others`, in a campaign "c" whose options are `WORTHS` for every criterion.

    `unasked`: the groups that no survey asks.
    """
    leaves = [leaf for _, leaf in framework.set_for(unit_type).leaves if isinstance(leaf, SurveyCriterion)]
    scales = {"c": {question: WORTHS for leaf in leaves for question in leaf.questions}}
    extremes = unit_extremes(framework, unit_type, [sheet, *others], scales)
    score = score_sheet(framework, unit_type, sheet, scales, extremes)
    groups = {group: not survey_closed for group in framework.groups if group not in unasked}
    surveys = SurveyState({"c"} if survey_closed else (), groups)
    status = RoundStatus.PUBLISHED if published else RoundStatus.PROVISIONAL
    title = {"vi": "Chỉ số cải cách hành chính năm 2026", "en": "PAR index 2026"}
    return Explained(
        province="hai_duong",
        unit=Unit(1, 1, "u", unit_type, {"vi": name, "en": name}),
        round=Round(1, 1, "2026", title, status, 1),
        framework=framework,
        score=score,
        why=why(framework, score, asked, surveys=surveys),
    )


def make_own(explained: Explained, *, several: bool = False) -> OwnPoints:
    """As its official sees it, who may be an official of another unit, too."""
    subject = Subject(explained.unit, explained.round)
    name = {"vi": "Huyện Khác", "en": "Another district"}
    other = subject._replace(unit=replace(explained.unit, id=2, code="v", name=name))
    return OwnPoints(official=True, subjects=(subject, other) if several else (subject,), explained=explained)


def answers(
    framework: Framework, unit_type: str, counts: Mapping[str, Counts], *, unit: str = "u"
) -> dict[CellKey, int]:
    """Each group's answers to every question, by option of `WORTHS`; one ballot for each answer."""
    cells: dict[CellKey, int] = {}
    for _, leaf in framework.set_for(unit_type).leaves:
        for question in leaf.questions if isinstance(leaf, SurveyCriterion) else ():
            for group, numbers in counts.items():
                cells[CellKey("2026", "c", unit, group, "", BALLOTS, BALLOTS)] = sum(numbers)
                for option, n in zip(WORTHS, numbers, strict=True):
                    cells[CellKey("2026", "c", unit, group, "", question, option)] = n
    return cells


def entries(framework: Framework, unit_type: str, share: str = "0.75") -> dict[str, Entry]:
    """Appraised at `share` of each maximum; the unit gave itself all of it."""
    leaves = [leaf for _, leaf in framework.set_for(unit_type).leaves if leaf.source == "appraised"]
    return {leaf.code: Entry(leaf.max_score, leaf.max_score * Decimal(share)) for leaf in leaves}


def with_min_max(framework: Framework) -> Framework:
    """The rules with departments compared with each other in every survey."""

    def changed(leaf: SurveyCriterion) -> SurveyCriterion:
        given = leaf.survey.model_dump(mode="json", exclude_defaults=True)
        stretched = {
            **given,
            "method": "min_max",
            "better": "higher",
            "lowest_points": "0.5",
            "all_equal": "maximum",
        }
        return leaf.model_copy(update={"survey": MinMax.model_validate(stretched)})

    unit_set = framework.set_for("department")
    domains = tuple(
        domain.model_copy(
            update={
                "criteria": tuple(
                    changed(leaf) if isinstance(leaf, SurveyCriterion) else leaf for leaf in domain.criteria
                )
            }
        )
        for domain in unit_set.domains
    )
    return framework.model_copy(update={"sets": {"department": unit_set.model_copy(update={"domains": domains})}})
