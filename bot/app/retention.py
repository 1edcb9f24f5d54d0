"""Erasing on time: what has outlived its purpose goes, a day too late at most and never a moment too early."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.app.entities import Campaign
from bot.app.forgetting import forget_draft
from bot.app.ports import Clock, Store, Transaction
from bot.app.privacy import DRAFT_DAYS

__all__ = [
    "CLOSED_DRAFT_DAYS",
    "LANGUAGE_DAYS",
    "MESSAGE_CONTENT_DAYS",
    "MESSAGE_DAYS",
    "UNPUBLISHED_DAYS",
    "Retention",
]

CLOSED_DRAFT_DAYS = 7
"""After a campaign closed its papers cannot be sent any more, unless it is prolonged within the week."""

MESSAGE_CONTENT_DAYS = 30
"""The contents of messages that were sent; long enough to look into a complaint that one did not arrive."""

MESSAGE_DAYS = 400
"""The rest of such a row: its key keeps a reminder from being planned twice within a year's round."""

LANGUAGE_DAYS = 365
"""The language of somebody without a role; a year later it is asked again."""

UNPUBLISHED_DAYS = 365
"""A round whose results are not published within a year of the campaign's end is taken as given up."""


@dataclass(frozen=True)
class Retention:
    store: Store
    clock: Clock
    zone: ZoneInfo

    async def run(self) -> None:
        now = self.clock()
        async with self.store.write() as tx:
            await self._drafts(tx, now)
            await tx.retention.empty_messages(now - timedelta(days=MESSAGE_CONTENT_DAYS))
            await tx.retention.drop_messages(now - timedelta(days=MESSAGE_DAYS))
            for campaign, since, days in await tx.retention.campaigns():
                await self._papers(tx, campaign, since, days, now)
            today = now.astimezone(self.zone).date()
            await tx.retention.note_languages(today)
            await tx.retention.forget_languages(today - timedelta(days=LANGUAGE_DAYS))

    async def _drafts(self, tx: Transaction, now: datetime) -> None:
        untouched, closed = now - timedelta(days=DRAFT_DAYS), now - timedelta(days=CLOSED_DRAFT_DAYS)
        for campaign, pseudonym in await tx.retention.idle_drafts(untouched, closed):
            draft = await tx.drafts.get(campaign, pseudonym)
            if draft:  # another worker may have been faster
                await forget_draft(tx, draft)

    async def _papers(
        self, tx: Transaction, campaign: Campaign, since: datetime | None, days: int, now: datetime
    ) -> None:
        over = over_since(campaign, since, now)
        if over != since:
            await tx.retention.over_since(campaign, over)
        if over is not None and over + timedelta(days=days) <= now:
            await tx.retention.erase_papers(campaign)


def over_since(campaign: Campaign, noted: datetime | None, now: datetime) -> datetime | None:
    """Since when the purpose of a campaign's papers is fulfilled: it takes no more papers and its round is
    published, as first noted; or it was closed a year ago and nothing was published."""
    if campaign.closes_at is not None and now < campaign.closes_at:
        return None
    if campaign.round.published:
        return noted or now
    if campaign.closes_at is None:
        return None
    given_up = campaign.closes_at + timedelta(days=UNPUBLISHED_DAYS)
    return given_up if given_up <= now else None
