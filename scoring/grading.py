"""Grade bands as data: where each grade starts and ends, and the floor every domain must reach."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, StrictBool

from scoring.fields import Bilingual, Code, Comparison, FrozenModel, Number

__all__ = ["Bound", "GradeBand", "Grading"]


class Bound(NamedTuple):
    """An end of a band: the value, and whether the value itself belongs to the band."""

    value: Fraction
    inclusive: bool

    def reached_by(self, value: Fraction) -> bool:
        """Whether `value` lies on the upper side of this bound."""
        return value > self.value or (self.inclusive and value == self.value)

    def kept_by(self, value: Fraction) -> bool:
        """Whether `value` lies on the lower side of this bound."""
        return value < self.value or (self.inclusive and value == self.value)


class GradeBand(FrozenModel):
    """One grade. At most one of `at_least`/`above`, of `at_most`/`below` and of the two floors may be given.

    A missing lower end means "everything below", a missing upper end "everything above". A floor is the
    percentage of its own maximum that *every* domain must reach for this grade.
    """

    code: Code
    name: Bilingual
    at_least: Number | None = None
    above: Number | None = None
    at_most: Number | None = None
    below: Number | None = None
    every_domain_at_least: Number | None = None
    every_domain_above: Number | None = None

    @property
    def lower(self) -> Bound | None:
        """Where the band starts."""
        return _bound(self.at_least, self.above)

    @property
    def upper(self) -> Bound | None:
        """Where the band ends."""
        return _bound(self.at_most, self.below)

    @property
    def floor(self) -> Bound | None:
        """What every domain must reach, in percent of its maximum."""
        return _bound(self.every_domain_at_least, self.every_domain_above)

    def holds(self, value: Fraction) -> bool:
        """Whether `value` lies in the band, its floor left aside."""
        above = self.lower is None or self.lower.reached_by(value)
        return above and (self.upper is None or self.upper.kept_by(value))


class Grading(FrozenModel):
    """A scale of grades, best first.

    `measure`: whether bands are in percent of the maximum or in points. `values`: whether exact or printed
    values are compared. `allow_gaps` must be true for a scale that leaves values without a grade on purpose, those
    that only bonus or penalty points reach among them. `allow_overlaps` must be true for a scale whose bands hold
    the same values on purpose: the first one that holds a value, which is the best, is its grade, and floors demote
    from there. Ends and floors fall, or stay, from grade to grade.
    """

    measure: Literal["percent", "points"]
    values: Comparison
    allow_gaps: StrictBool = False
    allow_overlaps: StrictBool = False
    bands: Annotated[tuple[GradeBand, ...], Field(min_length=1)]

    @property
    def borders(self) -> frozenset[Fraction]:
        """Where a grade by the index begins or ends; an end within the next better band is none."""
        borders = {band.lower.value for band in self.bands if band.lower}
        better = self.bands[0].upper
        for band in self.bands:
            if band.upper and better and band.upper.value <= better.value:
                borders.add(band.upper.value)
            better = band.lower
        return frozenset(borders)


def _bound(inclusive: Decimal | None, exclusive: Decimal | None) -> Bound | None:
    if inclusive is not None:
        return Bound(Fraction(inclusive), inclusive=True)
    return None if exclusive is None else Bound(Fraction(exclusive), inclusive=False)
