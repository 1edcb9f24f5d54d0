"""Messages about citizen reports in words: the receiver's language, nothing people wrote is markup."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.app.entities import OutboxRow
from bot.outbound.words import in_words
from bot.standin.entities import format_text

NOW = datetime(2026, 12, 5, 3, 0, tzinfo=UTC)
NASTY = "<b>Đã</i> xong & *tốt*"


def words(kind: str, language: str = "en") -> str:
    facts = {
        "number": "PA-7K2M-9QXD",
        "category": "conduct",
        "due_on": "2026-12-04",
        "unit_vi": "Huyện & <b>",
        "unit_en": "District & <b>",
        "answer": NASTY,
        "letter": "12/UB <i>",
        "letter_on": "2026-12-05",
    }
    row = OutboxRow(1, "key", 7, language, kind, facts)
    return format_text(in_words(row, NOW, ZoneInfo("Asia/Ho_Chi_Minh")), "HTML").text


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("citizen_report_new", ("Conduct of officials", "4 Dec 2026", "/phananhden")),
        ("citizen_report_late", ("is late", "4 Dec 2026", "letter of apology")),
        ("citizen_report_answered", ("was answered", NASTY)),
        ("citizen_report_apology", ("12/UB <i> of 5 Dec 2026",)),
    ],
)
def test_every_message_names_the_report_and_the_unit(kind: str, said: tuple[str, ...]) -> None:
    spoken = words(kind)
    for part in ("PA-7K2M-9QXD", "District & <b>", *said):
        assert part in spoken
    assert "Huyện & <b>" in words(kind, "vi")


def test_the_unit_is_not_sent_the_answer_or_the_letter() -> None:
    for kind in ("citizen_report_new", "citizen_report_late"):
        assert NASTY not in words(kind)
