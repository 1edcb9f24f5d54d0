"""Reminders to coordinators: planned once, before each deadline, outside the quiet hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.app.entities import Deadline
from bot.app.ports import Clock, Store

__all__ = ["REMINDER", "Reminders", "outside_quiet_hours"]

REMINDER = "deadline_reminder"

LEAD_DAYS = (7, 3, 1)
"""A reminder is due this many days before a deadline; one that was missed gives way to the next nearer one."""

QUIET_FROM = time(20, 0)
QUIET_UNTIL = time(7, 30)
"""No message between these hours of the province's clock: before office hours and in the evening."""


@dataclass(frozen=True)
class Reminders:
    store: Store
    clock: Clock
    zone: ZoneInfo

    async def plan(self) -> int:
        """Plan the reminders that are due now; how many are new. Planning again plans nothing twice."""
        now = self.clock()
        planned = 0
        async with self.store.write() as tx:
            for deadline in await tx.calendar.deadlines_between(now, now + timedelta(days=max(LEAD_DAYS))):
                lead = _lead(deadline, now)
                when = outside_quiet_hours(now, self.zone)
                if when >= deadline.due_at:
                    continue
                for coordinator in await tx.people.coordinators(deadline.round.province_id):
                    planned += await tx.outbox.plan(
                        f"{REMINDER}:{deadline.id}:{deadline.due_at.isoformat()}:{lead}:{coordinator.telegram_id}",
                        coordinator.telegram_id,
                        REMINDER,
                        {
                            "due_at": deadline.due_at.isoformat(),
                            **{f"title_{code}": text for code, text in deadline.title.items()},
                            **{f"round_{code}": text for code, text in deadline.round.title.items()},
                        },
                        when,
                    )
        return planned


def _lead(deadline: Deadline, now: datetime) -> int:
    """The nearest lead that has begun, in days."""
    return min(days for days in LEAD_DAYS if deadline.due_at - now <= timedelta(days=days))


def outside_quiet_hours(moment: datetime, zone: ZoneInfo) -> datetime:
    """`moment`, or the end of the quiet hours it falls into."""
    local = moment.astimezone(zone)
    if QUIET_UNTIL <= local.time() < QUIET_FROM:
        return moment
    day = local.date() + timedelta(days=local.time() >= QUIET_FROM)
    return datetime.combine(day, QUIET_UNTIL, zone).astimezone(moment.tzinfo)
