"""The standard error of a unit's survey points as far as it may be shown.

Beside it stand how many valid answers each group gave and their share of the maximum. An exact error is one more
equation: where few answers vary, how they were spread follows from it. So it is told in two digits, which tell
ninety errors apart, and only where the answers could be spread in so many ways that several give the same digits.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from math import prod

from scoring.criterion import SurveyCriterion
from scoring.score import UnitScore
from scoring.suppression import MINIMUM_CELL
from scoring.why_options import leeway

__all__ = ["error_may_be_shown", "shown_error"]

BALLOTS = 20
_DIGITS = Context(prec=2, rounding=ROUND_HALF_UP)
_TOLD_APART = 90
"""Errors of two digits in one order of magnitude."""


def error_may_be_shown(score: UnitScore) -> bool:
    """Whether the error of the unit's survey points, in two digits, gives nobody's answer away."""
    ways = prod(
        leeway(part.criterion.survey, trace)
        for part in score.parts
        if part.survey and isinstance(part.criterion, SurveyCriterion)
        for trace in part.survey.groups
        if trace.share is not None
    )
    return sum(score.ballots.values()) >= BALLOTS and ways >= MINIMUM_CELL * _TOLD_APART


def shown_error(error: Decimal) -> Decimal:
    """Two significant digits of it."""
    return _DIGITS.plus(error)
