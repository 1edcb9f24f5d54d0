"""The unit's side of citizen reports: officials see those of their own units and answer them. Who wrote one is
never theirs to see."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.app.entities import RoleKind, Unit
from bot.app.paging import Page
from bot.app.ports import Store, Transaction
from bot.app.report import MAX_ANSWER, Reply, ReplyKind, Report, clean_text
from bot.app.reports import REPORT_ANSWERED, report_facts
from bot.app.telling import Daytime
from surveys import Rejected

__all__ = ["INBOX_PAGE", "REPORT_APOLOGY", "DeskTold", "DeskView", "Inbox", "ReplyAct", "ReportDesk"]

REPORT_APOLOGY = "citizen_report_apology"

INBOX_PAGE = 6
"""Reports listed at a time, each with two lines and a button."""

MAX_LETTER = 80
"""Characters of a document's number and date, such as 123/UBND-VP 20/11/2026."""

LETTER = re.compile(
    r"(?P<number>\S.*?)[ ,;]+(?:(?:ngày|dated|of) )?"
    r"(?P<day>\d{1,2})(?:[/.-]| tháng )(?P<month>\d{1,2})(?:[/.-]| năm )(?P<year>\d{4})",
    re.IGNORECASE,
)
"""`123/UBND-VP 20/11/2026`, also with the words that an official writes between them, as documents do:
`123/UBND-VP ngày 20 tháng 11 năm 2026`."""


class ReplyAct(StrEnum):
    """What a button below a reply does."""

    SEND = "send"
    CHANGE = "change"
    CANCEL = "cancel"


class DeskTold(StrEnum):
    NOT_YOURS = "not_yours"
    NOTHING_OPEN = "nothing_open"
    DONE = "done"
    DONE_BEFORE = "done_before"
    SENT_BEFORE = "sent_before"
    NOTED_BEFORE = "noted_before"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Inbox:
    """What waits for the person's units; `units` is empty for who is no official."""

    units: tuple[Unit, ...]
    reports: Page[Report]
    today: date


@dataclass(frozen=True)
class DeskView:
    """What the official sees next: the reply being written, a report, or a sentence."""

    reply: Reply | None = None
    report: Report | None = None
    told: DeskTold | None = None
    rejected: Rejected | None = None
    stale: bool = False


