"""An outbox row in words: facts become a sentence in the receiver's language when it is sent."""

from __future__ import annotations

from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from bot.app.entities import OutboxRow
from bot.app.reminders import REMINDER
from bot.app.standings import days_between
from bot.i18n import Translator, translator

__all__ = ["UnknownKind", "in_words"]


class UnknownKind(ValueError):
    """A row of a kind that this version cannot put into words."""


def in_words(row: OutboxRow, now: datetime, zone: ZoneInfo) -> str:
    """The message in HTML. Raises `UnknownKind`."""
    t = translator(row.language).escaping(escape)
    if row.kind == REMINDER:
        return _reminder(row, now, zone, t)
    raise UnknownKind(row.kind)


def _reminder(row: OutboxRow, now: datetime, zone: ZoneInfo, t: Translator) -> str:
    due_at = datetime.fromisoformat(row.params["due_at"])
    days = days_between(now, due_at, zone)
    if due_at <= now:
        left = t("over")
    elif days == 0:
        left = t("today")
    else:
        left = t.many("{n} day left", "{n} days left", days)
    return t(
        "<b>Reminder: {title}</b>\n{round}\nDeadline: {when} – {left}",
        title=_worded(row, "title", t),
        round=_worded(row, "round", t),
        when=due_at.astimezone(zone),
        left=left,
    )


def _worded(row: OutboxRow, name: str, t: Translator) -> str:
    return row.params.get(f"{name}_{t.language}") or row.params.get(f"{name}_vi", "")
