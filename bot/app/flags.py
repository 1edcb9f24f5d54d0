"""How the ballots of a campaign were filled in: counted for the coordinator, never shown to a unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.app.names import find_campaign
from bot.app.ports import Store
from scoring.suppression import suppress
from surveys import Flag, Quality

__all__ = ["FlagCount", "Flags"]


@dataclass(frozen=True)
class FlagCount:
    """Ballots of a campaign, and how many of them carry each flag. A flag deletes nothing.

    None where fewer than five carry it, or fewer than five do not.
    """

    ballots: int
    flagged: Mapping[Flag, int | None]


@dataclass(frozen=True)
class Flags:
    store: Store

    async def count(self, province: str, campaign_name: str) -> FlagCount:
        """Of the campaign with this name (`code` or `round/code`). Raises `UnknownName`."""
        async with self.store.read() as tx:
            campaign, _ = await find_campaign(tx, province, campaign_name)
            qualities = await tx.ballots.qualities(campaign)
        return FlagCount(len(qualities), {flag: _shown(flag, qualities) for flag in Flag})


def _shown(flag: Flag, qualities: Sequence[Quality]) -> int | None:
    flagged = sum(flag in each.flags for each in qualities)
    return suppress([[flagged, len(qualities) - flagged]]).cells[0, 0]
