"""Working days: Monday to Friday. Public holidays are not known here."""

from __future__ import annotations

from datetime import date, timedelta

__all__ = ["after_working_days", "working_days_between"]

SATURDAY = 5


def after_working_days(day: date, count: int) -> date:
    """The last of `count` working days that begin after `day`."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day


def working_days_between(day: date, last: date) -> int:
    """Working days after `day` up to `last`: 0 where `last` is not later."""
    return sum((day + timedelta(days=n)).weekday() < SATURDAY for n in range(1, (last - day).days + 1))
