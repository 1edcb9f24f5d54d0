"""Requests with their legal clock, in sentences: the receipt, and the coordinator's list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from bot.app.privacy import DataRequest, working_days_left
from bot.i18n import Translator
from bot.inbound.fitting import clipped, lines_within

__all__ = ["request_text", "waiting_text"]

ROOM = 3200
"""UTF-16 units for the requests: head and foot fit into the rest of Telegram's 4096."""

QUOTE = 160
"""Characters of a request in the list; alone it is shown in full."""


def request_text(request: DataRequest, t: Translator, zone: ZoneInfo) -> str:
    """The receipt of a request."""
    return t(
        "Your request was received under number <b>{number}</b>. The coordinators answer by {when}; the answer "
        "comes here.",
        number=request.number,
        when=request.answer_due.astimezone(zone),
    )


def waiting_text(
    requests: Sequence[DataRequest], t: Translator, now: datetime, zone: ZoneInfo, *, whole: bool = False
) -> str:
    """Open requests with their clock, for a coordinator."""
    if not requests:
        return t("No data request is open.")
    entries = [_entry(each, t, now, zone, None if whole else QUOTE) for each in requests]
    head = t.many("<b>{n} open data request</b>", "<b>{n} open data requests</b>", len(requests))
    how = t(
        "To answer and close: <code>/yeucauden {number} your answer</code>. Working days are Monday to Friday; "
        "public holidays are not known here.",
        number=requests[0].number,
    )
    return "\n\n".join([head, *lines_within(ROOM, entries), how])


def _entry(request: DataRequest, t: Translator, now: datetime, zone: ZoneInfo, quote: int | None) -> str:
    words = request.text or ""
    return "\n".join(
        [
            t("<b>{number}</b> of {when}", number=request.number, when=request.received_at.astimezone(zone)),
            escape(words if quote is None else clipped(words, quote)),
            t(
                "Answer by {when} – {left}",
                when=request.answer_due.astimezone(zone),
                left=_working(request.answer_due, t, now, zone),
            ),
            t(
                "Stop by {when} – {left}",
                when=request.stop_due.astimezone(zone),
                left=_days(request.stop_due, t, now, zone),
            ),
        ]
    )


def _working(due: datetime, t: Translator, now: datetime, zone: ZoneInfo) -> str:
    if due <= now:
        return t("<b>late</b>")
    days = working_days_left(now, due, zone)
    return t.many("{n} working day left", "{n} working days left", days) if days else t("today")


def _days(due: datetime, t: Translator, now: datetime, zone: ZoneInfo) -> str:
    if due <= now:
        return t("<b>late</b>")
    days = (due.astimezone(zone).date() - now.astimezone(zone).date()).days
    return t.many("{n} day left", "{n} days left", days) if days else t("today")
