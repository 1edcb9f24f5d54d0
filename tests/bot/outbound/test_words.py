"""An outbox row in words: the receiver's language, days counted when it is sent, nothing people wrote is markup."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.app.entities import OutboxRow
from bot.app.reminders import REMINDER
from bot.outbound.words import UnknownKind, in_words
from bot.standin.entities import format_text

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DUE = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def make_row(*, language: str | None = "en", kind: str = REMINDER, **params: str) -> OutboxRow:
    facts = {
        "due_at": DUE.isoformat(),
        "title_vi": "Tự chấm điểm",
        "title_en": "Self-assessment",
        "round_vi": "Chỉ số CCHC 2019",
        "round_en": "PAR index 2019",
    }
    return OutboxRow(1, "key", 7, language, kind, facts | params)


def words(row: OutboxRow, *, before: timedelta = timedelta(days=2)) -> str:
    return format_text(in_words(row, DUE - before, ZONE), "HTML").text


def test_a_reminder_in_english() -> None:
    assert words(make_row()) == (
        "Reminder: Self-assessment\nPAR index 2019\nDeadline: 17:00 22 Nov 2026 – 2 days left"
    )


def test_whose_language_is_not_known_is_written_to_in_vietnamese() -> None:
    assert words(make_row(language=None)) == words(make_row(language="vi"))


def test_a_reminder_in_vietnamese() -> None:
    shown = words(make_row(language="vi"))
    assert "Tự chấm điểm" in shown
    assert "Chỉ số CCHC 2019" in shown
    assert "Thời hạn: 17 giờ 00 ngày 22/11/2026" in shown
    assert "Self-assessment" not in shown


@pytest.mark.parametrize(
    ("before", "left"),
    [
        (timedelta(days=2), "2 days left"),
        (timedelta(days=1), "1 day left"),
        (timedelta(hours=17, minutes=1), "1 day left"),
        (timedelta(hours=16), "today"),
        (timedelta(seconds=1), "today"),
        (timedelta(0), "over"),
        (timedelta(days=-3), "over"),
    ],
    ids=str,
)
def test_the_days_left_are_those_when_it_is_sent(before: timedelta, left: str) -> None:
    assert words(make_row(), before=before).endswith(f"– {left}")


def test_a_title_that_was_not_translated_is_said_in_vietnamese() -> None:
    assert "Tự chấm điểm" in words(make_row(title_en=""))


def test_a_title_with_markup_is_inert() -> None:
    nasty = "<b>Self</i> & co *x*"
    assert f"Reminder: {nasty}" in words(make_row(title_en=nasty))


def test_a_kind_that_this_version_does_not_know_is_said_to_be_so() -> None:
    with pytest.raises(UnknownKind, match="birthday"):
        in_words(make_row(kind="birthday"), DUE, ZONE)
