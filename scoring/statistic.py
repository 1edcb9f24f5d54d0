"""The points of a criterion that is computed from indicators, with what they were made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from scoring.criterion import StatisticCriterion, StatisticMinMax
from scoring.formula import parse_formula
from scoring.indicator import NoValue, formula_value
from scoring.stretch import Extremes, stretched

__all__ = ["StatisticTrace", "Used", "statistic_points", "statistic_value"]


class Used(NamedTuple):
    """An indicator that a formula needed, and its value for the unit."""

    name: str
    value: Fraction | NoValue


@dataclass(frozen=True, slots=True)
class StatisticTrace:
    """The points of a statistic, exact, or None with the reason.

    `value` is what the formula gives; `limited` whether it had to be kept within 0 and the maximum.
    """

    points: Fraction | None
    reason: NoValue | None
    value: Fraction | None
    used: tuple[Used, ...]
    limited: bool = False
    extremes: Extremes | None = None


Lookup = Callable[[str], Fraction | NoValue]


def statistic_value(criterion: StatisticCriterion, lookup: Lookup) -> Fraction | NoValue:
    """What the criterion's formula gives for one unit."""
    return formula_value(criterion.statistic.formula, lookup)


def statistic_points(criterion: StatisticCriterion, lookup: Lookup, extremes: Extremes | None) -> StatisticTrace:
    """The points of one unit; `extremes` are those of the formula's values over all units, for `min_max`."""
    rule, maximum = criterion.statistic, Fraction(criterion.max_score)
    used = tuple(Used(name, lookup(name)) for name in _names(criterion))
    value = statistic_value(criterion, lookup)
    if isinstance(value, NoValue):
        return StatisticTrace(None, value, None, used)
    if not isinstance(rule, StatisticMinMax):
        points = min(max(value, Fraction(0)), maximum)
        return StatisticTrace(points, None, value, used, limited=points != value)
    if extremes is None:
        return StatisticTrace(None, NoValue.NEEDS_ALL_UNITS, value, used)
    stretched_points = stretched(rule, value, maximum, extremes)
    reason = None if stretched_points is not None else NoValue.ALL_UNITS_EQUAL
    return StatisticTrace(stretched_points, reason, value, used, extremes=extremes)


def _names(criterion: StatisticCriterion) -> Iterable[str]:
    return parse_formula(criterion.statistic.formula).names
