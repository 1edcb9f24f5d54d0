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

__all__ = ["AdjustmentPart", "AdjustmentTotal", "Cases", "adjust", "case_faults"]


class Cases(NamedTuple):
    """How often an item applied to a unit, and for a `decided` item the points the council decided in all."""

    number: int
    decided: Decimal | None = None


@dataclass(frozen=True, slots=True)
class AdjustmentPart:
    """One item's contribution: `points` before and `counted` after its own cap; None while undecided."""

    item: AdjustmentItem
    cases: Cases
    points: Fraction | None
    counted: Fraction | None


@dataclass(frozen=True, slots=True)
class AdjustmentTotal:
    """All items of one kind: `points` after their own caps, `counted` after the common one; None while undecided.

    Both are positive, for a penalty as well.
    """

    parts: tuple[AdjustmentPart, ...]
    points: Fraction | None
    counted: Fraction | None


def adjust(rule: Adjustments | None, cases: Mapping[str, Cases]) -> AdjustmentTotal:
    """The points of a unit's cases. An item without cases did not apply: that is known, not missing."""
    items = rule.items if rule else ()
    parts = tuple(_part(item, cases[item.code]) for item in items if item.code in cases)
    known = [part.counted for part in parts if part.counted is not None]
    if len(known) < len(parts):
        return AdjustmentTotal(parts, None, None)
    points = sum(known, Fraction(0))
    return AdjustmentTotal(parts, points, _capped(points, rule.cap if rule else None))


def case_faults(unit_set: UnitSet, cases: Mapping[str, Cases]) -> Iterator[Fault]:
    """Everything in `cases` that cannot be: unknown items, counts below 0, decisions that are not due."""
    items = {item.code: item for rule in (unit_set.bonus, unit_set.penalty) if rule for item in rule.items}
    for code, (number, decided) in cases.items():
        item = items.get(code)
        if item is None:
            yield Fault(code, "The framework has no bonus or penalty {code} for this type of unit.", code=code)
        elif number < 0:
            yield Fault(code, "A number of cases cannot be negative, and {value} is.", value=number)
        elif decided is not None and item.amount == "fixed":
            yield Fault(
                code, "{code} gives {points} per case and leaves nothing to decide.", code=code, points=item.points
            )
        elif decided is not None and not 0 <= decided <= number * item.points:
            yield Fault(
                code,
                "{value} is not between 0 and {maximum}, the most that {number} × {points} points allow.",
                value=decided,
                maximum=number * item.points,
                number=number,
                points=item.points,
            )


def _part(item: AdjustmentItem, cases: Cases) -> AdjustmentPart:
    if item.amount == "fixed":
        points: Fraction | None = cases.number * Fraction(item.points)
    elif cases.number == 0:
        points = Fraction(0)
    else:
        points = None if cases.decided is None else Fraction(cases.decided)
    return AdjustmentPart(item, cases, points, None if points is None else _capped(points, item.cap))


def _capped(points: Fraction, cap: Decimal | None) -> Fraction:
    return points if cap is None else min(points, Fraction(cap))
