"""An outbox row in words: facts become a sentence in the receiver's language when it is sent."""

from __future__ import annotations

from datetime import date, datetime
from html import escape
from zoneinfo import ZoneInfo

from bot.app import report_desk, report_watch, reports
from bot.app.entities import OutboxRow
from bot.app.privacy_requests import REQUEST_ANSWER, REQUEST_CLOCK
from bot.app.recount_watch import RECOUNT_MISMATCH
from bot.app.reminders import REMINDER
from bot.app.report import Category
from bot.app.standings import days_between
from bot.i18n import DEFAULT_LANGUAGE, Translator, translator
from bot.outbound.privacy_words import answer_words, clock_words
from bot.outbound.recount_words import mismatch_words
from bot.wording import category_text, days_left_text

__all__ = ["UnknownKind", "in_words"]


REPORT_KINDS = {
    reports.REPORT_NEW,
    report_watch.REPORT_LATE,
    reports.REPORT_ANSWERED,
    report_desk.REPORT_APOLOGY,
}


class UnknownKind(ValueError):
    """A row of a kind that this version cannot put into words."""


def in_words(row: OutboxRow, now: datetime, zone: ZoneInfo) -> str:
    """The message in HTML. Raises `UnknownKind`."""
    t = translator(row.language or DEFAULT_LANGUAGE).escaping(escape)
    if row.kind == REMINDER:
        return _reminder(row, now, zone, t)
    if row.kind == REQUEST_CLOCK:
        return clock_words(row, zone, t)
    if row.kind == REQUEST_ANSWER:
        return answer_words(row, t)
    if row.kind == RECOUNT_MISMATCH:
        return mismatch_words(row, escape(_worded(row, "round", t)), t)
    if row.kind in REPORT_KINDS:
        return _report(row, t)
    raise UnknownKind(row.kind)


def _reminder(row: OutboxRow, now: datetime, zone: ZoneInfo, t: Translator) -> str:
    due_at = datetime.fromisoformat(row.params["due_at"])
    return t(
        "<b>Reminder: {title}</b>\n{round}\nDeadline: {when} – {left}",
        title=_worded(row, "title", t),
        round=_worded(row, "round", t),
        when=due_at.astimezone(zone),
        left=days_left_text(days_between(now, due_at, zone), t, over=due_at <= now),
    )


def _report(row: OutboxRow, t: Translator) -> str:
    """What happened to a citizen's report: to the unit's officials, or to who wrote it."""
    number, unit = row.params["number"], _worded(row, "unit", t)
    due = date.fromisoformat(row.params["due_on"])
    match row.kind:
        case reports.REPORT_NEW:
            return t(
                "<b>A new report from a citizen</b>\n{unit}\n{number} · {category}\n"
                "An answer is due by {due}: /phananhden",
                unit=unit,
                number=number,
                category=category_text(Category(row.params["category"]), t),
                due=due,
            )
        case report_watch.REPORT_LATE:
            return t(
                "⚠️ <b>The answer to report {number} is late</b>\n{unit}\nIt was due by {due}. Please answer it and "
                "send a letter of apology: /phananhden",
                unit=unit,
                number=number,
                due=due,
            )
        case reports.REPORT_ANSWERED:
            answered = t("<b>Your report {number} was answered</b>\n{unit}", number=number, unit=unit)
            return f"{answered}\n\n<blockquote>{escape(row.params['answer'])}</blockquote>"
        case _:
            return t(
                "<b>A letter of apology about your report {number}</b>\n{unit}\nBecause it was not answered in "
                "time, the agency issued the letter {letter} of {day}.",
                number=number,
                unit=unit,
                letter=row.params["letter"],
                day=date.fromisoformat(row.params["letter_on"]),
            )


def _worded(row: OutboxRow, name: str, t: Translator) -> str:
    return row.params.get(f"{name}_{t.language}") or row.params.get(f"{name}_vi", "")
