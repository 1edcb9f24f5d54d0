"""Working days are Monday to Friday, and the day one counts from is not one of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app.workdays import after_working_days, working_days_between

MONDAY = date(2026, 11, 16)
FRIDAY, SATURDAY, SUNDAY = (MONDAY + timedelta(days=n) for n in (4, 5, 6))


@pytest.mark.parametrize(
    ("day", "count", "last"),
    [
        (MONDAY, 1, MONDAY + timedelta(days=1)),
        (FRIDAY, 1, MONDAY + timedelta(days=7)),
        (SATURDAY, 1, MONDAY + timedelta(days=7)),
        (SUNDAY, 5, FRIDAY + timedelta(days=7)),
        (FRIDAY, 10, FRIDAY + timedelta(days=14)),
        (SUNDAY, 0, SUNDAY),
    ],
)
def test_weekends_do_not_count(day: date, count: int, last: date) -> None:
    assert after_working_days(day, count) == last


@given(day=st.dates(max_value=date(9000, 1, 1)), count=st.integers(0, 300))
def test_counting_goes_both_ways(day: date, count: int) -> None:
    assert working_days_between(day, after_working_days(day, count)) == count


def test_nothing_lies_between_a_day_and_an_earlier_one() -> None:
    assert working_days_between(FRIDAY, MONDAY) == working_days_between(FRIDAY, SUNDAY) == 0
