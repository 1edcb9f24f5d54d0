"""The part of each criterion in a unit's score: its source, its exceptions, the council's decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from scoring.adjustment import adjust
from scoring.criterion import Criterion, NotApplicable, StatisticCriterion, SubstitutedCriterion, SurveyCriterion
from scoring.framework import Domain, Framework, UnitSet
from scoring.indicator import NoValue, indicator_values
from scoring.rounding import exact, known_sum
from scoring.score import Part, SubstitutedPoints
from scoring.sheet import UnitSheet
from scoring.statistic import statistic_points
from scoring.stretch import Extremes
from scoring.survey import Scales, survey_points
from scoring.tally import Tally

__all__ = ["Known", "exempted", "parts_of"]

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
        return cls(sheet, Tally.of(sheet.cells), indicator_values(framework.indicators, sheet.indicators))


def parts_of(unit_set: UnitSet, known: Known, scales: Scales, extremes: Mapping[str, Extremes]) -> tuple[Part, ...]:
    """Every criterion's part, in the framework's order."""
    parts = tuple(
        _overridden(_part(domain, leaf, known, scales, extremes.get(leaf.code)), known.sheet)
        for domain, leaf in unit_set.leaves
    )
    return _substituted(unit_set, parts, known.sheet)


def exempted(criterion: Criterion, traits: frozenset[str]) -> NotApplicable | None:
    """The rule by which `criterion` does not apply to a unit with these traits, None when it applies."""
    rule = criterion.not_applicable
    return rule if rule and (not rule.traits or not traits.isdisjoint(rule.traits)) else None


def _part(domain: Domain, leaf: Criterion, known: Known, scales: Scales, extremes: Extremes | None) -> Part:
    sheet = known.sheet
    exemption = exempted(leaf, sheet.traits)
    if exemption:
        points = exact(leaf.max_score) if exemption.policy == "full_points" else Fraction(0)
        return Part(domain.code, leaf, None, points, not_applicable=exemption)
    if isinstance(leaf, SurveyCriterion):
        survey = survey_points(leaf, known.tally, scales, extremes, traits=sheet.traits)
        return Part(domain.code, leaf, None, survey.points, survey=survey)
    if isinstance(leaf, StatisticCriterion):
        statistic = statistic_points(leaf, known.indicators.__getitem__, extremes)
        return Part(domain.code, leaf, None, statistic.points, statistic=statistic)
    self_score, appraised = (None if n is None else exact(n) for n in sheet.entries.get(leaf.code, (None, None)))
    if isinstance(leaf, SubstitutedCriterion) and not sheet.traits.isdisjoint(leaf.substitution.traits):
        waiting = SubstitutedPoints(None, leaf.substitution.total)
        return Part(domain.code, leaf, None, None, substitution=waiting)
    return Part(domain.code, leaf, self_score, appraised)


def _overridden(part: Part, sheet: UnitSheet) -> Part:
    override = sheet.overrides.get(part.code)
    if override is None:
        return part
    return replace(part, points=exact(override.value), override=override, before_override=part.points)


def _substituted(unit_set: UnitSet, parts: Sequence[Part], sheet: UnitSheet) -> tuple[Part, ...]:
    """With the points of substituted criteria, as far as the rest of the year's total is known."""
    waiting = [part for part in parts if part.substitution and not part.override]
    rest = known_sum(part.points for part in parts if part not in waiting)
    bonus, penalty = (adjust(rule, sheet.cases, None).counted for rule in (unit_set.bonus, unit_set.penalty))
    if not waiting or rest is None or bonus is None or penalty is None:
        return tuple(parts)
    given = dict(_shares(waiting, rest + bonus - penalty))
    return tuple(
        replace(part, points=given[part.code].points, substitution=given[part.code]) if part in waiting else part
        for part in parts
    )


def _shares(waiting: Sequence[Part], total: Fraction) -> Iterator[tuple[str, SubstitutedPoints]]:
    """Shares of `total` first, then those of the total that they themselves complete."""
    added = Fraction(0)
    circular = []
    for part in waiting:
        assert part.substitution
        if part.substitution.meaning == "with_criterion":
            circular.append(part)
            continue
        points = total * part.max_score / _HUNDRED
        added += points
        yield part.code, SubstitutedPoints(points, "without_criterion", total)
    # T = total + added + Σ T·m/100 over the circular ones, solved for T
    whole = (total + added) / (1 - sum((part.max_score for part in circular), Fraction(0)) / _HUNDRED)
    for part in circular:
        yield part.code, SubstitutedPoints(whole * part.max_score / _HUNDRED, "with_criterion", whole)
