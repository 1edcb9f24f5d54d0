"""Telling people something of our own accord: by day, each of them once, and nobody who blocked the bot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.app.entities import Person
from bot.app.ports import Clock, Transaction

__all__ = ["NIGHT", "Daytime", "QuietHours", "tell"]


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


@dataclass(frozen=True)
class Daytime:
    """The province's clock, and the hours in which it is quiet there."""

    clock: Clock
    zone: ZoneInfo
    quiet: QuietHours | None = NIGHT
    """`None` only where somebody tries the bot out and waits for the message."""

    @property
    def local(self) -> datetime:
        """Now, as the province's clock shows it."""
        return self.clock().astimezone(self.zone)

    @property
    def today(self) -> date:
        """The province's day."""
        return self.local.date()

    def next_loud(self) -> datetime:
        """Now in UTC, or the end of the quiet hours it falls into."""
        now = self.clock()
        return self.quiet.next_loud(now, self.zone) if self.quiet else now


async def tell(
    tx: Transaction, people: Iterable[Person], key: str, kind: str, params: Mapping[str, str], when: datetime
) -> int:
    """Plan the message for `when`, once for each of `people` under `key`; how many are new.

    Who blocked the bot is left out, so that it can still be planned when they let the bot in again.
    """
    return sum(
        [
            await tx.outbox.plan(f"{key}:{each.telegram_id}", each.telegram_id, kind, params, when)
            for each in people
            if not each.blocked
        ]
    )
