"""Citizen reports as the unit's officials and the coordinators see them: nothing here says who wrote one."""

from __future__ import annotations

from datetime import date
from html import escape

from bot.app.paging import Page
from bot.app.report import MAX_ANSWER, Reply, ReplyKind, Report
from bot.app.report_desk import DeskTold, DeskView, Inbox, ReplyAct
from bot.app.report_watch import LateList, LateUnit
from bot.i18n import Translator
from bot.inbound.fitting import clipped, lines_within
from bot.inbound.keyboards import BUTTON_TEXT, Row, button, keyboard, numbered, page_head, page_row
from bot.inbound.report_keys import DeskKey, LateKey, ReplyKey
from bot.inbound.reports import quoted, report_head
from bot.inbound.screens import Drawn
from bot.wording import category_text
from surveys import in_language

__all__ = ["draw_desk_view", "draw_inbox", "draw_late", "draw_late_unit"]

ROOM = 3600
"""UTF-16 units for the lines of a list: Telegram allows 4096 for all of it."""

LATE_REPORTS = 10
"""Late reports of one unit listed at a time."""


def draw_inbox(inbox: Inbox, t: Translator) -> Drawn:
    """The open reports of the person's units, the most urgent first."""
    if not inbox.units:
        return Drawn(t("Only officials see the reports to their unit: /start with your code."))
    page, several = inbox.reports, len(inbox.units) > 1
    if not page.items:
        return Drawn(t("No report waits for your unit."))
    waiting = t.many("<b>{n} report waits</b>", "<b>{n} reports wait</b>", len(page.items))
    head = " · ".join([waiting, *page_head(page, t)])
    lines = [f"{n}. {_line(report, inbox.today, t, with_unit=several)}" for n, report in page.shown]
    opened = [
        (n, t("Open {number}", number=report.number), DeskKey(report=report.id, page=page.number))
        for n, report in page.shown
    ]
    turn = page_row(page, lambda to: DeskKey(page=to), t)
    return Drawn("\n\n".join([head, *lines_within(ROOM, lines)]), keyboard(*numbered(opened), turn))


def _line(report: Report, today: date, t: Translator, *, with_unit: bool) -> str:
    unit = f"{escape(in_language(report.unit.name, t.language))}\n" if with_unit else ""
    return f"<code>{report.number}</code> · {category_text(report.category, t)}\n{unit}{_state(report, today, t)}"


def _state(report: Report, today: date, t: Translator) -> str:
    """What is to be done about the report, and by when."""
    parts = []
    if report.needs_answer and report.is_late(today):
        parts.append("⚠️ " + t("<b>LATE</b>: to be answered by {due}", due=report.due_on))
    elif report.needs_answer:
        parts.append(t("To be answered by {due}", due=report.due_on))
    elif report.answered_on:
        parts.append(t("Answered on {day}.", day=report.answered_on))
    if report.needs_apology:
        parts.append(t("<b>Needs a letter of apology</b>"))
    return "\n".join(parts)


def draw_desk_view(view: DeskView, today: date, t: Translator) -> Drawn:
    if view.reply:
        return _reply(view, view.reply, t)
    match view.told:
        case DeskTold.NOT_YOURS:
            return Drawn(t("There is no such report for your unit."))
        case DeskTold.NOTHING_OPEN:
            return Drawn(t("No answer is being written. /phananhden lists the reports."))
        case DeskTold.CANCELLED:
            led = t("Nothing was sent.")
        case DeskTold.DONE_BEFORE:
            led = "⚠️ " + t("A colleague was faster; nothing was sent.")
        case DeskTold.SENT_BEFORE:
            led = t("The answer has already been sent.")
        case DeskTold.NOTED_BEFORE:
            led = t("The letter has already been noted.")
        case DeskTold.DONE:
            led = t("<b>Done.</b> The bot tells the citizen.")
        case _:
            led = ""
    if view.report is None:
        raise ValueError("there is a reply, a report or a sentence")
    return _report(led, view.report, today, t)


def _report(led: str, report: Report, today: date, t: Translator) -> Drawn:
    received = t("Received on {day}.", day=report.sent_on)
    parts = [led, report_head(report, t), "\n".join(filter(None, [received, _state(report, today, t)]))]
    parts.append(quoted(report.text))
    if report.answer:
        parts.append(t("<b>Answer</b>") + "\n" + quoted(report.answer))
    if report.apology_on and report.apology_number:
        letter = t("Letter of apology: {number} of {day}.", number=report.apology_number, day=report.apology_on)
        parts.append(letter)
    rows: list[Row] = []
    if report.needs_answer:
        rows.append([button(t("Answer"), DeskKey(report=report.id, kind=ReplyKind.ANSWER))])
    if report.needs_apology:
        rows.append([button(t("Letter of apology was sent"), DeskKey(report=report.id, kind=ReplyKind.APOLOGY))])
    rows.append([button(t("‹ All reports"), DeskKey())])
    return Drawn("\n\n".join(filter(None, parts)), keyboard(*rows))


