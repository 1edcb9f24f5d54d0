"""Sealing a campaign: from then on nobody can tell whose a ballot is, nor who took part.

Everything that rows can tell goes in one transaction; then the storage is written anew, which no transaction can
hold. A crash in the former leaves the campaign as it was, a crash in the latter a seal that is not clean yet:
sealing again does what is left. A sealed campaign has no key and takes no papers, so nobody takes part twice.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random, SystemRandom
from zoneinfo import ZoneInfo

from bot.app.entities import Campaign
from bot.app.errors import SealRefused
from bot.app.forgetting import forget_draft
from bot.app.names import find_campaign
from bot.app.ports import Clock, Store, Transaction
from bot.app.releasing import release
from bot.app.sealing_ports import Traces
from bot.app.secrecy import Outlook, Seal, period_start

__all__ = ["Sealing"]


@dataclass(frozen=True)
class Sealing:
    store: Store
    traces: Traces
    clock: Clock
    zone: ZoneInfo
    random: Random = field(default_factory=SystemRandom)

    async def outlook(self, province: str, name: str) -> Outlook:
        """What sealing the campaign `name` (or `round/name`) would meet. Raises `UnknownName`."""
        async with self.store.write() as tx:  # looking at drafts locks them
            campaign, _ = await find_campaign(tx, province, name)
            return Outlook(
                campaign,
                await tx.secrecy.ballots(campaign),
                len(await tx.secrecy.drafts(campaign)),
                not campaign.is_closed(self.clock()),
                await tx.secrecy.seal(campaign),
            )

    async def seal(self, province: str, name: str, *, close: bool = False) -> Seal:
        """Seal the campaign, or bring an interrupted sealing to its end; with `close` also one that is still open.

        Raises `UnknownName` and, where it is not closed, `SealRefused`.
        """
        async with self.store.write() as tx:
            campaign, _ = await find_campaign(tx, province, name)
            seal = await tx.secrecy.seal(campaign) or await self._seal(tx, campaign, close=close)
        if seal.clean or not await self.traces.rewrite():
            return seal
        async with self.store.write() as tx:
            await tx.secrecy.cleaned(campaign)
        return replace(seal, clean=True)

    async def _seal(self, tx: Transaction, campaign: Campaign, *, close: bool) -> Seal:
        if not campaign.is_closed(self.clock()) and not close:
            raise SealRefused(
                "The campaign {campaign} is not closed yet; only a closed one can be sealed.",
                campaign=campaign.code,
            )
        now = self.clock()
        erased = await self._erase_drafts(tx, campaign)
        campaign = await tx.secrecy.hold(campaign)
        if campaign.sealed:  # by somebody else, while this waited
            seal = await tx.secrecy.seal(campaign)
            if seal is None:
                raise ValueError(f"campaign {campaign.code} has neither a key nor a seal")
            return seal
        erased += await self._erase_drafts(tx, campaign)  # begun since
        today = now.astimezone(self.zone).date()
        day = period_start(campaign, await tx.secrecy.first_day(campaign) or today, self.zone)
        # What is held back is rather what came in late, so nothing stays back; mixing then writes all cells anew.
        await release(tx, campaign, None, self.random, final=True)
        ballots = await tx.secrecy.mix(campaign, lambda _: day, self.random, None)
        await tx.secrecy.spend_tickets(campaign, self.random)
        consents = await tx.secrecy.erase_ledger(campaign)
        await tx.secrecy.silence_troubles()
        await tx.secrecy.destroy_key(campaign, now)
        seal = Seal(today, ballots, erased, consents)
        await tx.secrecy.record(campaign, seal)
        return seal

    async def _erase_drafts(self, tx: Transaction, campaign: Campaign) -> int:
        erased = 0
        for pseudonym in await tx.secrecy.drafts(campaign):
            draft = await tx.drafts.get(campaign, pseudonym)
            if draft is not None:
                await forget_draft(tx, draft)
                erased += 1
        return erased
