"""What is kept of a campaign that was sealed, and how little a ballot says about its day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.app.entities import Campaign

__all__ = ["Coarse", "Outlook", "Seal", "period_start"]

Coarse = Callable[[date], date]
"""From the day a ballot came in to the day that is kept of it."""


@dataclass(frozen=True)
class Seal:
    """A sealed campaign. `clean` is false until the storage was written anew."""

    sealed_on: date
    ballots: int
    drafts_erased: int
    consents: Mapping[str, int]
    """Version of the notice → how many consents it got."""
    clean: bool = False


@dataclass(frozen=True)
class Outlook:
    """What sealing a campaign would meet, or the seal that it has."""

    campaign: Campaign
    ballots: int
    drafts: int
    still_open: bool
    seal: Seal | None = None


def period_start(campaign: Campaign, received_on: date, zone: ZoneInfo) -> date:
    """The first day of the campaign; where it is open-ended, of the year.

    Not the week: of the twelve ballots that a unit gets in three weeks, whoever knows somebody's week would have
    only four left to choose from.
    """
    if campaign.opens_at is not None:
        return campaign.opens_at.astimezone(zone).date()
    return received_on.replace(month=1, day=1)
