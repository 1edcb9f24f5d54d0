"""The hold that both lanes obey: after a 429 nobody sends until the moment Telegram named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.app.ports import Clock, Store

__all__ = ["Lane"]


@dataclass(frozen=True)
class Lane:
    store: Store
    clock: Clock

    async def hold(self, pause: timedelta) -> None:
        """Send nothing for `pause` from now; a longer hold that is in force stays."""
        async with self.store.write() as tx:
            await tx.outbox.hold(self.clock() + pause)

    async def wait_seconds(self) -> float:
        """How long the hold still lasts; 0 where there is none."""
        async with self.store.read() as tx:
            until = await tx.outbox.hold_until()
        return max(0.0, (until - self.clock()).total_seconds()) if until else 0.0
