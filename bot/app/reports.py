"""A citizen leaves a report to a unit and follows what becomes of it. Every call is one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.app.ports import Store, Transaction
from bot.app.report import Report, ReportDraft, ReportStage, new_number, parse_number, report_due
from bot.app.report_form import Act, Form, Input, Tap, form_of, step
from bot.app.telling import Daytime, tell
from surveys import Rejected

__all__ = ["MAX_WAITING", "REPORT_ANSWERED", "REPORT_NEW", "REPORT_NOTICE", "ReportView", "Reporting", "Told"]

REPORT_NEW = "citizen_report_new"
REPORT_ANSWERED = "citizen_report_answered"

REPORT_NOTICE = "2026-11"
"""Kept with every report. Change it whenever the meaning of the notice before a report changes."""

MAX_WAITING = 5
"""Unanswered reports of one person: more are asked to wait, so that nobody buries a unit."""


class Told(StrEnum):
    HOME = "home"
    SENT = "sent"
    CANCELLED = "cancelled"
    REWORDED = "reworded"
    TOO_MANY = "too_many"
    NO_UNITS = "no_units"
    UNKNOWN_NUMBER = "unknown_number"


@dataclass(frozen=True)
class ReportView:
    """What the citizen sees next: the form, one report, or the list of their own.

    The form comes with a sentence where what was typed took the place of the text (`REWORDED`).
    `mine` says that the person may read the report in full; `stale` that a button of an earlier step was tapped.
    """

    form: Form | None = None
    told: Told = Told.HOME
    own: tuple[Report, ...] = ()
    report: Report | None = None
    mine: bool = False
    rejected: Rejected | None = None
    stale: bool = False


@dataclass(frozen=True)
class Reporting:
    """The citizens' side. `choose` draws one letter of a string for the receipt number."""

    store: Store
    daytime: Daytime
    choose: Callable[[str], str]

    async def open(self, telegram_id: int) -> ReportView:
        """The report being written, which then hears what is typed; else the list of the person's own."""
        async with self.store.write() as tx:
            draft = await tx.report_drafts.draft(telegram_id)
            if draft is None:
                return await _home(tx, telegram_id)
            await tx.report_drafts.save(draft, self.daytime.clock())
            return ReportView(form=await form_of(tx, draft))

    async def home(self, telegram_id: int) -> ReportView:
        async with self.store.read() as tx:
            return await _home(tx, telegram_id)

    async def begin(self, update_id: int, telegram_id: int, language: str) -> ReportView:
        """The person read the notice, agreed, and begins a report, or goes on with the one begun."""
        async with self.store.write() as tx:
            fresh = await tx.updates.first_time(update_id)
            draft = await tx.report_drafts.draft(telegram_id)
            if draft is not None:
                return ReportView(form=await form_of(tx, draft))
            own = await tx.reports.own(telegram_id)
            if not fresh:
                return ReportView(own=tuple(own))
            if sum(report.needs_answer for report in own) >= MAX_WAITING:
                return ReportView(told=Told.TOO_MANY, own=tuple(own))
            if not await tx.reports.provinces():
                return ReportView(told=Told.NO_UNITS)
            if await tx.people.get(telegram_id) is None:  # the answer will be brought in this language
                await tx.people.keep_language(telegram_id, language)
            draft = ReportDraft(telegram_id, REPORT_NOTICE, self.daytime.today, revision=update_id)
            form = await form_of(tx, draft)
            if not await tx.report_drafts.add(form.draft, self.daytime.clock()):  # another worker was faster
                return await _home(tx, telegram_id)
            return ReportView(form=form)

    async def tapped(self, update_id: int, telegram_id: int, revision: int, tap: Tap) -> ReportView:
        """A button of the form that was drawn for `revision`."""
        async with self.store.write() as tx:
            fresh = await tx.updates.first_time(update_id)
            draft = await tx.report_drafts.draft(telegram_id)
            if draft is None:
                return await _gone(tx, telegram_id, tap)
            form = await form_of(tx, draft)
            if not fresh or revision != draft.revision:
                return ReportView(form=form, stale=fresh)
            if tap.act is Act.CANCEL:
                await tx.report_drafts.remove(telegram_id)
                return ReportView(told=Told.CANCELLED)
            if tap.act is Act.SEND and draft.stage is ReportStage.REVIEW:
                return await self._send(tx, draft)
            return await self._step(tx, form, tap)

    async def given(self, update_id: int, telegram_id: int, given: Input) -> ReportView:
        """A typed text or a photo, for the report being written."""
        async with self.store.write() as tx:
            fresh = await tx.updates.first_time(update_id)
            draft = await tx.report_drafts.draft(telegram_id)
            if draft is None:
                return await _home(tx, telegram_id)
            form = await form_of(tx, draft)
            return await self._step(tx, form, given) if fresh else ReportView(form=form)

    async def follow(self, telegram_id: int, typed: str) -> ReportView:
        """What became of the report with a number: in full for who wrote it, else only its state."""
        async with self.store.read() as tx:
            number = parse_number(typed)
            report = await tx.reports.numbered(number) if number else None
            if report is None:
                return ReportView(told=Told.UNKNOWN_NUMBER)
            mine = any(own.id == report.id for own in await tx.reports.own(telegram_id))
            return ReportView(report=report, mine=mine)

    async def show(self, telegram_id: int, report_id: int) -> ReportView:
        """One of the person's own reports; the list where it is not theirs (any more)."""
        async with self.store.read() as tx:
            own = tuple(await tx.reports.own(telegram_id))
            report = next((each for each in own if each.id == report_id), None)
            return ReportView(own=own, report=report, mine=report is not None)

    async def drawn(self, draft: ReportDraft, message_id: int) -> None:
        """Remember which message shows the form."""
        async with self.store.write() as tx:
            await tx.report_drafts.drawn(draft.telegram_id, message_id)

    async def _step(self, tx: Transaction, form: Form, given: Input) -> ReportView:
        try:
            after = await form_of(tx, step(form, given))
        except Rejected as rejected:
            return ReportView(form=form, rejected=rejected)
        await tx.report_drafts.save(after.draft, self.daytime.clock())
        reworded = form.draft.stage > ReportStage.TEXT and after.draft.text != form.draft.text
        return ReportView(form=after, told=Told.REWORDED if reworded else Told.HOME)

    async def _send(self, tx: Transaction, draft: ReportDraft) -> ReportView:
        """Keep the report, give up the draft, tell the unit's officials: one transaction."""
        report, today = None, self.daytime.today
        while report is None:  # a number is taken once in hundreds of millions of draws
            number = new_number(self.choose)
            report = await tx.reports.add(draft, number, today, report_due(today))
        await tx.report_drafts.remove(draft.telegram_id)
        officials, when = await tx.people.officials(report.unit), self.daytime.next_loud()
        await tell(tx, officials, f"{REPORT_NEW}:{report.id}", REPORT_NEW, report_facts(report), when)
        return ReportView(told=Told.SENT, report=report, mine=True)


def report_facts(report: Report) -> dict[str, str]:
    """What a message about a report may say; who wrote it is not among it."""
    return {
        "number": report.number,
        "category": report.category.value,
        "due_on": report.due_on.isoformat(),
        **{f"unit_{code}": text for code, text in report.unit.name.items()},
    }


async def _home(tx: Transaction, telegram_id: int) -> ReportView:
    return ReportView(own=tuple(await tx.reports.own(telegram_id)))


async def _gone(tx: Transaction, telegram_id: int, tap: Tap) -> ReportView:
    """A button of a form that is gone: what came of it is said again, for the first reply may have been lost."""
    own = tuple(await tx.reports.own(telegram_id))
    match tap.act:
        case Act.SEND if own:
            return ReportView(told=Told.SENT, report=own[0], mine=True, own=own)
        case Act.CANCEL:
            return ReportView(told=Told.CANCELLED)
    return ReportView(own=own, stale=True)
