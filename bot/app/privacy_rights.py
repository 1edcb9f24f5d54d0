"""A person's rights, served at once: what is held, withdrawing, erasing. Each leaves a proof that names nobody."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bot.app.entities import Campaign, DraftPaper
from bot.app.forgetting import forget_draft
from bot.app.holdings import AREAS, known_as, open_papers
from bot.app.ports import Clock, Store, Transaction
from bot.app.privacy import (
    DataRequest,
    Held,
    Outcome,
    Participation,
    RequestKind,
    Who,
    answer_due,
    new_request_number,
    stop_due,
)

__all__ = ["ALL_PAPERS", "MARK_LENGTH", "Account", "DataRights", "Erasure", "Offer", "Withdrawal"]

ALL_PAPERS = 0
"""Instead of a campaign's id: withdraw from all of them."""

MARK_LENGTH = 8
"""Hexadecimal digits: enough to tell what is held now from what was held then."""


@dataclass(frozen=True)
class Account:
    """What is held. `number` is the proof that it was asked; a replayed update gets none."""

    held: tuple[Held, ...]
    number: str = ""


@dataclass(frozen=True)
class Offer:
    """What a button does once it is tapped.

    `number` is drawn for the request beforehand: a second tap finds the request done, and is told the same. `mark`
    stands for what the button was shown for, so that an old one takes nothing that was begun since.
    """

    number: str
    mark: str
    campaign_id: int = ALL_PAPERS
    """Whose paper, for a withdrawal."""


@dataclass(frozen=True)
class Withdrawal:
    """What came of it; without an outcome the person is to choose among the papers of `choose`.

    `offers` are theirs, in the same order; where there are several papers the last one is for all of them.
    `changed` says that a button was tapped which did not fit any more. `campaign` is whose paper it was, `None` for
    all.
    `erased` are the papers whose messages are to go, `sent` those that were sent before.
    """

    outcome: Outcome | None = None
    number: str = ""
    campaign: Campaign | None = None
    erased: tuple[DraftPaper, ...] = ()
    choose: tuple[DraftPaper, ...] = ()
    offers: tuple[Offer, ...] = ()
    sent: tuple[Participation, ...] = ()
    changed: bool = False


@dataclass(frozen=True)
class Erasure:
    """What came of it, and what was held until now; without an outcome the person is asked about what is held.

    `changed` says that it is asked again, because something else was held when the tapped button was shown.
    """

    outcome: Outcome | None = None
    number: str = ""
    held: tuple[Held, ...] = ()
    offer: Offer | None = None
    changed: bool = False


