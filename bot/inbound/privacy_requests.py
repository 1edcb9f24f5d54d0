"""Requests with their legal clock, as messages: the receipt, and the coordinator's list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from aiogram.filters.callback_data import CallbackData

from bot.app.paging import Page
from bot.app.privacy import DataRequest, working_days_left
from bot.app.standings import days_between
from bot.i18n import Translator
from bot.inbound.fitting import clipped
from bot.inbound.keyboards import button, keyboard, numbered, page_head, page_row
from bot.inbound.keys import Number
from bot.inbound.screens import Drawn
from bot.wording import days_left_text

__all__ = ["RequestKey", "draw_request", "draw_requests", "request_text"]

PAGE = 5
"""Requests listed at a time: each takes four lines, and all of them fit into Telegram's 4096."""

QUOTE = 160
"""Characters of a request in the list; alone it is shown in full."""


class RequestKey(CallbackData, prefix="pr"):
    """A page of the coordinator's list, or one request of it. The right to see it is checked when it is tapped."""

    number: str = ""
    page: Number = 0


def request_text(request: DataRequest, t: Translator, zone: ZoneInfo) -> str:
    """The receipt of a request."""
    return t(
        "Your request was received under number <b>{number}</b>. The coordinators answer by {when}; the answer "
        "comes here.",
        number=request.number,
        when=request.answer_due.astimezone(zone),
    )


def draw_requests(
    requests: Sequence[DataRequest], number: int, t: Translator, now: datetime, zone: ZoneInfo
) -> Drawn:
    """Open requests with their clock, for a coordinator: a page of them, each with a button to see all of it."""
    if not requests:
        return Drawn(t("No data request is open."))
    page = Page(requests, PAGE, number)
    waiting = t.many("<b>{n} open data request</b>", "<b>{n} open data requests</b>", len(requests))
    head = " · ".join([waiting, *page_head(page, t)])
    entries = [f"{n}. {_entry(each, t, now, zone, QUOTE)}" for n, each in page.shown]
    opened = [
        (n, t("Open {number}", number=each.number), RequestKey(number=each.number, page=page.number))
        for n, each in page.shown
    ]
    turn = page_row(page, lambda to: RequestKey(page=to), t)
    return Drawn("\n\n".join([head, *entries, _clock(t)]), keyboard(*numbered(opened), turn))


def draw_request(request: DataRequest, page: int, t: Translator, now: datetime, zone: ZoneInfo) -> Drawn:
    """One request in full, and how it is answered; `page` is where the list goes on."""
    how = t(
        "To answer and close, send this command with your answer behind it. A tap copies it:\n"
        "<code>/yeucauden {number} </code>",
        number=request.number,
    )
    back = [button(t("‹ All requests"), RequestKey(page=page))]
    return Drawn("\n\n".join([_entry(request, t, now, zone, None), how, _clock(t)]), keyboard(back))


def _clock(t: Translator) -> str:
    return "<i>" + t("Working days are Monday to Friday; public holidays are not known here.") + "</i>"


def _entry(request: DataRequest, t: Translator, now: datetime, zone: ZoneInfo, quote: int | None) -> str:
    words, answer, stop = request.text or "", request.answer_due, request.stop_due
    return "\n".join(
        [
            t("<b>{number}</b> of {when}", number=request.number, when=request.received_at.astimezone(zone)),
            escape(words if quote is None else clipped(words, quote)),
            t("Answer by {when}", when=answer.astimezone(zone)) + " – " + _working(answer, t, now, zone),
            t("Stop by {when}", when=stop.astimezone(zone)) + " – " + _days(stop, t, now, zone),
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
    return days_left_text(days_between(now, due, zone), t)