def _reply(view: DeskView, reply: Reply, t: Translator) -> Drawn:
    parts = [f"⚠️ {t(view.rejected.reason, **view.rejected.params)}"] if view.rejected else []
    parts.append(report_head(reply.report, t))
    if reply.kind is ReplyKind.ANSWER and not reply.text:
        parts.append(quoted(reply.report.text))
        parts.append(t("<b>Type the answer</b>, in one message of up to {limit} characters.", limit=MAX_ANSWER))
    elif not reply.text:
        parts.append(
            t("<b>Which letter of apology was sent?</b>\nType its number and date, such as: 123/UBND-VP 20/11/2026")
        )
    elif reply.kind is ReplyKind.ANSWER:
        parts += [t("<b>This answer would be sent:</b>"), quoted(reply.text)]
    else:
        parts.append(t("Letter of apology: {number} of {day}.", number=reply.text, day=reply.letter_on))
    offered = [(t("Cancel"), ReplyAct.CANCEL)]
    if reply.text:
        send = t("Send the answer") if reply.kind is ReplyKind.ANSWER else t("Yes, this letter was sent")
        offered = [(send, ReplyAct.SEND), (t("Write it anew"), ReplyAct.CHANGE), *offered]
    rows = [
        [button(text, ReplyKey(report=reply.report.id, kind=reply.kind, revision=reply.revision, act=act))]
        for text, act in offered
    ]
    return Drawn("\n\n".join(parts), keyboard(*rows))


def draw_late(late: LateList | None, t: Translator) -> Drawn:
    """The late reports of a coordinator's provinces, counted by unit."""
    if late is None:
        return Drawn(t("Only coordinators see the late reports of the province."))
    page = late.units
    if not page.items:
        return Drawn(t("No report is late."))
    head = " · ".join([t("<b>Late reports</b> – {day}", day=late.today), *page_head(page, t)])
    unanswered, owed = sum(each.unanswered for each in page.items), sum(each.owed for each in page.items)
    total = f"{_unanswered(unanswered, t)} · {_owed(owed, t)}"
    lines = [f"{n}. {_unit(counted, t)}" for n, counted in page.shown]
    opened = [
        (n, _short_name(counted, t), LateKey(page=page.number, unit=counted.unit.id))
        for n, counted in page.shown
        if late.of(counted.unit.id)
    ]
    turn = page_row(page, lambda to: LateKey(page=to), t)
    return Drawn("\n\n".join([f"{head}\n{total}", *lines_within(ROOM, lines)]), keyboard(*numbered(opened), turn))


def draw_late_unit(late: LateList | None, key: LateKey, t: Translator) -> Drawn:
    """What one unit still owes, report by report; the list of all units where it owes nothing any more."""
    counted = next((each for each in late.units.items if each.unit.id == key.unit), None) if late else None
    reports = late.of(key.unit) if late else ()
    if late is None or counted is None or not reports:
        return draw_late(late, t)
    page, above = Page(reports, LATE_REPORTS, key.below), late.units.number
    head = "\n".join([_unit(counted, t), *page_head(page, t)])
    lines = [_line(report, late.today, t, with_unit=False) for _, report in page.shown]
    turn = page_row(page, lambda to: LateKey(page=above, unit=key.unit, below=to), t)
    back = [button(t("‹ All units"), LateKey(page=above))]
    return Drawn("\n\n".join([head, *lines_within(ROOM, lines)]), keyboard(turn, back))


def _unit(counted: LateUnit, t: Translator) -> str:
    counts = [_unanswered(counted.unanswered, t), _owed(counted.owed, t)]
    if counted.done:
        counts.append(t.many("{n} letter sent", "{n} letters sent", counted.done))
    return f"<b>{escape(in_language(counted.unit.name, t.language))}</b>\n{' · '.join(counts)}"


def _short_name(counted: LateUnit, t: Translator) -> str:
    return clipped(in_language(counted.unit.name, t.language), BUTTON_TEXT)


def _unanswered(n: int, t: Translator) -> str:
    return t.many("{n} without an answer", "{n} without an answer", n)


def _owed(n: int, t: Translator) -> str:
    return t.many("{n} letter of apology owed", "{n} letters of apology owed", n)
