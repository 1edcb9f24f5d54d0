"""Data requests in words: the clock for coordinators, the answer for the person."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.app.entities import OutboxRow
from bot.app.privacy_requests import REQUEST_ANSWER, REQUEST_CLOCK, Milestone
from bot.i18n import LANGUAGES
from bot.outbound.words import in_words

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
DUE = {"answer_due": "2026-11-24T10:00:00+00:00", "stop_due": "2026-12-05T10:00:00+00:00"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("milestone", Milestone)
def test_coordinators_hear_the_number_and_the_moment_and_never_the_words(
    milestone: Milestone, language: str
) -> None:
    params = {**DUE, "number": "YC-AAAA-AAAA", "milestone": milestone.value}
    said = in_words(OutboxRow(1, "key", 1, language, REQUEST_CLOCK, params), NOW, ZONE)
    assert "YC-AAAA-AAAA" in said
    assert {"vi": "17 giờ 00 ngày", "en": "17:00"}[language] in said
    assert ("5" in said) == milestone.startswith("stop")
    assert "/yeucauden" in said


def test_the_answer_is_quoted_as_text() -> None:
    params = {"number": "YC-AAAA-AAAA", "answer": "<b>Xong</b> & hết"}
    said = in_words(OutboxRow(1, "key", 1, "vi", REQUEST_ANSWER, params), NOW, ZONE)
    assert "&lt;b&gt;Xong&lt;/b&gt; &amp; hết" in said
