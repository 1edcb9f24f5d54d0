"""Mixing: shortly after ballots came in they are written again, among others, in random order.

A ballot is counted in the transaction that notes who took part. Where rows lie, and on PostgreSQL which transaction
wrote them, would tell that the two belong together; a little later another transaction takes that away.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from random import Random, SystemRandom
from zoneinfo import ZoneInfo

from bot.app.ports import Clock, Store
from bot.app.sealing_ports import Traces
from bot.app.secrecy import period_start

__all__ = ["COMPANY", "Mixing"]

COMPANY = 2_000
"""So many older ballots are written again with the new ones: all of them in a survey of the plans (1,580 ballots in
13 campaigns), a crowd in a larger one, and a fraction of a second of work."""


@dataclass(frozen=True)
class Mixing:
    store: Store
    traces: Traces
    clock: Clock
    zone: ZoneInfo
    random: Random = field(default_factory=SystemRandom)

    async def run(self) -> int:
        """Mix what came in since the last time; how many ballots were written."""
        async with self.store.read() as tx:
            campaigns = await tx.secrecy.unmixed()
        written = 0
        for campaign in campaigns:
            coarse = partial(period_start, campaign, zone=self.zone)
            async with self.store.write() as tx:
                written += await tx.secrecy.mix(campaign, coarse, self.random, COMPANY)
        await self.traces.trim()
        return written
