"""Tidying that nobody asks for: idle seats go back to the quota, old updates are forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.app.ports import Clock, Store

__all__ = ["KEPT_UPDATES", "SEAT_IDLE", "Upkeep"]

SEAT_IDLE = timedelta(days=3)
"""A draft untouched for this long gives its seat back; the draft itself stays and takes a seat when resumed."""

KEPT_UPDATES = 100_000
"""Telegram keeps updates for 24 hours; a province never sends this many in a day."""


@dataclass(frozen=True)
class Upkeep:
    store: Store
    clock: Clock

    async def run(self) -> None:
        async with self.store.write() as tx:
            await tx.drafts.release_seats(self.clock() - SEAT_IDLE)
            await tx.updates.forget_old(KEPT_UPDATES)
