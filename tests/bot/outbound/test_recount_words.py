"""The alarm in words: what differs and what to do, in the receiver's language, and no count of any answer."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.app.entities import OutboxRow
from bot.app.recount_findings import FindingKind
from bot.app.recount_watch import RECOUNT_MISMATCH
from bot.outbound.words import in_words
from bot.standin.entities import format_text

NOW = datetime(2026, 11, 20, 19, 10, tzinfo=UTC)


def words(language: str, **kinds: str) -> str:
    facts = {
        "name": "hai_duong/2019",
        "campaigns": "citizen, communes",
        "round_vi": "Chỉ số <CCHC> 2019",
        "round_en": "PAR index 2019",
    }
    row = OutboxRow(1, "key", 7, language, RECOUNT_MISMATCH, facts | kinds)
    return format_text(in_words(row, NOW, ZoneInfo("Asia/Ho_Chi_Minh")), "HTML").text


def test_the_alarm_in_english() -> None:
    assert words("en", count="3", unreadable="1", seats="2") == (
        "🛑 The nightly recount does not agree\n"
        "PAR index 2019\n"
        "• 3 counts are not what the ballots say\n"
        "• 1 ballot cannot be read\n"
        "• 2 entries in the books do not fit the ballots\n"
        "Surveys: citizen, communes\n"
        "\n"
        "Do not publish scores of this round before this is cleared up. The command that lists everything:\n"
        "parbot recount hai_duong/2019"
    )


def test_the_alarm_in_vietnamese() -> None:
    shown = words("vi", count="3")
    assert "Chỉ số <CCHC> 2019" in shown
    assert "• 3 ô không khớp với phiếu gốc" in shown
    assert "chưa công bố" in shown


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_kind_of_finding_has_words_of_its_own_line(language: str) -> None:
    for kind in FindingKind:
        (line,) = [line for line in words(language, **{kind.value: "4"}).splitlines() if line.startswith("•")]
        assert "4" in line
