"""A person's rights, served at once: what is held, withdrawing, erasing. Each leaves a proof that names nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.app.entities import DraftPaper
from bot.app.forgetting import forget_draft
from bot.app.holdings import AREAS, Area, known_as, open_papers
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

__all__ = ["ALL_PAPERS", "Account", "DataRights", "Erasure", "Withdrawal"]

ALL_PAPERS = 0
"""Instead of a campaign's id: withdraw from all of them."""


@dataclass(frozen=True)
class Account:
    """What is held. `number` is the proof that it was asked; a replayed update gets none."""

    held: tuple[Held, ...]
    number: str = ""


@dataclass(frozen=True)
class Withdrawal:
    """The papers that were erased, or those among which the person is to choose first; and those sent before."""

    erased: tuple[DraftPaper, ...] = ()
    choose: tuple[DraftPaper, ...] = ()
    sent: tuple[Participation, ...] = ()
    number: str = ""


@dataclass(frozen=True)
class Erasure:
    """What was held until now; `papers` name the messages that showed it."""

    erased: tuple[Held, ...]
    papers: tuple[DraftPaper, ...] = ()
    number: str = ""


@dataclass(frozen=True)
class DataRights:
    """`choose` draws one letter of a string, for the numbers of requests."""

    store: Store
    clock: Clock
    zone: ZoneInfo
    choose: Callable[[str], str]
    areas: tuple[Area, ...] = AREAS

    async def access(self, update_id: int, telegram_id: int) -> Account:
        """Everything held about the person."""
        async with self.store.write() as tx:
            fresh = await tx.updates.first_time(update_id)
            held = await self._held(tx, await known_as(tx, telegram_id))
            number = await self._done(tx, RequestKind.ACCESS, Outcome.SHOWN) if fresh else ""
            return Account(held, number)

    async def withdraw(self, update_id: int, telegram_id: int, campaign_id: int | None = None) -> Withdrawal:
        """Erase the paper of a campaign, or of all; without one named, the only one there is."""
        async with self.store.write() as tx:
            fresh = await tx.updates.first_time(update_id)
            who = await known_as(tx, telegram_id)
            papers = tuple(await open_papers(tx, who))
            sent = tuple(await tx.privacy.participations(who))
            if campaign_id is None and len(papers) > 1:
                return Withdrawal(choose=papers, sent=sent)
            if not fresh:
                return Withdrawal(sent=sent)
            chosen = tuple(each for each in papers if campaign_id in {None, ALL_PAPERS, each.campaign.id})
            for draft in chosen:
                await forget_draft(tx, draft)
            outcome = Outcome.WITHDRAWN if chosen else Outcome.NOTHING_HELD
            number = await self._done(tx, RequestKind.WITHDRAW, outcome)
            return Withdrawal(erased=chosen, sent=sent, number=number)

    async def before_erasing(self, telegram_id: int) -> tuple[Held, ...]:
        """What `erase` would erase."""
        async with self.store.write() as tx:  # papers are read with their lock, which a read-only look cannot take
            return await self._held(tx, await known_as(tx, telegram_id))

    async def erase(self, update_id: int, telegram_id: int) -> Erasure:
        """Erase everything held about the person; that nothing was held is on record, too."""
        async with self.store.write() as tx:
            fresh = await tx.updates.first_time(update_id)
            who = await known_as(tx, telegram_id)
            held, papers = await self._held(tx, who), tuple(await open_papers(tx, who))
            for area in self.areas:
                await area.erase(tx, who, self.clock())
            outcome = Outcome.ERASED if held else Outcome.NOTHING_HELD
            number = await self._done(tx, RequestKind.ERASE, outcome) if fresh else ""
            return Erasure(held, papers, number)

    async def _held(self, tx: Transaction, who: Who) -> tuple[Held, ...]:
        return tuple([each for area in self.areas for each in await area.held(tx, who, self.zone)])

    async def _done(self, tx: Transaction, kind: RequestKind, outcome: Outcome) -> str:
        """Record a request that was fulfilled at once; its number."""
        now, number = self.clock(), new_request_number(self.choose)
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
        return number
