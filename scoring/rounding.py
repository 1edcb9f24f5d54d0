"""The one place where a number is rounded: half up, from an exact value, once."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import lcm

__all__ = ["Exact", "decimal_text", "exact", "exact_sum", "known_sum", "printed", "round_half_up"]

Exact = Fraction | Decimal | int


def exact(value: Exact) -> Fraction:
    """The same number as a `Fraction`, without loss."""
    return value if isinstance(value, Fraction) else _fraction(value)


@lru_cache(maxsize=4096)
def _fraction(value: Decimal | int) -> Fraction:
    """Weights, maxima and scores are few numbers that are asked for again and again."""
    return Fraction(value)


def exact_sum(values: Iterable[Fraction]) -> Fraction:
    """The sum, added up in whole numbers over a common denominator and reduced once."""
    numerator, denominator = 0, 1
    for value in values:
        below = value.denominator
        if denominator % below:
            common = lcm(denominator, below)
            numerator, denominator = numerator * (common // denominator), common
        numerator += value.numerator * (denominator // below)
    return Fraction(numerator, denominator)


def known_sum(values: Iterable[Fraction | None]) -> Fraction | None:
    """The exact sum; None while one of the values is unknown."""
    known = []
    for value in values:
        if value is None:
            return None
        known.append(value)
    return exact_sum(known)


def round_half_up(value: Exact, decimals: int) -> Decimal:
    """`value` to `decimals` places, a tie going away from zero: 0.125 → 0.13, -0.125 → -0.13.

    Works on integers only, so neither the decimal context nor the size of the number matters; never yields -0.
    """
    number = exact(value)
    units, rest = divmod(abs(number.numerator) * 10**decimals, number.denominator)
    if 2 * rest >= number.denominator:
        units += 1
    negative = number < 0 and units > 0
    return Decimal((int(negative), tuple(map(int, str(units))), -decimals))


def decimal_text(value: Exact, decimals: int) -> str:
    """`value` rounded half up and written with a decimal point and exactly `decimals` places: "90.75"."""
    return f"{round_half_up(value, decimals):f}"


def printed(value: Fraction, decimals: int = 4) -> Decimal:
    """`value` for the eye: rounded half up, without zeros at the end."""
    exactly = Fraction(round_half_up(value, decimals))
    return next(
        shorter
        for shorter in (round_half_up(exactly, fewer) for fewer in range(decimals + 1))
        if Fraction(shorter) == exactly
    )
