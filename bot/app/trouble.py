"""Updates whose handling keeps failing: tried a few times, then put aside.

Each failure is logged by the poller and noted in `troubled_update`, for whoever looks after the server. The bot
shows it to nobody.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.app.ports import Store

__all__ = ["MAX_ATTEMPTS", "Trouble"]

MAX_ATTEMPTS = 3
"""A transient failure passes by then; a poison update must not stop the queue behind it."""


@dataclass(frozen=True)
class Trouble:
    store: Store

    async def give_up(self, update_id: int, error: str) -> bool:
        """Record a failed attempt; whether the update is to be put aside."""
        async with self.store.write() as tx:
            return await tx.updates.failed(update_id, error) >= MAX_ATTEMPTS
