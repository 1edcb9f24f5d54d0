"""Where something about a person is held. Each area lists its own things and erases them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.app.codes import pseudonym
from bot.app.entities import DraftPaper
from bot.app.forgetting import forget_draft
from bot.app.ports import Transaction
from bot.app.privacy import Held, HeldKind, Outcome, Who
from bot.app.report_holdings import WrittenReports

__all__ = ["AREAS", "Area", "known_as", "open_papers"]


class Area(Protocol):
    """One kind of thing held about persons."""

    async def held(self, tx: Transaction, who: Who, zone: ZoneInfo) -> Sequence[Held]: ...
    async def erase(self, tx: Transaction, who: Who, now: datetime) -> None: ...


async def known_as(tx: Transaction, telegram_id: int) -> Who:
    """The person with the pseudonym of each campaign that still has its key."""
    campaigns = await tx.privacy.campaigns()
    return Who(telegram_id, tuple((each, pseudonym(each.key, telegram_id)) for each in campaigns))


async def open_papers(tx: Transaction, who: Who) -> Sequence[DraftPaper]:
    """The person's papers that were not sent yet, those of closed campaigns too."""
    found = [await tx.drafts.get(campaign, name) for campaign, name in who.papers]
    return [draft for draft in found if draft]


class Papers:
    """Papers being filled in."""

    async def held(self, tx: Transaction, who: Who, zone: ZoneInfo) -> Sequence[Held]:
        return [_paper(draft, zone) for draft in await open_papers(tx, who)]

    async def erase(self, tx: Transaction, who: Who, now: datetime) -> None:  # noqa: ARG002
        for draft in await open_papers(tx, who):
            await forget_draft(tx, draft)


def _paper(draft: DraftPaper, zone: ZoneInfo) -> Held:
    consent = draft.interview.consent
    return Held(
        HeldKind.DRAFT,
        name=draft.campaign.title,
        count=len(draft.interview.answers),
        day=consent.at.astimezone(zone).date() if consent else None,
        notice=consent.notice if consent else "",
        language=draft.interview.language or "",
        revision=f"{draft.ticket_hash}:{draft.interview.revision}",
        message_id=draft.message_id,
    )


class Ledger:
    """That the person took part."""

    async def held(self, tx: Transaction, who: Who, zone: ZoneInfo) -> Sequence[Held]:  # noqa: ARG002
        return [
            Held(HeldKind.PARTICIPATION, name=each.campaign.title, day=each.consented_on, notice=each.notice)
            for each in await tx.privacy.participations(who)
        ]

    async def erase(self, tx: Transaction, who: Who, now: datetime) -> None:  # noqa: ARG002
        await tx.privacy.unlink_participations(who)


class Requests:
    """Requests that wait for an answer."""

    async def held(self, tx: Transaction, who: Who, zone: ZoneInfo) -> Sequence[Held]:
        return [
            Held(HeldKind.REQUEST, number=each.number, day=each.received_at.astimezone(zone).date())
            for each in await tx.privacy.requests_of(who.telegram_id)
        ]

    async def erase(self, tx: Transaction, who: Who, now: datetime) -> None:
        for each in await tx.privacy.requests_of(who.telegram_id):
            await tx.privacy.close_request(each.number, Outcome.DROPPED, now)


class Messages:
    """Messages that the bot sent, or is about to send, on its own initiative."""

    async def held(self, tx: Transaction, who: Who, zone: ZoneInfo) -> Sequence[Held]:  # noqa: ARG002
        count = await tx.privacy.messages(who.telegram_id)
        return [Held(HeldKind.MESSAGES, count=count)] if count else []

    async def erase(self, tx: Transaction, who: Who, now: datetime) -> None:  # noqa: ARG002
        await tx.privacy.erase_messages(who.telegram_id)


class Membership:
    """The language, and what an official or coordinator may see. Erased last: others refer to the person."""

    async def held(self, tx: Transaction, who: Who, zone: ZoneInfo) -> Sequence[Held]:  # noqa: ARG002
        person = await tx.people.get(who.telegram_id)
        if person is None:
            return []
        roles = await tx.people.roles(who.telegram_id)
        return [
            Held(HeldKind.LANGUAGE, language=person.language),
            *(Held(HeldKind.ROLE, role=role) for role in roles),
        ]

    async def erase(self, tx: Transaction, who: Who, now: datetime) -> None:  # noqa: ARG002
        await tx.privacy.erase_person(who.telegram_id)


AREAS: tuple[Area, ...] = (Papers(), Ledger(), Requests(), WrittenReports(), Messages(), Membership())
"""In the order of erasing. Whoever stores something about persons adds an area here, before `Membership`."""