@dataclass(frozen=True)
class ReportDesk:
    store: Store
    daytime: Daytime

    async def inbox(self, telegram_id: int, page: int = 0) -> Inbox:
        async with self.store.read() as tx:
            units = await _units(tx, telegram_id)
            reports = tuple(await tx.reports.open_of(units)) if units else ()
            return Inbox(units, Page(reports, INBOX_PAGE, page), self.daytime.today)

    async def show(self, telegram_id: int, report_id: int) -> DeskView:
        async with self.store.write() as tx:  # a report is read with its lock
            report = await _own(tx, telegram_id, report_id)
            return DeskView(report=report) if report else DeskView(told=DeskTold.NOT_YOURS)

    async def begin(self, update_id: int, telegram_id: int, report_id: int, kind: ReplyKind) -> DeskView:
        """Begin an answer, or the note of a letter; another one being written is given up."""
        async with self.store.write() as tx:
            fresh = await tx.updates.first_time(update_id)
            report = await _own(tx, telegram_id, report_id)
            if report is None:
                return DeskView(told=DeskTold.NOT_YOURS)
            if not _wanted(report, kind):
                return DeskView(told=DeskTold.DONE_BEFORE, report=report)
            reply = await tx.report_drafts.reply(telegram_id)
            same = reply is not None and (reply.report.id, reply.kind) == (report_id, kind)
            if not fresh and not same:
                return DeskView(report=report)
            if reply is None or not same:
                reply = Reply(telegram_id, report, kind, revision=update_id)
            await tx.report_drafts.save_reply(reply, self.daytime.clock())
            return DeskView(reply=reply)

    async def given(self, update_id: int, telegram_id: int, text: str | None) -> DeskView:
        """A typed text for the reply being written; `None` stands for what is no text."""
        async with self.store.write() as tx:
            fresh = await tx.updates.first_time(update_id)
            reply = await tx.report_drafts.reply(telegram_id)
            if reply is None:
                return DeskView(told=DeskTold.NOTHING_OPEN)
            if not fresh:
                return DeskView(reply=reply)
            try:
                written = self._written(reply, text)
            except Rejected as rejected:
                return DeskView(reply=reply, rejected=rejected)
            await tx.report_drafts.save_reply(written, self.daytime.clock())
            return DeskView(reply=written)

    async def tapped(
        self, update_id: int, telegram_id: int, report_id: int, kind: ReplyKind, revision: int, act: ReplyAct
    ) -> DeskView:
        """A button below a reply of this kind to the report, drawn for `revision`."""
        async with self.store.write() as tx:
            fresh = await tx.updates.first_time(update_id)
            reply = await tx.report_drafts.reply(telegram_id)
            if reply is None:
                return _over(await _own(tx, telegram_id, report_id), kind)
            if not fresh or revision != reply.revision:
                return DeskView(reply=reply, stale=fresh)
            match act:
                case ReplyAct.SEND if reply.text:
                    return await self._send(tx, reply)
                case ReplyAct.CANCEL:
                    await tx.report_drafts.remove_reply(telegram_id)
                    return DeskView(told=DeskTold.CANCELLED, report=reply.report)
            blank = replace(reply, text="", letter_on=None, revision=reply.revision + 1)
            await tx.report_drafts.save_reply(blank, self.daytime.clock())
            return DeskView(reply=blank)

    async def drawn(self, reply: Reply, message_id: int) -> None:
        """Remember which message shows the reply."""
        async with self.store.write() as tx:
            await tx.report_drafts.reply_drawn(reply.telegram_id, message_id)

    def _written(self, reply: Reply, text: str | None) -> Reply:
        if text is None:
            raise Rejected("Only typed text can be read here.")
        revision = reply.revision + 1
        if reply.kind is ReplyKind.ANSWER:
            return replace(reply, text=clean_text(text, MAX_ANSWER), revision=revision)
        number, day = _letter(text, reply.report.sent_on, self.daytime.today)
        return replace(reply, text=number, letter_on=day, revision=revision)

    async def _send(self, tx: Transaction, reply: Reply) -> DeskView:
        """Keep it, unless a colleague was faster, and bring it to who wrote the report: one transaction."""
        await tx.report_drafts.remove_reply(reply.telegram_id)
        report = await _own(tx, reply.telegram_id, reply.report.id)
        if report is None:
            return DeskView(told=DeskTold.NOT_YOURS)
        if reply.kind is ReplyKind.ANSWER:
            today = self.daytime.today
            await tx.reports.flag_late(today, report)  # the tick may not have come round since midnight
            done = await tx.reports.answer(report, reply.text, today)
            kind, facts = REPORT_ANSWERED, {"answer": reply.text}
        else:
            letter_on = reply.letter_on or self.daytime.today
            done = await tx.reports.apologise(report, reply.text, letter_on)
            kind, facts = REPORT_APOLOGY, {"letter": reply.text, "letter_on": letter_on.isoformat()}
        report = await tx.reports.get(report.id) or report
        if not done:
            return DeskView(told=DeskTold.DONE_BEFORE, report=report)
        await self._tell_reporter(tx, report, kind, facts)
        return DeskView(told=DeskTold.DONE, report=report)

    async def _tell_reporter(self, tx: Transaction, report: Report, kind: str, facts: dict[str, str]) -> None:
        reporter = await tx.reports.reporter(report)
        if reporter is not None:
            when = self.daytime.next_loud()
            await tx.outbox.plan(f"{kind}:{report.id}", reporter, kind, report_facts(report) | facts, when)


def _over(report: Report | None, kind: ReplyKind) -> DeskView:
    """What a second tap is shown once the reply is gone: where its report stands."""
    if report is None:
        return DeskView(told=DeskTold.NOT_YOURS)
    done = DeskTold.SENT_BEFORE if kind is ReplyKind.ANSWER else DeskTold.NOTED_BEFORE
    return DeskView(told=DeskTold.CANCELLED if _wanted(report, kind) else done, report=report)


def _wanted(report: Report, kind: ReplyKind) -> bool:
    return report.needs_answer if kind is ReplyKind.ANSWER else report.needs_apology


async def _units(tx: Transaction, telegram_id: int) -> tuple[Unit, ...]:
    roles = await tx.people.roles(telegram_id)
    return tuple({r.unit.id: r.unit for r in roles if r.kind is RoleKind.OFFICIAL and r.unit}.values())


async def _own(tx: Transaction, telegram_id: int, report_id: int) -> Report | None:
    """The report if it is one of the person's units'."""
    units = {unit.id for unit in await _units(tx, telegram_id)}
    report = await tx.reports.get(report_id) if units else None
    return report if report and report.unit.id in units else None


def _letter(typed: str, earliest: date, latest: date) -> tuple[str, date]:
    """The number and the date of a letter. Raises `Rejected`."""
    text = " ".join(clean_text(typed, MAX_LETTER).split())
    found = LETTER.fullmatch(text)
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"])) if found else None
    except ValueError:
        day = None
    if found is None or day is None:
        raise Rejected("Please type the number of the letter and its date, such as: 123/UBND-VP 20/11/2026")
    if not earliest <= day <= latest:
        raise Rejected(
            "The letter's date must lie between {earliest} and {latest}.", earliest=earliest, latest=latest
        )
    return found["number"], day
