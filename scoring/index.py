"""The index of a unit: appraised points and survey points, summed exactly, with every part explained."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from scoring.adjustment import Cases, adjust, case_faults
from scoring.entries import Entries, entry_faults
from scoring.errors import EntriesInvalid
from scoring.fold import Cells
from scoring.framework import AppraisedCriterion, Criterion, Domain, Framework, SurveyCriterion, UnitSet
from scoring.grade import GradeResult, OutOf, grade_of
from scoring.rank import ranks
from scoring.rounding import exact
from scoring.score import DomainScore, Part, UnitScore
from scoring.survey import Extremes, Scales, survey_points
from scoring.survey_rule import MinMax
from scoring.tally import Tally

__all__ = ["Standing", "UnitSheet", "score_unit", "score_units", "share_extremes", "standings"]


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """What is known about one unit in one round; `cases` are those of bonus and penalty items."""

    entries: Entries
    cells: Cells
    cases: Mapping[str, Cases] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit among others of its type; `rank` is None while its total is."""

    unit: str
    score: UnitScore
    rank: int | None


def score_unit(
    framework: Framework,
    unit_type: str,
    entries: Entries,
    cells: Cells,
    scales: Scales,
    *,
    cases: Mapping[str, Cases] | None = None,
    extremes: Mapping[str, Extremes] | None = None,
) -> UnitScore:
    """The score of one unit from its entries and the cells of its ballots in one round.

    `cases` are those of bonus and penalty items. Criteria that compare units with each other need `extremes` (see
    `share_extremes`) and have no points without.

    Anything not known yet is None, here and in every sum that needs it, and is named in `UnitScore.missing`.
    Raises `UnknownCode` (unit type), `EntriesInvalid` (a score out of range or for an unknown criterion) and
    `BrokenCells` (cells of several units, or options that no scale knows).
    """
    unit_set = framework.set_for(unit_type)
    faults = [*entry_faults(unit_set, entries), *case_faults(unit_set, cases or {})]
    if faults:
        raise EntriesInvalid(faults)
    tally = Tally.of(cells)
    domains = tuple(
        DomainScore(
            code=domain.code,
            parts=tuple(_part(domain, leaf, entries, tally, scales, extremes or {}) for leaf in domain.leaves),
        )
        for domain in unit_set.domains
    )
    score = UnitScore(
        framework=f"{framework.code}@{framework.version}",
        unit_type=unit_type,
        parts=tuple(part for domain in domains for part in domain.parts),
        domains=domains,
        ballots=tally.ballots_by_group,
        bonus=adjust(unit_set.bonus, cases or {}),
        penalty=adjust(unit_set.penalty, cases or {}),
        grade=None,
    )
    return replace(score, grade=_grade(framework, score))


def score_units(
    framework: Framework, unit_type: str, sheets: Mapping[str, UnitSheet], scales: Scales
) -> tuple[Standing, ...]:
    """Score units of one type against each other, best first; ties and units without a total keep their order."""
    extremes = share_extremes(framework.set_for(unit_type), [sheet.cells for sheet in sheets.values()], scales)
    scores = {
        unit: score_unit(
            framework, unit_type, sheet.entries, sheet.cells, scales, cases=sheet.cases, extremes=extremes
        )
        for unit, sheet in sheets.items()
    }
    return standings(framework, scores)


def standings(framework: Framework, scores: Mapping[str, UnitScore]) -> tuple[Standing, ...]:
    """Rank scored units, best first; ties and units without a total keep their order."""
    places = ranks([score.total for score in scores.values()], framework.ranking, framework.rounding)
    ranked = [Standing(unit, score, rank) for (unit, score), rank in zip(scores.items(), places, strict=True)]
    return tuple(sorted(ranked, key=lambda standing: (standing.rank is None, standing.rank or 0)))


def share_extremes(unit_set: UnitSet, cells: Iterable[Cells], scales: Scales) -> dict[str, Extremes]:
    """For each criterion that compares units, the lowest and highest share among the units with an answer."""
    surveyed = [leaf for _, leaf in unit_set.leaves if isinstance(leaf, SurveyCriterion)]
    compared = [leaf for leaf in surveyed if isinstance(leaf.survey, MinMax)]
    tallies = [Tally.of(of_unit) for of_unit in cells] if compared else []
    extremes = {}
    for leaf in compared:
        shares = [survey_points(leaf, tally, scales).share for tally in tallies]
        known = [share for share in shares if share is not None]
        if known:
            extremes[leaf.code] = Extremes(min(known), max(known))
    return extremes


def _part(
    domain: Domain,
    leaf: Criterion,
    entries: Entries,
    tally: Tally,
    scales: Scales,
    extremes: Mapping[str, Extremes],
) -> Part:
    if isinstance(leaf, AppraisedCriterion):
        self_score, appraised_score = (
            None if score is None else exact(score) for score in entries.get(leaf.code, (None, None))
        )
        return Part(domain.code, leaf, self_score, appraised_score, survey=None)
    survey = survey_points(leaf, tally, scales, extremes.get(leaf.code))
    return Part(domain.code, leaf, self_score=None, points=survey.points, survey=survey)


def _grade(framework: Framework, score: UnitScore) -> GradeResult | None:
    grading = framework.grading_for(score.unit_type)
    if grading is None or score.total is None:
        return None
    domains = {
        domain.code: OutOf(domain.total, domain.max_score) for domain in score.domains if domain.total is not None
    }
    return grade_of(grading, framework.rounding, OutOf(score.total, score.max_score), domains)
