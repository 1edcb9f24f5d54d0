from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.printed import printed_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("16,75", "16.75"),
        ("16.75", "16.75"),
        ("10", "10"),
        ("19,00", "19.00"),
        ("0,125", "0.125"),
        ("-1,5", "-1.5"),
    ],
)
def test_a_comma_or_a_point_stands_before_the_decimals(text: str, value: str) -> None:
    assert str(printed_number(text)) == str(Decimal(value))


@pytest.mark.parametrize("text", ["1.234,5", "1,234.5", "1.234", "1,234", "12.345.678"])
def test_what_could_be_two_numbers_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="two ways"):
        printed_number(text)


@pytest.mark.parametrize("text", ["", "x", "1e3", "NaN", "١٢", "1,2,3", ",5", "5,", "--1", "1 000"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        printed_number(text)
