"""What a typed number means, and what could mean two."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import Rejected
from surveys.number import typed_number

BOTH = (True, False)


@pytest.mark.parametrize(
    ("typed", "number", "whole"),
    [
        ("12,5", "12.5", False),
        ("12.5", "12.5", False),
        ("1,234", "1.234", False),
        ("0.123", "0.123", False),
        ("1234.567", "1234.567", False),
        ("1.2345", "1.2345", False),
        ("1.234,5", "1234.5", False),
        ("1 234,5", "1234.5", False),
        ("1.234.567", "1234567", False),
        ("1 234", "1234", False),
        ("-1\u202f234\u202f567", "-1234567", False),
        ("1.234", "1234", True),
        ("1 234", "1234", True),
        ("１.２３４", "1234", True),
        ("12,0", "12", True),
    ],
)
def test_a_vietnamese_number(typed: str, number: str, whole: bool) -> None:
    assert typed_number(typed, "vi", whole=whole) == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "number", "whole"),
    [
        ("12,5", "12.5", False),
        ("1.234", "1.234", False),
        ("1,234.5", "1234.5", False),
        ("1,234,567", "1234567", False),
        ("1,234", "1234", True),
    ],
)
def test_an_english_number(typed: str, number: str, whole: bool) -> None:
    assert typed_number(typed, "en", whole=whole) == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "language", "grouped", "decimal"),
    [("1.234", "vi", "1234", "1,234"), ("-12.000", "vi", "-12000", "-12,000"), ("1,234", "en", "1234", "1.234")],
)
def test_what_could_be_two_numbers_is_asked_again_with_both(
    typed: str, language: str, grouped: str, decimal: str
) -> None:
    with pytest.raises(Rejected) as rejected:
        typed_number(typed, language, whole=False)
    assert rejected.value.params == {"typed": typed, "grouped": grouped, "decimal": decimal}
    two = {typed_number(each, language, whole=False) for each in (grouped, decimal)}
    assert len(two) == 2, "what is offered is taken, and the two differ"


@pytest.mark.parametrize(("typed", "language"), [("1,000", "vi"), ("1.000", "en"), ("12,5", "vi"), ("0.500", "vi")])
def test_decimals_of_a_whole_number_are_never_guessed_at(typed: str, language: str) -> None:
    with pytest.raises(Rejected, match="whole number without decimals"):
        typed_number(typed, language, whole=True)


@pytest.mark.parametrize("whole", BOTH)
@pytest.mark.parametrize(
    "typed", ["1 2", "12 34", "1.23.456", "1.234 567", "1,2,3", "0.123.456", "1e5", "", "5 km"]
)
def test_what_is_no_number_is_asked_again(typed: str, whole: bool) -> None:
    with pytest.raises(Rejected):
        typed_number(typed, "vi", whole=whole)


@given(
    number=st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12),
    language=st.sampled_from(["vi", "en", None]),
)
def test_a_number_typed_without_groups_is_that_number(number: Decimal, language: str | None) -> None:
    mark = "." if language == "en" else ","
    assert typed_number(f"{number:f}".replace(".", mark), language, whole=False) == number
