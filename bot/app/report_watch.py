"""Watching the time of citizen reports: late ones are marked and reminded of once, answered ones are closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.app.entities import RoleKind, Unit
from bot.app.paging import Page
from bot.app.ports import Store
from bot.app.report import CLOSED_AFTER, Report
from bot.app.report_holdings import forget_messages
from bot.app.reports import report_facts
from bot.app.telling import Daytime, tell

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

    units: Page[LateUnit]
    open: tuple[Report, ...]
    today: date

    def of(self, unit_id: int) -> tuple[Report, ...]:
        """The reports of a unit that still wait for something."""
        return tuple(report for report in self.open if report.unit.id == unit_id)


@dataclass(frozen=True)
class ReportWatch:
    store: Store
    daytime: Daytime

    async def run(self) -> None:
        """The tick. Running it again changes nothing."""
        now, today, when = self.daytime.clock(), self.daytime.today, self.daytime.next_loud()
        async with self.store.write() as tx:
            for report in await tx.reports.flag_late(today):
                officials = await tx.people.officials(report.unit)
                await tell(tx, officials, f"{REPORT_LATE}:{report.id}", REPORT_LATE, report_facts(report), when)
            await forget_messages(tx, await tx.reports.close(today - CLOSED_AFTER, today))
            await tx.report_drafts.forget_idle(now - DRAFT_KEPT)

    async def late(self, telegram_id: int, page: int = 0) -> LateList | None:
        """What is late in the coordinator's provinces; `None` for who is no coordinator."""
        today = self.daytime.today
        async with self.store.read() as tx:
            roles = await tx.people.roles(telegram_id)
            provinces = {role.province_id for role in roles if role.kind is RoleKind.COORDINATOR}
            if not provinces:
                return None
            reports = await tx.reports.late_in(sorted(provinces), today)
        waiting = tuple(report for report in reports if report.needs_answer or report.needs_apology)
        return LateList(Page(_counted(reports), LATE_PAGE, page), waiting, today)


def _counted(reports: Iterable[Report]) -> tuple[LateUnit, ...]:
    reports = tuple(reports)
    units = {report.unit.id: report.unit for report in reports}
    unanswered = Counter(report.unit.id for report in reports if report.needs_answer)
    owed = Counter(report.unit.id for report in reports if report.apology_on is None)
    done = Counter(report.unit.id for report in reports if report.apology_on)
    counted = (LateUnit(unit, unanswered[id_], owed[id_], done[id_]) for id_, unit in units.items())
    return tuple(sorted(counted, key=lambda each: (-each.unanswered, -each.owed, each.unit.id)))
