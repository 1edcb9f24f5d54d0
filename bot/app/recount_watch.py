"""The nightly recount: once a night everything is counted anew, and a difference is an alarm."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, time

from bot.app.ports import Store
from bot.app.recount import Recounting
from bot.app.recount_findings import RoundRecount
from bot.app.telling import Daytime, tell

__all__ = ["RECOUNT_MISMATCH", "RecountWatch"]

RECOUNT_MISMATCH = "recount_mismatch"

BEGINS, ENDS = time(2, 0), time(5, 0)
"""When hardly anybody answers, by the province's clock."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class RecountWatch:
    """The tick may come as often as it likes; it works once a night.

    Which night was done is kept in memory alone: a recount writes nothing, so a process that was started again, or
    a second worker, only does the work twice, and the keys of the messages see to it that nobody is told twice.
    A night in which no process runs has no recount; `parbot recount` does the same at any time.
    """

    store: Store
    recounting: Recounting
    daytime: Daytime
    done: set[date] = field(default_factory=set)

    async def run(self) -> bool:
        """Recount if it is night and not done yet; whether it was done now."""
        local = self.daytime.local
        if local.date() in self.done or not BEGINS <= local.time() < ENDS:
            return False
        for recount in await self.recounting.all():
            if recount.findings:
                await self._alarm(recount, local.date())
        self.done.clear()
        self.done.add(local.date())
        return True

    async def _alarm(self, recount: RoundRecount, night: date) -> None:
        """Log it, and tell each coordinator of the province as soon as the quiet hours are over."""
        round_ = recount.round
        kinds = Counter(each.kind.value for each in recount.findings)
        name = f"{recount.province}/{round_.code}"
        log.error("the recount of %s does not agree: %s", name, dict(kinds))
        params = {
            "name": name,
            "campaigns": ", ".join(sorted({each.campaign for each in recount.findings if each.campaign})),
            **{kind: str(n) for kind, n in kinds.items()},
            **{f"round_{language}": text for language, text in round_.title.items()},
        }
        key, when = f"{RECOUNT_MISMATCH}:{round_.id}:{night}", self.daytime.next_loud()
        async with self.store.write() as tx:
            await tell(tx, await tx.people.coordinators(round_.province_id), key, RECOUNT_MISMATCH, params, when)
