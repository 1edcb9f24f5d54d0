"""The part of each criterion in a unit's score: its source, its exceptions, the council's decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from scoring.adjustment import adjust
from scoring.criterion import Criterion, StatisticCriterion, SubstitutedCriterion, SurveyCriterion, exempted
from scoring.framework import Domain, Framework, UnitSet
from scoring.indicator import NoValue, indicator_values
from scoring.rounding import exact, exact_sum, known_sum
from scoring.score import Part, SubstitutedPoints
from scoring.sheet import UnitSheet
from scoring.statistic import statistic_points
from scoring.stretch import Extremes
from scoring.survey import Scales, survey_points
from scoring.tally import Tally

__all__ = ["Known", "parts_of"]

_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Known:
    """One unit's sheet, arranged for reading: its cells by criterion, its indicators with their values."""

    sheet: UnitSheet
    tally: Tally
    indicators: Mapping[str, Fraction | NoValue]

    @classmethod
    def of(cls, framework: Framework, sheet: UnitSheet) -> Known:
        """Arrange `sheet`; raises `BrokenCells` for cells of several units."""
        return cls(sheet, Tally.of(sheet.cells), indicator_values(framework.indicators, sheet.facts.indicators))


def parts_of(unit_set: UnitSet, known: Known, scales: Scales, extremes: Mapping[str, Extremes]) -> tuple[Part, ...]:
    """Every criterion's part, in the framework's order."""
    parts = tuple(
        _overridden(_part(domain, leaf, known, scales, extremes.get(leaf.code)), known.sheet)
        for domain, leaf in unit_set.leaves
    )
    return _substituted(unit_set, parts, known.sheet)


def _part(domain: Domain, leaf: Criterion, known: Known, scales: Scales, extremes: Extremes | None) -> Part:
    sheet = known.sheet
    exemption = exempted(leaf, sheet.facts.traits)
    if exemption:
        points = exact(leaf.max_score) if exemption.policy == "full_points" else Fraction(0)
        return Part(domain.code, leaf, None, points, not_applicable=exemption)
    if isinstance(leaf, SurveyCriterion):
        survey = survey_points(leaf, known.tally, scales, extremes, traits=sheet.facts.traits)
        return Part(domain.code, leaf, None, survey.points, survey=survey)
    if isinstance(leaf, StatisticCriterion):
        statistic = statistic_points(leaf, known.indicators.__getitem__, extremes)
        return Part(domain.code, leaf, None, statistic.points, statistic=statistic)
    self_score, appraised = (None if n is None else exact(n) for n in sheet.entries.get(leaf.code, (None, None)))
    if isinstance(leaf, SubstitutedCriterion) and not sheet.facts.traits.isdisjoint(leaf.substitution.traits):
        waiting = SubstitutedPoints(None, leaf.substitution.total)
        return Part(domain.code, leaf, None, None, substitution=waiting)
    return Part(domain.code, leaf, self_score, appraised)


def _overridden(part: Part, sheet: UnitSheet) -> Part:
    override = sheet.facts.overrides.get(part.code)
    if override is None:
        return part
    return replace(part, points=exact(override.value), override=override, before_override=part.points)


def _substituted(unit_set: UnitSet, parts: Sequence[Part], sheet: UnitSheet) -> tuple[Part, ...]:
    """With the points of substituted criteria, as far as the rest of the year's total is known."""
    waiting = [part for part in parts if part.substitution and not part.override]
    rest = known_sum(part.points for part in parts if part not in waiting)
    bonus, penalty = (adjust(rule, sheet.facts.cases, None).counted for rule in (unit_set.bonus, unit_set.penalty))
    if not waiting or rest is None or bonus is None or penalty is None:
        return tuple(parts)
    given = dict(_shares(waiting, rest + bonus - penalty))
    return tuple(
        replace(part, points=given[part.code].points, substitution=given[part.code]) if part in waiting else part
        for part in parts
    )


def _shares(waiting: Sequence[Part], total: Fraction) -> Iterator[tuple[str, SubstitutedPoints]]:
    """Shares of `total` first, then those of the total that they themselves complete."""
    plain, circular = (
        [part for part in waiting if part.substitution and part.substitution.meaning == meaning]
        for meaning in ("without_criterion", "with_criterion")
    )
    for part in plain:
        yield part.code, SubstitutedPoints(part.max_score * _level(total), "without_criterion", *_traced(total))
    before = total + exact_sum(part.max_score for part in plain) * _level(total)
    most = exact_sum(part.max_score for part in circular)
    # whole = before + most · level(whole), solved for it: between the limits level(whole) is whole / 100
    whole = before + most * _level(before / (1 - most / _HUNDRED))
    for part in circular:
        yield part.code, SubstitutedPoints(part.max_score * _level(whole), "with_criterion", *_traced(whole))


def _level(total: Fraction) -> Fraction:
    """The part of a maximum that a total out of 100 gives, within 0 and 1."""
    return min(max(total / _HUNDRED, Fraction(0)), Fraction(1))


def _traced(total: Fraction) -> tuple[Fraction, bool]:
    """The total, and whether points that are its share are limited."""
    return total, not 0 <= total <= _HUNDRED
