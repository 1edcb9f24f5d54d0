"""Watching the time of citizen reports: late ones are marked and reminded of once, answered ones are closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.app.entities import RoleKind, Unit
from bot.app.ports import Clock, Store, Transaction
from bot.app.reminders import NIGHT, QuietHours, next_loud
from bot.app.report import CLOSED_AFTER, Report
from bot.app.report_holdings import forget_messages
from bot.app.reports import report_facts

__all__ = ["DRAFT_KEPT", "LATE_PAGE", "REPORT_LATE", "LateList", "LateUnit", "ReportWatch"]

REPORT_LATE = "citizen_report_late"

DRAFT_KEPT = timedelta(days=7)
"""A report that is not sent by then is forgotten: it names a person beside what they wrote."""

LATE_PAGE = 8
"""Units listed at a time."""


@dataclass(frozen=True)
class LateUnit:
    """Of a unit: late reports not answered yet, letters of apology that are owed, letters that were sent."""

    unit: Unit
    unanswered: int
    owed: int
    done: int


@dataclass(frozen=True)
class LateList:
    """The late reports of a coordinator's provinces, the units with most to do first."""

    units: tuple[LateUnit, ...]
    open: tuple[Report, ...]
    page: int
    today: date

    @property
    def pages(self) -> int:
        return -(-len(self.units) // LATE_PAGE) or 1

    @property
    def shown(self) -> tuple[tuple[int, LateUnit], ...]:
        """The units of this page with their numbers, from 1."""
        start = self.page * LATE_PAGE
        return tuple(enumerate(self.units[start : start + LATE_PAGE], start + 1))

    def of(self, unit_id: int) -> tuple[Report, ...]:
        """The reports of a unit that still wait for something."""
        return tuple(report for report in self.open if report.unit.id == unit_id)


@dataclass(frozen=True)
class ReportWatch:
    store: Store
    clock: Clock
    zone: ZoneInfo
    quiet: QuietHours | None = NIGHT

    async def run(self) -> None:
        """The tick. Running it again changes nothing."""
        now = self.clock()
        today = now.astimezone(self.zone).date()
        async with self.store.write() as tx:
            for report in await tx.reports.flag_late(today):
                await self._remind(tx, report)
            await forget_messages(tx, await tx.reports.close(today - CLOSED_AFTER, today))
            await tx.report_drafts.forget_idle(now - DRAFT_KEPT)

    async def _remind(self, tx: Transaction, report: Report) -> None:
        now = self.clock()
        when = next_loud(self.quiet, now, self.zone)
        for official in await tx.reports.officials(report.unit):
            key = f"{REPORT_LATE}:{report.id}:{official.telegram_id}"
            if not official.blocked:
                await tx.outbox.plan(key, official.telegram_id, REPORT_LATE, report_facts(report), when)

    async def late(self, telegram_id: int, page: int = 0) -> LateList | None:
        """What is late in the coordinator's provinces; `None` for who is no coordinator."""
        today = self.clock().astimezone(self.zone).date()
        async with self.store.read() as tx:
            roles = await tx.people.roles(telegram_id)
            provinces = {role.province_id for role in roles if role.kind is RoleKind.COORDINATOR}
            if not provinces:
                return None
            reports = await tx.reports.late_in(sorted(provinces), today)
        waiting = tuple(report for report in reports if report.needs_answer or report.needs_apology)
        found = LateList(_counted(reports), waiting, 0, today)
        return replace(found, page=max(0, min(page, found.pages - 1)))


def _counted(reports: Iterable[Report]) -> tuple[LateUnit, ...]:
    reports = tuple(reports)
    units = {report.unit.id: report.unit for report in reports}
    unanswered = Counter(report.unit.id for report in reports if report.needs_answer)
    owed = Counter(report.unit.id for report in reports if report.apology_on is None)
    done = Counter(report.unit.id for report in reports if report.apology_on)
    counted = (LateUnit(unit, unanswered[id_], owed[id_], done[id_]) for id_, unit in units.items())
    return tuple(sorted(counted, key=lambda each: (-each.unanswered, -each.owed, each.unit.id)))
