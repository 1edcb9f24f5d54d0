"""How the ballots of a campaign were filled in: counted for the coordinator, never shown to a unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.app.errors import UnknownName
from bot.app.ports import Store
from surveys import Flag

__all__ = ["FlagCount", "Flags"]


@dataclass(frozen=True)
class FlagCount:
    """Ballots of a campaign, and how many of them carry each flag. A flag deletes nothing."""

    ballots: int
    flagged: Mapping[Flag, int]


@dataclass(frozen=True)
class Flags:
    store: Store

    async def count(self, province: str, campaign_code: str) -> FlagCount:
        """Raises `UnknownName`."""
        async with self.store.read() as tx:
            for campaign, _ in reversed(await tx.provinces.campaigns(province)):  # the latest round first
                if campaign.code == campaign_code:
                    qualities = await tx.ballots.qualities(campaign)
                    flagged = {flag: sum(flag in each.flags for each in qualities) for flag in Flag}
                    return FlagCount(len(qualities), flagged)
        raise UnknownName(
            "There is no campaign {campaign} in {province}.", campaign=campaign_code, province=province
        )
