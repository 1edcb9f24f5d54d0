"""Min–max: a value's place between the worst and the best unit, as points."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from scoring.criterion import StatisticMinMax
from scoring.survey_rule import MinMax

__all__ = ["Extremes", "stretched"]


class Extremes(NamedTuple):
    """The lowest and the highest value among the units of one type in one round."""

    lowest: Fraction
    highest: Fraction


def stretched(
    rule: MinMax | StatisticMinMax, value: Fraction, maximum: Fraction, extremes: Extremes
) -> Fraction | None:
    """lowest_points + (maximum − lowest_points) · (x − min) / (max_x − min_x), mirrored where lower is better.

    When all units are equal nothing distinguishes them: the maximum or None, as the rule says.
    """
    width = extremes.highest - extremes.lowest
    if not width:
        return maximum if rule.all_equal == "maximum" else None
    place = (value - extremes.lowest) / width
    lowest = Fraction(rule.lowest_points)
    return lowest + (maximum - lowest) * (place if rule.better == "higher" else 1 - place)
