"""Papers, cards and deadlines as the screens get them, built by name with sensible defaults."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.app.entities import Campaign, Deadline, DraftPaper, Round, RoundStatus, Unit
from bot.app.standings import DaysLeft
from bot.inbound.screens import Drawn
from bot.standin.entities import FormattedText, format_text
from surveys import Interview, Questionnaire, Texts

CAPTION_UNITS = 1024
TEXT_UNITS = 4096
BUTTONS = 100
OF = "\N{NO-BREAK SPACE}/\N{NO-BREAK SPACE}"
"""Between points and their maximum: a line never ends there."""


def make_round(*, title: str = "PAR index 2019", status: RoundStatus = RoundStatus.PROVISIONAL) -> Round:
    return Round(1, 1, "2019", {"vi": title, "en": title}, status, 1)


def make_draft(
    form: Questionnaire,
    interview: Interview,
    *,
    unit: str = "Huyện Thanh Hà",
    campaign: str = "Khảo sát",
    campaign_id: int = 1,
    message_id: int | None = None,
) -> DraftPaper:
    return DraftPaper(
        campaign=Campaign(
            id=campaign_id,
            round=make_round(),
            code="citizen",
            title={"vi": campaign, "en": campaign},
            respondent_group="citizen",
            questionnaire_id=1,
            key=b"key",
            units=(interview.unit or "thanh_ha",),
            enough=None,
            opens_at=None,
            closes_at=None,
        ),
        pseudonym="nobody",
        ticket_hash="5eed" * 16,
        unit=Unit(1, 1, interview.unit or "thanh_ha", "district", {"vi": unit, "en": unit}),
        cluster="",
        questionnaire_id=1,
        questionnaire=form,
        interview=interview,
        message_id=message_id,
        seat_held=True,
    )


def make_days_left(
    *, title: Texts | None = None, due_at: datetime = datetime(2026, 11, 22, 10, 0, tzinfo=UTC), days: int = 2
) -> DaysLeft:
    worded = title or {"vi": "Tự chấm điểm", "en": "Self-assessment"}
    return DaysLeft(Deadline(1, make_round(), "self_score", worded, due_at, ()), days, days < 0)


def read(html: str) -> FormattedText:
    """What a person sees of `html`; fails where Telegram would refuse it."""
    return format_text(html, "HTML")


def check_fits(drawn: Drawn) -> None:
    """Telegram would take it: valid HTML, not too long, not too many buttons, none too wide or empty."""
    assert 0 < read(drawn.text).units <= TEXT_UNITS
    rows = drawn.buttons.inline_keyboard if drawn.buttons else []
    assert sum(map(len, rows)) <= BUTTONS
    for row in rows:
        assert 1 <= len(row) <= 8
        for button in row:
            assert button.text
            assert 1 <= len((button.callback_data or "").encode()) <= 64
