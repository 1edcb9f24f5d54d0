from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import decimal_text, round_half_up


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(-1, 8), 2, "-0.13"),
        (Fraction(1249, 10000), 2, "0.12"),
        (Decimal("90.745"), 2, "90.75"),
        (Decimal("2.675"), 2, "2.68"),  # a float would print 2.67
        (Fraction(-1, 1000), 2, "0.00"),  # never "-0.00"
        (7, 2, "7.00"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(10**40, 3), 1, "3" * 40 + ".3"),  # beyond the precision of the decimal context
    ],
)
def test_halves_go_up(value: Fraction | Decimal | int, decimals: int, text: str) -> None:
    assert decimal_text(value, decimals) == text


@given(st.fractions(), st.integers(0, 6))
def test_the_result_is_the_nearest_and_a_tie_goes_away_from_zero(value: Fraction, decimals: int) -> None:
    rounded = Fraction(round_half_up(value, decimals))
    half = Fraction(1, 2 * 10**decimals)
    assert (rounded * 10**decimals).denominator == 1
    assert abs(rounded - value) <= half
    if abs(rounded - value) == half:
        assert abs(rounded) > abs(value)


@given(st.fractions(), st.fractions(), st.integers(0, 4))
def test_rounding_keeps_the_order(one: Fraction, other: Fraction, decimals: int) -> None:
    low, high = sorted((one, other))
    assert round_half_up(low, decimals) <= round_half_up(high, decimals)
