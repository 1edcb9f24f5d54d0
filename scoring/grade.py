"""The grade of a unit: by its index, then by the floor that every domain must reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from scoring.framework import Rounding
from scoring.grading import Bound, GradeBand, Grading
from scoring.rounding import exact, round_half_up

__all__ = ["FailedFloor", "GradeResult", "NextGrade", "OutOf", "grade_of"]


class OutOf(NamedTuple):
    """Points and the most that could have been had."""

    points: Fraction
    max_score: Fraction

    @property
    def percent(self) -> Fraction:
        """Points in percent of the maximum."""
        return 100 * self.points / self.max_score


@dataclass(frozen=True, slots=True)
class FailedFloor:
    """A domain that does not reach the floor of a grade; `gap` is in points of that domain."""

    grade: str
    domain: str
    percent: Fraction
    floor: Bound
    gap: Fraction


@dataclass(frozen=True, slots=True)
class NextGrade:
    """The next better grade and the fewest points that lead to it, placed where floors need them.

    `must_exceed`: exactly that many points are not enough, because a bound of the grade is exclusive.
    `floors` are the domains that must rise for it.
    """

    band: GradeBand
    points: Fraction
    must_exceed: bool
    floors: tuple[FailedFloor, ...]


@dataclass(frozen=True, slots=True)
class GradeResult:
    """A grade and why. `band` is None where the scale leaves the value without a grade on purpose.

    `by_index` is the grade that the index alone would give. When the unit was demoted, `deciding_domains` are
    those below the floor of the grade just above the final one, and `failed_floors` every failure on the way.
    """

    band: GradeBand | None
    by_index: GradeBand | None
    deciding_domains: tuple[str, ...]
    failed_floors: tuple[FailedFloor, ...]
    next_grade: NextGrade | None

    @property
    def demoted(self) -> bool:
        """Whether a domain's floor cost the unit a grade."""
        return self.band != self.by_index


def grade_of(grading: Grading, rounding: Rounding, index: OutOf, domains: Mapping[str, OutOf]) -> GradeResult:
    """Grade `index`, and demote it to the best grade not above it whose floor every domain reaches.

    Where bands overlap, the best one that holds the index is its grade.

    With `values: printed` the index (and each domain's percentage) is rounded before it is compared, and gaps
    are counted from the rounded values.
    """
    judge = _Judge(grading, rounding, index, domains)
    start = next((i for i, band in enumerate(grading.bands) if band.holds(judge.value)), None)
    if start is None:
        above = [band for band in grading.bands if band.lower and not band.lower.reached_by(judge.value)]
        return GradeResult(None, None, (), (), judge.way_to(above[-1]) if above else None)

    failed = [judge.failures(band) for band in grading.bands]
    final = next((i for i in range(start, len(failed)) if not failed[i]), None)
    stop = len(failed) if final is None else final
    return GradeResult(
        band=None if final is None else grading.bands[final],
        by_index=grading.bands[start],
        deciding_domains=tuple(failure.domain for failure in failed[stop - 1]) if stop > start else (),
        failed_floors=tuple(failure for failures in failed[start:stop] for failure in failures),
        next_grade=judge.way_to(grading.bands[stop - 1]) if stop > 0 else None,
    )


@dataclass(frozen=True, slots=True)
class _Judge:
    """The values of one unit as the grading compares them."""

    grading: Grading
    rounding: Rounding
    total: OutOf
    domains: Mapping[str, OutOf]

    @property
    def value(self) -> Fraction:
        return self._seen(self.total.percent if self.grading.measure == "percent" else self.total.points)

    def failures(self, band: GradeBand) -> tuple[FailedFloor, ...]:
        """The domains that miss the floor of `band`, in the framework's order."""
        floor = band.floor
        if floor is None:
            return ()
        seen = {code: self._seen(domain.percent) for code, domain in self.domains.items()}
        return tuple(
            FailedFloor(band.code, code, value, floor, (floor.value - value) * self.domains[code].max_score / 100)
            for code, value in seen.items()
            if not floor.reached_by(value)
        )

    def way_to(self, band: GradeBand) -> NextGrade:
        """What the unit lacks for `band`. Points that lift a domain to its floor lift the index as well."""
        floors = self.failures(band)
        by_floors = sum((failure.gap for failure in floors), Fraction(0))
        per_unit = self.total.max_score / 100 if self.grading.measure == "percent" else Fraction(1)
        by_index = Fraction(0)
        if band.lower is not None:
            by_index = max(by_index, (band.lower.value - self.value) * per_unit)
        points = max(by_floors, by_index)
        arrived = band.lower is None or band.lower.reached_by(self.value + points / per_unit)
        return NextGrade(band, points, not arrived or any(not f.floor.inclusive for f in floors), floors)

    def _seen(self, value: Fraction) -> Fraction:
        return exact(round_half_up(value, self.rounding.decimals)) if self.grading.values == "printed" else value
