"""Counting a round anew from the raw ballots, and comparing everything that was noted about them with it.

Ballots, cells and books are read in one transaction that sees one moment, however many papers come in meanwhile.
Nothing is written: what to do about a difference is for people to decide.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from bot.app.entities import Campaign
from bot.app.names import FoundRound, all_rounds, find_round
from bot.app.ports import Clock, Store, Transaction
from bot.app.raw_ballots import Papers
from bot.app.recount_columns import Columns
from bot.app.recount_compare import (
    book_findings,
    cell_findings,
    document_findings,
    level_findings,
    replay_findings,
    unreadable_findings,
)
from bot.app.recount_findings import Finding, FindingKind, RoundRecount
from bot.app.recount_replay import Replay
from bot.app.releasing import is_final

__all__ = ["Recounting"]

SEED = 2019
"""Of the order of the replay: any will do, and a fixed one makes a recount repeatable."""


@dataclass(frozen=True)
class Recounting:
    store: Store
    clock: Clock
    seed: int = SEED

    async def round(self, name: str, *, replay: bool = True) -> RoundRecount:
        """The round `name` (or `province/round`). Raises `UnknownName`."""
        async with self.store.read() as tx:
            return await self._recount(tx, await find_round(tx, name), replay=replay)

    async def all(self, *, replay: bool = True) -> tuple[RoundRecount, ...]:
        """Every round of every province, each in a look of its own."""
        async with self.store.read() as tx:
            found = await all_rounds(tx)
        recounts = []
        for each in found:
            async with self.store.read() as tx:
                recounts.append(await self._recount(tx, each, replay=replay))
        return tuple(recounts)

    async def _recount(self, tx: Transaction, found: FoundRound, *, replay: bool) -> RoundRecount:
        campaigns = await tx.calendar.campaigns(found.round)
        papers = await Papers.of(tx, campaigns)
        columns, replayed = Columns(papers), Replay(papers, Random(self.seed)) if replay else None
        async with aclosing(tx.recounting.ballots(campaigns)) as portions:
            async for portion in portions:
                columns.add(portion)
                if replayed:
                    await _step_by_step(replayed.add(portion))
        if replayed:
            await _step_by_step(replayed.finish())
        counted, ballots = columns.cells(), columns.ballots
        erased = await self._erased(tx, [each for each in campaigns if not ballots[each.id]])
        cells = [each for each in await tx.recounting.cells(found.round) if each.key.campaign not in erased]
        findings = [*unreadable_findings(columns.unreadable, papers), *cell_findings(cells, counted)]
        if replayed:
            findings += replay_findings(counted, replayed.cells)
        if framework := await tx.recounting.changed_framework(found.round):
            findings.append(Finding(FindingKind.FRAMEWORK, "", document=framework))
        changed, used, now = await tx.recounting.changed_questionnaires(), columns.forms, self.clock()
        for campaign in campaigns:
            findings += document_findings(campaign, used.get(campaign.id, ()), changed)
            if campaign.code not in erased:
                if form := papers.forms.get(campaign.questionnaire_id):
                    findings += level_findings(campaign, form, cells, counted, final=is_final(campaign, now))
                books, seal = await tx.recounting.books(campaign), await tx.secrecy.seal(campaign)
                findings += book_findings(campaign, books, seal, ballots[campaign.id])
        return RoundRecount(
            province=found.province,
            round=found.round,
            ballots=sum(map(Counter.total, ballots.values())),
            ratings=sum(n for key, n in counted.items() if not key.counts_ballots),
            cells=len(cells),
            erased=tuple(erased),
            replayed=replay,
            findings=tuple(findings),
        )

    async def _erased(self, tx: Transaction, empty: Sequence[Campaign]) -> Sequence[str]:
        """Which of these campaigns without ballots had them erased because their time was over (`retention`)."""
        over = {
            campaign.id
            for campaign, since, days in await tx.retention.campaigns()
            if since is not None and since + timedelta(days=days) <= self.clock()
        }
        return [campaign.code for campaign in empty if campaign.id in over]


async def _step_by_step(steps: Iterator[None]) -> None:
    """Let the bot do something else in between."""
    for _ in steps:
        await asyncio.sleep(0)
