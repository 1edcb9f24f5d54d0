"""The legal clock: two working days to answer, fifteen days to stop."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import pytest

from bot.app.privacy import answer_due, new_request_number, stop_due, working_days_left
from tests.bot.app.office import HANOI


def at(day: int, hour: int = 9, month: int = 11) -> datetime:
    """An hour of the province in November 2026; the 20th is a Friday."""
    return datetime(2026, month, day, hour, 0, tzinfo=HANOI).astimezone(UTC)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (at(18), at(20, 17)),  # Wednesday → Friday
        (at(19), at(23, 17)),  # Thursday → Monday
        (at(20), at(24, 17)),  # Friday → Tuesday
        (at(20, 23), at(24, 17)),  # late on Friday
        (at(21), at(24, 17)),  # Saturday
        (at(22), at(24, 17)),  # Sunday
    ],
)
def test_an_answer_is_due_at_the_end_of_the_second_working_day(received: datetime, due: datetime) -> None:
    assert answer_due(received, HANOI) == due


def test_the_day_is_the_provinces_and_not_that_of_utc() -> None:
    assert answer_due(datetime(2026, 11, 18, 18, 0, tzinfo=UTC), HANOI) == at(23, 17), (
        "Thursday 01:00 in the province"
    )


def test_stopping_is_due_on_the_fifteenth_day() -> None:
    assert stop_due(at(20), HANOI) == at(5, 17, month=12)


def test_working_days_left_are_those_after_today() -> None:
    assert [working_days_left(at(day), at(24, 17), HANOI) for day in (20, 21, 22, 23, 24, 25)] == [2, 2, 2, 1, 0, 0]


def test_a_number_is_read_aloud_without_doubt() -> None:
    number = new_request_number(Random(1).choice)
    assert len(number) == len("YC-7K2M-9QXD")
    assert not set(number[3:]) & set("ILO01")
