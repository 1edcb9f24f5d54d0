"""Standard errors and confidence intervals of an estimate."""

from __future__ import annotations

import math
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

from scoring.estimate import Estimate
from scoring.student import t_quantile

__all__ = ["Interval", "confidence_interval", "square_root", "standard_error"]

_DIGITS = 30
_CONFIDENCE = 0.95


class Interval(NamedTuple):
    """The ends of a confidence interval, to double precision."""

    low: float
    high: float


def standard_error(result: Estimate) -> Decimal | None:
    """The square root of the variance, to 30 digits; None where the variance is."""
    return None if result.variance is None else square_root(result.variance)


def square_root(value: Fraction) -> Decimal:
    """The square root of a number that is not negative, to 30 digits."""
    with localcontext(prec=_DIGITS):
        return (Decimal(value.numerator) / Decimal(value.denominator)).sqrt()


def confidence_interval(result: Estimate) -> Interval | None:
    """The 95 % interval, t of a mean and logit of a proportion; None when it cannot be estimated.

    A proportion's interval is built on log(p / (1 − p)) and so stays within 0 and 1, which mean ± t · SE does not.
    When every answer is yes, or every answer is no, the sample does not say how far the truth may be: None.
    """
    error = standard_error(result)
    if error is None or result.df < 1:
        return None
    mean = float(result.mean)
    reach = t_quantile(_CONFIDENCE, result.df) * float(error)
    if not result.is_proportion:
        return Interval(mean - reach, mean + reach)
    if result.mean in {0, 1}:
        return None
    logit = math.log(mean / (1 - mean))
    reach /= mean * (1 - mean)
    return Interval(_expit(logit - reach), _expit(logit + reach))


def _expit(x: float) -> float:
    return 1 / (1 + math.exp(-x))
