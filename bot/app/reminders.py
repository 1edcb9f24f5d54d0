"""Reminders to coordinators: planned once, before each deadline, outside the quiet hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.app.entities import Deadline
from bot.app.ports import Store
from bot.app.telling import Daytime, tell

__all__ = ["REMINDER", "Reminders", "reminder_key"]

REMINDER = "deadline_reminder"

LEAD_DAYS = (7, 3, 1)
"""A reminder is due this many days before a deadline; one that was missed gives way to the next nearer one."""


@dataclass(frozen=True)
class Reminders:
    store: Store
    daytime: Daytime

    async def plan(self) -> int:
        """Plan the reminders that are due now; how many are new. Planning again plans nothing twice."""
        now, when = self.daytime.clock(), self.daytime.next_loud()
        planned = 0
        async with self.store.write() as tx:
            for deadline in await tx.calendar.deadlines_between(now, now + timedelta(days=max(LEAD_DAYS))):
                if when >= deadline.due_at:
                    continue
                coordinators = await tx.people.coordinators(deadline.round.province_id)
                key = f"{reminder_key(deadline.id)}{deadline.due_at.isoformat()}:{_lead(deadline, now)}"
                params = {
                    "due_at": deadline.due_at.isoformat(),
                    **{f"title_{code}": text for code, text in deadline.title.items()},
                    **{f"round_{code}": text for code, text in deadline.round.title.items()},
                }
                planned += await tell(tx, coordinators, key, REMINDER, params, when)
        return planned


def reminder_key(deadline_id: int) -> str:
    """How the outbox keys of a deadline's reminders begin."""
    return f"{REMINDER}:{deadline_id}:"


def _lead(deadline: Deadline, now: datetime) -> int:
    """The nearest lead that has begun, in days."""
    return min(days for days in LEAD_DAYS if deadline.due_at - now <= timedelta(days=days))