@dataclass(frozen=True)
class DataRights:
    """`choose` draws one letter of a string, for the numbers of requests."""

    store: Store
    clock: Clock
    zone: ZoneInfo
    choose: Callable[[str], str]

    async def access(self, update_id: int, telegram_id: int) -> Account:
        """Everything held about the person."""
        async with self.store.write() as tx:
            fresh = await tx.updates.first_time(update_id)
            held = await self._held(tx, await known_as(tx, telegram_id))
            if not fresh:
                return Account(held)
            number = new_request_number(self.choose)
            await self._done(tx, RequestKind.ACCESS, number, Outcome.SHOWN)
            return Account(held, number)

    async def withdraw(self, update_id: int, telegram_id: int) -> Withdrawal:
        """Erase the only open paper; among several the person is to choose first."""
        async with self.store.write() as tx:
            fresh = await tx.updates.first_time(update_id)
            who = await known_as(tx, telegram_id)
            papers, sent = tuple(await open_papers(tx, who)), tuple(await tx.privacy.participations(who))
            if len(papers) > 1 or (papers and not fresh):  # a replay takes no paper begun since
                return self._choice(papers, sent)
            if not fresh:
                return Withdrawal(Outcome.NOTHING_HELD, sent=sent)
            campaign = papers[0].campaign if papers else None
            return await self._withdrawn(tx, new_request_number(self.choose), campaign, papers, sent)

    async def withdraw_as_offered(self, telegram_id: int, offer: Offer) -> Withdrawal:
        """A tap on the button of one paper, or of all: once, however often it comes."""
        async with self.store.write() as tx:
            who = await known_as(tx, telegram_id)
            papers, sent = tuple(await open_papers(tx, who)), tuple(await tx.privacy.participations(who))
            campaign = await tx.drafts.campaign(offer.campaign_id) if offer.campaign_id != ALL_PAPERS else None
            if before := await _outcome(tx, RequestKind.WITHDRAW, offer.number):
                return Withdrawal(before, offer.number, campaign, sent=sent)
            chosen = tuple(each for each in papers if offer.campaign_id in {ALL_PAPERS, each.campaign.id})
            if papers and offer.mark != _mark(chosen):
                return replace(self._choice(papers, sent), changed=True)
            return await self._withdrawn(tx, offer.number, campaign, chosen, sent)

    async def _withdrawn(
        self,
        tx: Transaction,
        number: str,
        campaign: Campaign | None,
        papers: tuple[DraftPaper, ...],
        sent: tuple[Participation, ...],
    ) -> Withdrawal:
        outcome = Outcome.WITHDRAWN if papers else Outcome.NOTHING_HELD
        await self._done(tx, RequestKind.WITHDRAW, number, outcome)
        for draft in papers:
            await forget_draft(tx, draft)
        return Withdrawal(outcome, number, campaign, erased=papers, sent=sent)

    def _choice(self, papers: tuple[DraftPaper, ...], sent: tuple[Participation, ...]) -> Withdrawal:
        asked = {each.campaign.id: (each,) for each in papers} | ({ALL_PAPERS: papers} if len(papers) > 1 else {})
        offers = [Offer(new_request_number(self.choose), _mark(about), id_) for id_, about in asked.items()]
        return Withdrawal(choose=papers, offers=tuple(offers), sent=sent)

    async def before_erasing(self, update_id: int, telegram_id: int) -> Erasure:
        """What would be erased, to be confirmed; that nothing is held is on record at once."""
        async with self.store.write() as tx:
            fresh = await tx.updates.first_time(update_id)
            held, number = await self._held(tx, await known_as(tx, telegram_id)), new_request_number(self.choose)
            if held:
                return Erasure(held=held, offer=Offer(number, _mark(held)))
            if not fresh:
                return Erasure(Outcome.NOTHING_HELD)
            await self._done(tx, RequestKind.ERASE, number, Outcome.NOTHING_HELD)
            return Erasure(Outcome.NOTHING_HELD, number)

    async def erase(self, telegram_id: int, offer: Offer) -> Erasure:
        """A tap on the confirmation: erase everything held about the person, once, however often it comes."""
        async with self.store.write() as tx:
            who = await known_as(tx, telegram_id)
            held = await self._held(tx, who)
            if before := await _outcome(tx, RequestKind.ERASE, offer.number):
                return Erasure(before, offer.number)
            if held and offer.mark != _mark(held):
                return Erasure(held=held, offer=Offer(new_request_number(self.choose), _mark(held)), changed=True)
            outcome = Outcome.ERASED if held else Outcome.NOTHING_HELD
            await self._done(tx, RequestKind.ERASE, offer.number, outcome)
            for area in AREAS:
                await area.erase(tx, who, self.clock())
            return Erasure(outcome, offer.number, held)

    async def _held(self, tx: Transaction, who: Who) -> tuple[Held, ...]:
        return tuple([each for area in AREAS for each in await area.held(tx, who, self.zone)])

    async def _done(self, tx: Transaction, kind: RequestKind, number: str, outcome: Outcome) -> None:
        """Record a request that was fulfilled at once."""
        now = self.clock()
        await tx.privacy.add_request(
            DataRequest(
                number,
                kind,
                received_at=now,
                answer_due=answer_due(now, self.zone),
                stop_due=stop_due(now, self.zone),
                done_at=now,
                outcome=outcome,
            )
        )


async def _outcome(tx: Transaction, kind: RequestKind, number: str) -> Outcome | None:
    """What came of the request with this number, where it was made before."""
    request = await tx.privacy.request(number)
    return request.outcome if request and request.kind is kind else None


def _mark(shown: Sequence[Held] | Sequence[DraftPaper]) -> str:
    """What a button was shown for, in short: another one for anything else, also for another paper in its place."""
    told = [each.ticket_hash if isinstance(each, DraftPaper) else repr(each) for each in shown]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:MARK_LENGTH]
