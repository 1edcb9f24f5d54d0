"""Counting bonus and penalty points: cases, the council's decisions, the cap of each item, the cap of all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from scoring.adjustment_rule import AdjustmentItem, Adjustments
from scoring.errors import Fault
from scoring.framework import UnitSet
from scoring.rounding import known_sum
from scoring.ruling import Ruling, ruling_faults

__all__ = ["AdjustmentPart", "AdjustmentTotal", "Cases", "adjust", "case_faults"]


class Cases(NamedTuple):
    """How often an item applied to a unit.

    `decided` are the points the council decided in all, for a `decided` item; `waived` its decision that the
    cases shall not count.
    """

    number: int
    decided: Decimal | None = None
    waived: Ruling | None = None


@dataclass(frozen=True, slots=True)
class AdjustmentPart:
    """One item's contribution: `points` before and `counted` after its own cap or its waiver; None while unknown.

    `base` are the points of which a `percent` item takes its share.
    """

    item: AdjustmentItem
    cases: Cases
    points: Fraction | None
    counted: Fraction | None
    base: Fraction | None = None

    @property
    def is_undecided(self) -> bool:
        """Whether the council has yet to say how many points the cases cost or give."""
        return self.counted is None and self.item.amount == "decided"


@dataclass(frozen=True, slots=True)
class AdjustmentTotal:
    """All items of one kind: `points` after their own caps, `counted` after the common one; None while unknown.

    Both are positive, for a penalty as well.
    """

    parts: tuple[AdjustmentPart, ...]
    points: Fraction | None
    counted: Fraction | None


def adjust(
    rule: Adjustments | None, cases: Mapping[str, Cases], domains: Mapping[str, Fraction | None] | None
) -> AdjustmentTotal:
    """The points of a unit's cases. An item without cases did not apply: that is known, not missing.

    `domains` are the unit's points by domain, of which `percent` items take a share; without them such items are
    left out.
    """
    items = [item for item in (rule.items if rule else ()) if item.code in cases]
    parts = tuple(
        _part(item, cases[item.code], domains) for item in items if item.percent is None or domains is not None
    )
    points = known_sum(part.counted for part in parts)
    return AdjustmentTotal(parts, points, None if points is None else _capped(points, rule.cap if rule else None))


def case_faults(unit_set: UnitSet, cases: Mapping[str, Cases]) -> Iterator[Fault]:
    """Everything in `cases` that cannot be: unknown items, counts below 0, decisions that are not due."""
    items = {item.code: item for rule in (unit_set.bonus, unit_set.penalty) if rule for item in rule.items}
    for code, given in cases.items():
        item = items.get(code)
        if item is None:
            yield Fault(code, "The framework has no bonus or penalty {code} for this type of unit.", code=code)
            continue
        yield from _number_faults(item, given)
        if given.waived and not item.waivable:
            yield Fault(code, "{code} cannot be waived.", code=code)
        if given.waived:
            yield from ruling_faults(code, given.waived)


def _number_faults(item: AdjustmentItem, given: Cases) -> Iterator[Fault]:
    code, most = item.code, given.number * (item.points or Decimal(0))
    if given.number < 0:
        yield Fault(code, "A number of cases cannot be negative, and {value} is.", value=given.number)
    elif given.decided is not None and item.percent is not None:
        yield Fault(code, "{code} takes {percent} % and leaves nothing to decide.", code=code, percent=item.percent)
    elif given.decided is not None and item.amount == "fixed":
        yield Fault(
            code, "{code} gives {points} per case and leaves nothing to decide.", code=code, points=item.points
        )
    elif given.decided is not None and not 0 <= given.decided <= most:
        yield Fault(
            code,
            "{value} is not between 0 and {maximum}, the most that {number} × {points} points allow.",
            value=given.decided,
            maximum=most,
            number=given.number,
            points=item.points,
        )


def _part(item: AdjustmentItem, cases: Cases, domains: Mapping[str, Fraction | None] | None) -> AdjustmentPart:
    base = _base(item, domains or {}) if item.percent is not None else None
    points = _points(item, cases, base)
    counted = Fraction(0) if cases.waived else None if points is None else _capped(points, item.cap)
    return AdjustmentPart(item, cases, points, counted, base)


def _points(item: AdjustmentItem, cases: Cases, base: Fraction | None) -> Fraction | None:
    if cases.number == 0:
        return Fraction(0)
    if item.percent is not None:
        return None if base is None else base * Fraction(item.percent) / 100
    if item.amount == "fixed":
        return cases.number * Fraction(item.points or 0)
    return None if cases.decided is None else Fraction(cases.decided)


def _base(item: AdjustmentItem, domains: Mapping[str, Fraction | None]) -> Fraction | None:
    return known_sum(points for code, points in domains.items() if not item.domains or code in item.domains)


def _capped(points: Fraction, cap: Decimal | None) -> Fraction:
    return points if cap is None else min(points, Fraction(cap))
