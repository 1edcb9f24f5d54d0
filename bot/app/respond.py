"""A person fills in a paper: opens a ticket, answers, sends. Every call is one transaction.

An update that was dealt with before changes nothing and shows what holds now, so that a reply lost with the
process is given again and a double tap counts once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from random import SystemRandom
from zoneinfo import ZoneInfo

from bot.app.codes import code_hash, pseudonym
from bot.app.consent import Notices
from bot.app.counting import count_ballot
from bot.app.entities import Campaign, DraftPaper, Ticket, TicketState
from bot.app.forgetting import forget_draft
from bot.app.ports import Clock, Store, Transaction
from bot.app.privacy import Notice
from surveys import Act, Action, Completed, Input, Interview, Questionnaire, Refused, Rejected, step

__all__ = ["Answering", "PaperRef", "Response", "Shuffle", "Told", "shuffled"]


class Told(StrEnum):
    """What a person is told when there is no paper to show."""

    NO_PAPER = "no_paper"
    TICKET_UNKNOWN = "ticket_unknown"
    TICKET_USED = "ticket_used"
    TOOK_PART = "took_part"
    CLOSED = "closed"
    FULL = "full"
    SENT = "sent"
    REFUSED = "refused"


@dataclass(frozen=True)
class PaperRef:
    """What a button carries: the campaign, and the revision of the interview it was drawn for."""

    campaign_id: int
    revision: int


@dataclass(frozen=True)
class Response:
    """What the person sees next: a paper, or a sentence. `rejected` says why an input was not taken.

    `stale` says that the tapped button was drawn for an earlier state and changed nothing; `message_id` is the
    message that showed a paper which is now gone; `notice` is what a paper shows before its first question.
    """

    draft: DraftPaper | None = None
    told: Told | None = None
    rejected: Rejected | None = None
    campaign: Campaign | None = None
    stale: bool = False
    replayed: bool = False
    message_id: int | None = None
    notice: Notice | None = None


Shuffle = Callable[[tuple[str, ...]], tuple[str, ...]]


def shuffled(units: tuple[str, ...]) -> tuple[str, ...]:
    """A random order that nobody can foresee."""
    return tuple(SystemRandom().sample(units, len(units)))


@dataclass(frozen=True)
class Answering:
    """The desk of the respondents."""

    store: Store
    clock: Clock
    notices: Notices
    zone: ZoneInfo
    shuffle: Shuffle = shuffled
    """Draws the order of the rated units of one paper."""

    async def open(self, update_id: int, telegram_id: int, code: str) -> Response:
        """`/start` with a ticket: begin its paper, or go on with the one begun."""
        async with self.store.write() as tx:
            fresh = await tx.updates.first_time(update_id)
            ticket = await tx.tickets.get(code_hash(code))
            if ticket is None:
                return Response(told=Told.TICKET_UNKNOWN)
            campaign = await tx.drafts.campaign(ticket.campaign_id)
            if campaign is None or not campaign.is_open(self.clock()):
                return Response(told=Told.CLOSED)
            who = pseudonym(campaign.key, telegram_id)
            return await self._noticed(tx, await self._begin(tx, campaign, ticket, who, fresh=fresh))

    async def _begin(
        self, tx: Transaction, campaign: Campaign, ticket: Ticket, who: str, *, fresh: bool
    ) -> Response:
        draft = await tx.drafts.get(campaign, who)
        if draft is not None:
            return await self._offered(tx, draft, fresh=fresh)
        if await tx.ballots.took_part(campaign, who):
            return Response(told=Told.TOOK_PART, campaign=campaign)
        if ticket.state is not TicketState.FREE:
            return Response(told=Told.TICKET_USED)
        if not fresh:  # opened before, and refused since: nobody is asked again because an update came twice
            return Response(told=Told.NO_PAPER)
        if not await tx.tickets.reserve(ticket.code_hash):  # another worker was faster, perhaps for the same person
            draft = await tx.drafts.get(campaign, who)
            return Response(draft=draft) if draft else Response(told=Told.TICKET_USED)
        if not await tx.drafts.take_seat(campaign, ticket.unit):
            await tx.tickets.release(ticket.code_hash)
            return Response(told=Told.FULL, campaign=campaign)
        questionnaire = await tx.drafts.questionnaire(campaign.questionnaire_id)
        draft = DraftPaper(
            campaign=campaign,
            pseudonym=who,
            ticket_hash=ticket.code_hash,
            unit=ticket.unit,
            cluster=ticket.cluster,
            questionnaire_id=campaign.questionnaire_id,
            questionnaire=questionnaire,
            interview=self._blank(campaign, questionnaire, ticket),
            message_id=None,
            seat_held=True,
            names={} if ticket.unit else await tx.drafts.unit_names(campaign),
        )
        await tx.drafts.add(draft, self.clock())
        return Response(draft=draft)

    def _blank(self, campaign: Campaign, questionnaire: Questionnaire, ticket: Ticket) -> Interview:
        """A new interview: about the ticket's unit, or about all units in an order drawn for this paper."""
        today = self.clock().astimezone(self.zone).date()
        if ticket.unit:
            return Interview(unit=ticket.unit.code, today=today)
        units = self.shuffle(campaign.units) if questionnaire.shuffles else campaign.units
        return Interview(units=units, enough=campaign.enough, today=today)

    async def _offered(self, tx: Transaction, draft: DraftPaper, *, fresh: bool) -> Response:
        """A begun paper that somebody comes back to: it waits for their choice to go on or to begin anew."""
        if not await self._seated(tx, draft):
            return Response(told=Told.FULL, campaign=draft.campaign)
        if not fresh or not draft.interview.answers:
            return Response(draft=draft)
        now = self.clock().astimezone(self.zone)
        paused = step(draft.questionnaire, draft.interview, Act(Action.PAUSE), now, notice="").interview
        await tx.drafts.save(draft, paused, now)
        return Response(draft=replace(draft, interview=paused))

    async def _seated(self, tx: Transaction, draft: DraftPaper) -> bool:
        """Whether the draft holds a seat; one that was released meanwhile is taken again, if one is left."""
        return draft.seat_held or await tx.drafts.hold_seat(draft, self.clock())

    async def answer(
        self, update_id: int, telegram_id: int, given: Input, paper: PaperRef | None = None
    ) -> Response:
        """One input: a tap on a button of `paper`, or a typed text for the paper touched last."""
        async with self.store.write() as tx:
            fresh = await tx.updates.first_time(update_id)
            draft = await self._draft(tx, telegram_id, paper)
            if draft is None:
                return await self._without_draft(tx, telegram_id, paper)
            if not draft.campaign.is_open(self.clock()):
                return Response(told=Told.CLOSED, campaign=draft.campaign)
            if not fresh or await self.notices.outdated(tx, draft):
                return await self._noticed(tx, Response(draft=draft, replayed=not fresh))
            if paper is not None and paper.revision != draft.interview.revision:
                return await self._noticed(tx, Response(draft=draft, stale=True))
            return await self._noticed(tx, await self._step(tx, draft, given, telegram_id))

    async def again(self, update_id: int, telegram_id: int) -> Response:
        """A bare `/start`: the paper touched last, with the choice to go on or to begin anew."""
        async with self.store.write() as tx:
            fresh = await tx.updates.first_time(update_id)
            draft = await self._draft(tx, telegram_id, None)
            if draft is None:
                return Response(told=Told.NO_PAPER)
            return await self._noticed(tx, await self._offered(tx, draft, fresh=fresh))

    async def show(self, telegram_id: int) -> Response:
        """The paper touched last, as it stands."""
        async with self.store.write() as tx:
            draft = await self._draft(tx, telegram_id, None)
            return await self._noticed(tx, Response(draft=draft)) if draft else Response(told=Told.NO_PAPER)

    async def drawn(self, draft: DraftPaper, message_id: int) -> None:
        """Remember which message shows the paper."""
        async with self.store.write() as tx:
            await tx.drafts.drawn(draft.campaign.id, draft.pseudonym, message_id)

    async def _noticed(self, tx: Transaction, response: Response) -> Response:
        """The response with the notice that the person is to read, where it is one."""
        if response.draft is None:
            return response
        draft, notice = await self.notices.shown(tx, response.draft, self.clock())
        rejected = response.rejected or self.notices.explained(response.draft, draft)
        return replace(response, draft=draft, notice=notice, rejected=rejected)

    async def _draft(self, tx: Transaction, telegram_id: int, paper: PaperRef | None) -> DraftPaper | None:
        if paper is None:
            campaigns = await tx.drafts.open_campaigns(self.clock())
            return await tx.drafts.latest({c.id: pseudonym(c.key, telegram_id) for c in campaigns})
        campaign = await tx.drafts.campaign(paper.campaign_id)
        if campaign is None or campaign.sealed:
            return None
        return await tx.drafts.get(campaign, pseudonym(campaign.key, telegram_id))

    async def _without_draft(self, tx: Transaction, telegram_id: int, paper: PaperRef | None) -> Response:
        campaign = await tx.drafts.campaign(paper.campaign_id) if paper else None
        if campaign and campaign.sealed:  # who took part is not known any more
            return Response(told=Told.CLOSED, campaign=campaign)
        if campaign and await tx.ballots.took_part(campaign, pseudonym(campaign.key, telegram_id)):
            return Response(told=Told.SENT, campaign=campaign)
        return Response(told=Told.NO_PAPER)

    async def _step(self, tx: Transaction, draft: DraftPaper, given: Input, telegram_id: int) -> Response:
        now = self.clock()
        try:
            done = step(draft.questionnaire, draft.interview, given, now, notice=draft.interview.notice or "")
        except Rejected as rejected:
            return Response(draft=draft, rejected=rejected)
        if any(isinstance(event, Refused) for event in done.events):  # needs no seat
            await forget_draft(tx, draft)
            return Response(told=Told.REFUSED, campaign=draft.campaign, message_id=draft.message_id)
        if not await self._seated(tx, draft):
            return Response(told=Told.FULL, campaign=draft.campaign)
        interview = done.interview
        if interview.language and interview.language != draft.interview.language:
            await tx.people.keep_language(telegram_id, interview.language)
        for event in done.events:
            if isinstance(event, Completed):
                return await self._send(tx, draft, event, now)
        await tx.drafts.save(draft, interview, now)
        return Response(draft=replace(draft, interview=interview))

    async def _send(self, tx: Transaction, draft: DraftPaper, sent: Completed, now: datetime) -> Response:
        """Count the ballot and cut the link to the draft, in one transaction."""
        consent = draft.interview.consent
        agreed_on = consent.at.astimezone(self.zone).date() if consent else None
        await count_ballot(tx, draft, sent.answers, now.astimezone(self.zone).date(), agreed_on, sent.pace)
        await tx.tickets.use(draft.ticket_hash)
        await tx.drafts.remove(draft)
        return Response(told=Told.SENT, campaign=draft.campaign, message_id=draft.message_id)
