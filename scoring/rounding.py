"""The one place where a number is rounded: half up, from an exact value, once."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

__all__ = ["Exact", "decimal_text", "exact", "round_half_up"]

Exact = Fraction | Decimal | int


def exact(value: Exact) -> Fraction:
    """The same number as a `Fraction`, without loss."""
    return value if isinstance(value, Fraction) else Fraction(value)


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
