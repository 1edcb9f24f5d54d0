"""Requests that only people can fulfil: written by a person, answered by a coordinator, within the legal clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.app.entities import Person, RoleKind
from bot.app.holdings import known_as, open_papers
from bot.app.ports import Store, Transaction
from bot.app.privacy import DataRequest, Outcome, RequestKind, answer_due, new_request_number, stop_due
from bot.app.report import clean_text
from bot.app.telling import Daytime, tell
from surveys import Rejected

__all__ = ["REQUEST_ANSWER", "REQUEST_CLOCK", "DataRequests", "Milestone", "Told"]

REQUEST_ANSWER = "data_request_answer"
REQUEST_CLOCK = "data_request_clock"

MAX_TEXT = 1000
"""Characters of a request and of an answer: each fits a message with everything around it."""

MAX_OPEN = 5
"""Requests of one person that wait at once: coordinators can be asked, not flooded."""

ANSWER_LEAD = timedelta(hours=24)
STOP_LEAD = timedelta(days=3)
"""So long before the clock runs out coordinators are reminded once more."""


class Milestone(StrEnum):
    """Why coordinators are told about an open request."""

    RECEIVED = "received"
    ANSWER_SOON = "answer_soon"
    ANSWER_LATE = "answer_late"
    STOP_SOON = "stop_soon"
    STOP_LATE = "stop_late"


class Told(StrEnum):
    """What became of a coordinator's answer."""

    ANSWERED = "answered"
    DONE_BEFORE = "done_before"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class DataRequests:
    store: Store
    daytime: Daytime
    choose: Callable[[str], str]

    async def ask(self, update_id: int, telegram_id: int, text: str, language: str) -> DataRequest | None:
        """Keep a request for the coordinators; `None` for a replayed update. Raises `Rejected`."""
        words, now = clean_text(text, MAX_TEXT), self.daytime.clock()
        async with self.store.write() as tx:
            if not await tx.updates.first_time(update_id):
                return None
            if len(await tx.privacy.requests_of(telegram_id)) >= MAX_OPEN:
                raise Rejected("{n} requests of yours are open already. Please wait for their answers.", n=MAX_OPEN)
            if await tx.people.get(telegram_id) is None:  # the answer is sent in this language
                await tx.people.keep_language(telegram_id, language)
            request = DataRequest(
                new_request_number(self.choose),
                RequestKind.OTHER,
                received_at=now,
                answer_due=answer_due(now, self.daytime.zone),
                stop_due=stop_due(now, self.daytime.zone),
                province_id=await _province(tx, telegram_id),
                telegram_id=telegram_id,
                text=words,
            )
            while not await tx.privacy.add_request(request):  # a number is taken once in hundreds of millions
                request = replace(request, number=new_request_number(self.choose))
            await self._tell(tx, request, Milestone.RECEIVED)
            return request

    async def waiting(self, coordinator_id: int) -> tuple[DataRequest, ...] | None:
        """The open requests of the coordinator's provinces, the oldest first; `None` for anybody else."""
        async with self.store.read() as tx:
            provinces = await _coordinates(tx, coordinator_id)
            return tuple(await tx.privacy.open_requests(provinces)) if provinces else None

    async def answer(self, update_id: int, coordinator_id: int, number: str, text: str) -> Told:
        """Send the answer and close the request: who asked, and what, is erased. Raises `Rejected`."""
        words, now = clean_text(text, MAX_TEXT), self.daytime.clock()
        async with self.store.write() as tx:
            fresh = await tx.updates.first_time(update_id)
            provinces = await _coordinates(tx, coordinator_id)
            request = await tx.privacy.request(number)
            if request is None or not provinces or request.province_id not in {None, *provinces}:
                return Told.UNKNOWN
            if not fresh:
                return Told.ANSWERED
            if request.telegram_id is None or not await tx.privacy.close_request(number, Outcome.ANSWERED, now):
                return Told.DONE_BEFORE
            await tx.outbox.plan(
                f"{REQUEST_ANSWER}:{number}",
                request.telegram_id,
                REQUEST_ANSWER,
                {"number": number, "answer": words},
                self.daytime.next_loud(),
            )
            return Told.ANSWERED

    async def plan(self) -> int:
        """Plan what coordinators are to be told now about open requests; how many messages are new."""
        now = self.daytime.clock()
        async with self.store.write() as tx:
            return sum(
                [
                    await self._tell(tx, request, reached)
                    for request in await tx.privacy.open_requests()
                    if (reached := milestone(request, now))
                ]
            )

    async def _tell(self, tx: Transaction, request: DataRequest, reached: Milestone) -> int:
        coordinators = await _coordinators(tx, request.province_id)
        params = {
            "number": request.number,
            "milestone": reached.value,
            "answer_due": request.answer_due.isoformat(),
            "stop_due": request.stop_due.isoformat(),
        }
        key, when = f"{REQUEST_CLOCK}:{request.number}:{reached}", self.daytime.next_loud()
        return await tell(tx, coordinators, key, REQUEST_CLOCK, params, when)


def milestone(request: DataRequest, now: datetime) -> Milestone | None:
    """The latest milestone that an open request has reached after its receipt."""
    reached = (
        (request.stop_due, Milestone.STOP_LATE),
        (request.stop_due - STOP_LEAD, Milestone.STOP_SOON),
        (request.answer_due, Milestone.ANSWER_LATE),
        (request.answer_due - ANSWER_LEAD, Milestone.ANSWER_SOON),
    )
    return next((each for moment, each in reached if moment <= now), None)


async def _province(tx: Transaction, telegram_id: int) -> int | None:
    """The only province that the person has to do with, or the only one there is; else every one is told."""
    who = await known_as(tx, telegram_id)
    near = {role.province_id for role in await tx.people.roles(telegram_id)}
    near |= {draft.campaign.round.province_id for draft in await open_papers(tx, who)}
    near |= {each.campaign.round.province_id for each in await tx.privacy.participations(who)}
    if not near:
        near = set(await _provinces(tx))
    return near.pop() if len(near) == 1 else None


async def _provinces(tx: Transaction) -> Sequence[int]:
    ids = [await tx.provinces.province_id(code) for code in await tx.provinces.codes()]
    return [each for each in ids if each is not None]


async def _coordinators(tx: Transaction, province_id: int | None) -> Sequence[Person]:
    provinces = await _provinces(tx) if province_id is None else [province_id]
    found = {p.telegram_id: p for each in provinces for p in await tx.people.coordinators(each)}
    return list(found.values())


async def _coordinates(tx: Transaction, telegram_id: int) -> list[int]:
    roles = await tx.people.roles(telegram_id)
    return [role.province_id for role in roles if role.kind is RoleKind.COORDINATOR]
