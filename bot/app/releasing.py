"""Releasing: what is shown of a survey moves in batches, so that no two looks give a ballot away.

Everything that is scored or shown is made of the released counts; the live ones are for folding, quotas and
recounts. `scoring.release` says what may be released; here is when: at a tick, and when a campaign is sealed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random, SystemRandom

from bot.app.entities import Campaign
from bot.app.ports import Clock, Store, Transaction
from scoring.release import Batches
from surveys import option_points, questions_per_criterion

__all__ = ["RULE", "Releasing", "is_final", "release"]

RULE = Batches()
"""The rule in force. `Releasing` takes another one only to show what an onlooker would read under it."""


@dataclass(frozen=True)
class Releasing:
    store: Store
    clock: Clock
    random: Random = field(default_factory=SystemRandom)
    batches: Batches = RULE

    async def run(self) -> int:
        """Release what may be released by now; for how many units of campaigns that was something."""
        now = self.clock()
        async with self.store.read() as tx:
            waiting = await tx.releases.waiting()
        released = 0
        for campaign, ballots in waiting:
            final = is_final(campaign, now)
            units = [unit for unit, number in ballots.items() if self.batches.free(number, final=final)]
            if units:
                async with self.store.write() as tx:
                    released += await release(tx, campaign, units, self.random, final=final, batches=self.batches)
        return released


def is_final(campaign: Campaign, now: datetime) -> bool:
    """Whether no more papers are expected, or the result is official."""
    return campaign.is_closed(now) or campaign.round.published


async def release(
    tx: Transaction,
    campaign: Campaign,
    units: Sequence[str] | None,
    random: Random,
    *,
    final: bool,
    batches: Batches = RULE,
) -> int:
    """One step of the campaign's counts about each of `units` (`None`: all); about how many something was released.

    Papers being sent are waited for and hold still meanwhile: what is released was counted as a whole.
    """
    await tx.releases.hold()
    form = await tx.drafts.questionnaire(campaign.questionnaire_id)
    scale, sizes = option_points(form), questions_per_criterion(form)
    released = 0
    for family in (await tx.releases.cells(campaign, units)).values():
        grown = batches.step(family, scale, random, final=final, sizes=sizes)
        await tx.releases.put(campaign, grown)
        released += bool(grown)
    return released
