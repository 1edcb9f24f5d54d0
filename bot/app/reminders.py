"""Reminders to coordinators: planned once, before each deadline, outside the quiet hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.app.entities import Deadline
from bot.app.ports import Clock, Store

__all__ = ["NIGHT", "REMINDER", "QuietHours", "Reminders", "next_loud", "reminder_key"]

REMINDER = "deadline_reminder"

LEAD_DAYS = (7, 3, 1)
"""A reminder is due this many days before a deadline; one that was missed gives way to the next nearer one."""


@dataclass(frozen=True)
class QuietHours:
    """No message of our own between `start` in the evening and `end` in the morning, by the province's clock."""

    start: time = time(20, 0)
    end: time = time(7, 30)

    def next_loud(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """`moment`, or the end of the quiet hours it falls into."""
        local = moment.astimezone(zone)
        if self.end <= local.time() < self.start:
            return moment
        day = local.date() + timedelta(days=local.time() >= self.start)
        return datetime.combine(day, self.end, zone).astimezone(moment.tzinfo)


NIGHT = QuietHours()


def next_loud(quiet: QuietHours | None, moment: datetime, zone: ZoneInfo) -> datetime:
    """`moment`, or the end of the quiet hours it falls into, where some are kept."""
    return quiet.next_loud(moment, zone) if quiet else moment


@dataclass(frozen=True)
class Reminders:
    store: Store
    clock: Clock
    zone: ZoneInfo
    quiet: QuietHours | None = NIGHT
    """`None` only where somebody tries the bot out and waits for the message."""

    async def plan(self) -> int:
        """Plan the reminders that are due now; how many are new. Planning again plans nothing twice."""
        now = self.clock()
        planned = 0
        async with self.store.write() as tx:
            for deadline in await tx.calendar.deadlines_between(now, now + timedelta(days=max(LEAD_DAYS))):
                lead = _lead(deadline, now)
                when = next_loud(self.quiet, now, self.zone)
                if when >= deadline.due_at:
                    continue
                for coordinator in await tx.people.coordinators(deadline.round.province_id):
                    if coordinator.blocked:  # planned when the coordinator lets the bot in again
                        continue
                    planned += await tx.outbox.plan(
                        f"{reminder_key(deadline.id)}{deadline.due_at.isoformat()}:{lead}:{coordinator.telegram_id}",
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


def reminder_key(deadline_id: int) -> str:
    """How the outbox keys of a deadline's reminders begin."""
    return f"{REMINDER}:{deadline_id}:"


def _lead(deadline: Deadline, now: datetime) -> int:
    """The nearest lead that has begun, in days."""
    return min(days for days in LEAD_DAYS if deadline.due_at - now <= timedelta(days=days))
