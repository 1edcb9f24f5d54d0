"""A report as plain values: days, numbers and texts."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from bot.app.report import MAX_REPORT, clean_text, looks_personal, new_number, parse_number, report_due
from surveys import Rejected


@pytest.mark.parametrize(
    ("sent_on", "due_on"),
    [
        pytest.param(date(2026, 11, 20), date(2026, 12, 4), id="a Friday: two weekends lie between"),
        pytest.param(date(2026, 11, 21), date(2026, 12, 4), id="a Saturday counts like the Friday before"),
        pytest.param(date(2026, 11, 23), date(2026, 12, 7), id="a Monday"),
    ],
)
def test_ten_working_days(sent_on: date, due_on: date) -> None:
    assert report_due(sent_on) == due_on


def test_a_number_is_read_however_it_is_typed() -> None:
    number = new_number(Random(1).choice)
    assert number.startswith("PA-")
    assert len(number) == len("PA-7K2M-9QXD")
    assert not set(number[3:]) & set("ILO01")
    for typed in (
        number,
        number.lower(),
        f" {number} ",
        number.replace("-", " "),
        number[3:],
        number.replace("-", ""),
    ):
        assert parse_number(typed) == number
    for typed in ("", "PA-", "PA-7K2M", "PA-7K2M-9QXDA", "xin chào", "'; drop table"):
        assert parse_number(typed) is None


@pytest.mark.parametrize("typed", ["", " \n ", "\u200b", "…!?", "😀", "\x00\x07", "/start"])
def test_what_is_no_text_is_not_taken(typed: str) -> None:
    with pytest.raises(Rejected):
        clean_text(typed, MAX_REPORT)


def test_a_text_is_kept_without_what_no_database_keeps() -> None:
    assert clean_text(" Hô\u0300 sơ\x00 <b>\n trê\u0303 ", MAX_REPORT) == "Hồ sơ <b>\n trễ"


def test_a_text_cannot_turn_round_what_officials_read() -> None:
    assert clean_text("Hồ sơ \u202eễrt\u202c\u200b", MAX_REPORT) == "Hồ sơ ễrt"


def test_the_limit_counts_as_telegram_counts() -> None:
    assert clean_text("ư" * MAX_REPORT, MAX_REPORT) == "ư" * MAX_REPORT
    for text in ("ư" * (MAX_REPORT + 1), "a" + "😀" * (MAX_REPORT // 2), "ư" * 10_000):
        with pytest.raises(Rejected, match="keep it within 1000"):
            clean_text(text, MAX_REPORT)


@pytest.mark.parametrize(
    ("text", "personal"),
    [
        ("Số 0912345678", True),
        ("0912 345 678", True),
        ("CCCD 030094001234", True),
        ("chờ từ 01/10/2026 đến 15/10", False),
        ("hồ sơ 12345", False),
    ],
)
def test_numbers_that_name_a_person_are_noticed(text: str, personal: bool) -> None:
    assert looks_personal(text) is personal
