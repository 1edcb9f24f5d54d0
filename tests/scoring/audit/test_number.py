from __future__ import annotations

from fractions import Fraction

import pytest

from scoring.audit.number import for_people


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("90", "90"),
        ("88.50", "88.5"),
        ("-8410995.8", "-8410995.8"),
        ("12345678.123456789", "12345678.123456789"),
        ("-1e-10", "0"),
        ("1/3", "0.333333333"),
    ],
)
def test_people_read_the_number_itself_and_no_neighbour_of_it(value: str, told: str) -> None:
    assert str(for_people(Fraction(value))) == told
