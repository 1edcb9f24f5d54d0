"""A person fills in a paper: opens a ticket, answers, sends. Every call is one transaction.

An update that was dealt with before changes nothing and shows what holds now, so that a reply lost with the
process is given again and a double tap counts once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from random import SystemRandom
from zoneinfo import ZoneInfo

from bot.app.codes import code_hash, pseudonym
from bot.app.consent import Notices
from bot.app.counting import count_ballot
from bot.app.entities import Campaign, DraftPaper, Ticket, TicketState
from bot.app.forgetting import forget_draft
from bot.app.ports import Clock, Store, Transaction
from bot.app.response import PaperRef, Response, Told, this_first
from surveys import Act, Action, Completed, Input, Interview, Questionnaire, Refused, Rejected, step

__all__ = ["Answering", "PaperRef", "Response", "Shuffle", "Told", "shuffled"]

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
        open_paper = await tx.drafts.get(campaign, who)
        if open_paper and open_paper.ticket_hash == ticket.code_hash:
            return await self._offered(tx, open_paper, fresh=fresh)
        if not campaign.per_ticket and await tx.ballots.took_part(campaign, who):
            return Response(told=Told.TOOK_PART, campaign=campaign)
        if ticket.state is not TicketState.FREE:
            return Response(told=Told.TICKET_USED, campaign=campaign)
        if open_paper and (open_paper.interview.answers or not campaign.per_ticket):
            return replace(await self._offered(tx, open_paper, fresh=fresh), rejected=this_first(open_paper))
        if not fresh:  # opened before, and refused since: nobody is asked again because an update came twice
            return Response(draft=open_paper) if open_paper else Response(told=Told.NO_PAPER)
        if not await tx.tickets.reserve(ticket.code_hash):  # another worker was faster, perhaps for the same person
            draft = await tx.drafts.get(campaign, who)
            return Response(draft=draft) if draft else Response(told=Told.TICKET_USED, campaign=campaign)
        if open_paper:  # nothing was answered on it: it gives way
            await forget_draft(tx, open_paper)
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
            message_id=open_paper.message_id if open_paper else None,
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
        """A begun paper that somebody comes back to: with answers it waits for their choice to go on or to begin
        anew. From now on it hears what is typed."""
        if not await self._seated(tx, draft):
            return Response(told=Told.FULL, campaign=draft.campaign)
        if not fresh:
            return Response(draft=draft)
        now, interview = self.clock().astimezone(self.zone), draft.interview
        if interview.answers:
            interview = step(draft.questionnaire, interview, Act(Action.PAUSE), now, notice="").interview
        await tx.drafts.save(draft, interview, now)
        return Response(draft=replace(draft, interview=interview))

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
            if draft is None or (paper and paper.ticket != PaperRef.to(draft).ticket):
                ended = await self._ended(tx, telegram_id, given, paper)
                if draft is None or ended:
                    return ended or Response(told=Told.NO_PAPER)
            if not draft.campaign.is_open(self.clock()):
                return Response(told=Told.CLOSED, campaign=draft.campaign)
            if not fresh or await self.notices.outdated(tx, draft):
                return await self._noticed(tx, Response(draft=draft, replayed=not fresh))
            if paper is not None and paper != PaperRef.to(draft):
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

    async def _ended(
        self, tx: Transaction, telegram_id: int, given: Input, paper: PaperRef | None
    ) -> Response | None:
        """What became of a paper that was tapped and is not there any more; `None` where nothing is known of it."""
        campaign = await tx.drafts.campaign(paper.campaign_id) if paper else None
        if paper is None or campaign is None:
            return None
        if campaign.sealed:  # who took part is not known any more
            return Response(told=Told.CLOSED, campaign=campaign)
        if campaign.per_ticket:  # who took part was never known: only that a paper was sent with the ticket
            ticket = await tx.tickets.beginning(campaign, paper.ticket)
            if ticket is None or ticket.state is not TicketState.USED:
                return None
            sent = given == Act(Action.SEND)
            return Response(told=Told.SENT if sent else Told.TICKET_USED, campaign=campaign)
        if await tx.ballots.took_part(campaign, pseudonym(campaign.key, telegram_id)):
            return Response(told=Told.SENT, campaign=campaign)
        return None

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
        """Count the ballot and cut the link to the draft, in one transaction.

        Where an earlier paper counts already, which nothing before this should let happen, this one is dropped.
        """
        consent = draft.interview.consent
        agreed_on = consent.at.astimezone(self.zone).date() if consent else None
        today, campaign = now.astimezone(self.zone).date(), draft.campaign
        if await count_ballot(tx, draft, sent.answers, today, agreed_on, sent.pace):
            await tx.tickets.use(draft.ticket_hash)
            await tx.drafts.remove(draft)
            told = Told.SENT
        else:
            await forget_draft(tx, draft)
            told = Told.TICKET_USED if campaign.per_ticket else Told.TOOK_PART
        return Response(told=told, campaign=campaign, message_id=draft.message_id)
