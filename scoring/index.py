"""The index of a unit: appraised points and survey points, summed exactly, with every part explained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from scoring.adjustment import adjust
from scoring.criterion import Criterion, StatisticCriterion, StatisticMinMax, SurveyCriterion, exempted
from scoring.errors import EntriesInvalid
from scoring.framework import Framework
from scoring.grade import GradeResult, OutOf, grade_of
from scoring.indicator import NoValue
from scoring.parts import Known, parts_of
from scoring.rank import ranks
from scoring.score import DomainScore, UnitScore
from scoring.sheet import UnitSheet, sheet_faults
from scoring.statistic import statistic_value
from scoring.stretch import Extremes
from scoring.survey import Scales, survey_points
from scoring.survey_rule import MinMax
from scoring.totals import score_total, total_of

__all__ = [
    "Standing",
    "UnitSheet",
    "compares_units",
    "score_sheet",
    "score_units",
    "standings",
    "unit_extremes",
]


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit among others of its type; `rank` is None while its total is."""

    unit: str
    score: UnitScore
    rank: int | None


def score_sheet(
    framework: Framework,
    unit_type: str,
    sheet: UnitSheet,
    scales: Scales,
    extremes: Mapping[str, Extremes] | None = None,
) -> UnitScore:
    """The score of one unit from everything that is known about it in one round.

    Criteria that compare units with each other need `extremes` (see `unit_extremes`) and have no points without.
    Anything not known yet is None, here and in every sum that needs it, and is named in `UnitScore.missing`.

    Raises `UnknownCode` (unit type), `EntriesInvalid` (a score out of range or for an unknown criterion) and
    `BrokenCells` (cells of several units, or options that no scale knows).
    """
    unit_set = framework.set_for(unit_type)
    faults = list(sheet_faults(framework, unit_set, sheet))
    if faults:
        raise EntriesInvalid(faults)
    total = total_of(unit_set, sheet.entries)
    if total is not None:
        return score_total(framework, unit_type, total)
    known = Known.of(framework, sheet)
    parts = parts_of(unit_set, known, scales, extremes or {})
    domains = tuple(
        DomainScore(code=domain.code, parts=tuple(part for part in parts if part.domain == domain.code))
        for domain in unit_set.domains
    )
    points = {domain.code: domain.total for domain in domains}
    score = UnitScore(
        framework=framework.edition,
        unit_type=unit_type,
        parts=parts,
        domains=domains,
        ballots=known.tally.ballots_by_group,
        bonus=adjust(unit_set.bonus, sheet.facts.cases, points),
        penalty=adjust(unit_set.penalty, sheet.facts.cases, points),
        grade=None,
    )
    return replace(score, grade=_grade(framework, score))


def score_units(
    framework: Framework, unit_type: str, sheets: Mapping[str, UnitSheet], scales: Scales
) -> tuple[Standing, ...]:
    """Score units of one type against each other, best first; ties and units without a total keep their order."""
    extremes = unit_extremes(framework, unit_type, list(sheets.values()), scales)
    scores = {unit: score_sheet(framework, unit_type, sheet, scales, extremes) for unit, sheet in sheets.items()}
    return standings(framework, scores)


def standings(framework: Framework, scores: Mapping[str, UnitScore]) -> tuple[Standing, ...]:
    """Rank scored units, best first; ties and units without a total keep their order."""
    places = ranks([score.total for score in scores.values()], framework.ranking, framework.rounding)
    ranked = [Standing(unit, score, rank) for (unit, score), rank in zip(scores.items(), places, strict=True)]
    return tuple(sorted(ranked, key=lambda standing: (standing.rank is None, standing.rank or 0)))


def compares_units(framework: Framework, unit_type: str) -> bool:
    """Whether a unit's points depend on those of the others of its type."""
    return any(_compares(leaf) for _, leaf in framework.set_for(unit_type).leaves)


def unit_extremes(
    framework: Framework, unit_type: str, sheets: Sequence[UnitSheet], scales: Scales
) -> dict[str, Extremes]:
    """For each criterion that compares units, the lowest and the highest value among those to which it applies."""
    compared = [leaf for _, leaf in framework.set_for(unit_type).leaves if _compares(leaf)]
    every = [Known.of(framework, sheet) for sheet in sheets] if compared else []
    extremes = {}
    for leaf in compared:
        values = [_value(leaf, known, scales) for known in every if not exempted(leaf, known.sheet.facts.traits)]
        known_values = [value for value in values if value is not None]
        if known_values:
            extremes[leaf.code] = Extremes(min(known_values), max(known_values))
    return extremes


def _compares(leaf: Criterion) -> bool:
    if isinstance(leaf, StatisticCriterion):
        return isinstance(leaf.statistic, StatisticMinMax)
    return isinstance(leaf, SurveyCriterion) and isinstance(leaf.survey, MinMax)


def _value(leaf: Criterion, known: Known, scales: Scales) -> Fraction | None:
    """What a criterion compares: the share of a survey, the value of a formula."""
    if isinstance(leaf, StatisticCriterion):
        value = statistic_value(leaf, known.indicators.__getitem__)
        return None if isinstance(value, NoValue) else value
    if isinstance(leaf, SurveyCriterion):
        return survey_points(leaf, known.tally, scales, traits=known.sheet.facts.traits).share
    return None


def _grade(framework: Framework, score: UnitScore) -> GradeResult | None:
    grading = framework.grading_for(score.unit_type)
    if grading is None or score.total is None or not score.max_score:
        return None
    domains = {
        domain.code: OutOf(domain.total, domain.max_score)
        for domain in score.domains
        if domain.total is not None and domain.max_score
    }
    return grade_of(grading, framework.rounding, OutOf(score.total, score.max_score), domains)
