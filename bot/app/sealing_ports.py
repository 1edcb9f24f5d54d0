"""What mixing and sealing need from the storage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from random import Random
from typing import Protocol

from bot.app.entities import Campaign
from bot.app.secrecy import Coarse, Seal

__all__ = ["Secrecy", "Traces"]


class Secrecy(Protocol):
    """The rows that could tell who gave which ballot."""

    async def unmixed(self) -> Sequence[Campaign]:
        """Campaigns with ballots that still lie where they came in."""

    async def mix(self, campaign: Campaign, coarse: Coarse, random: Random, company: int | None) -> int:
        """Write the new ballots again, with new ids and coarse days, in random order among up to `company` older
        ones (`None`: all), and the campaign's cells; how many ballots were written."""

    async def ballots(self, campaign: Campaign) -> int: ...
    async def first_day(self, campaign: Campaign) -> date | None:
        """The earliest day that a ballot still carries."""

    async def drafts(self, campaign: Campaign) -> Sequence[str]:
        """The pseudonyms with a paper not sent yet, each locked against other workers."""

    async def hold(self, campaign: Campaign) -> Campaign:
        """Wait for the papers being sent in this moment and let no further one in until the transaction ends;
        the campaign as it then stands."""

    async def erase_ledger(self, campaign: Campaign) -> Mapping[str, int]:
        """Erase who took part; version of the notice → how many consents there were."""

    async def spend_tickets(self, campaign: Campaign, random: Random) -> None:
        """Make every ticket a used one, in random order: who used one is not told any more."""

    async def destroy_key(self, campaign: Campaign, closed_at: datetime) -> None:
        """Empty the key, and note the closing where no earlier one is known."""

    async def silence_troubles(self) -> None:
        """Empty the error texts of updates that were put aside: they may quote what somebody wrote."""

    async def record(self, campaign: Campaign, seal: Seal) -> None: ...
    async def seal(self, campaign: Campaign) -> Seal | None: ...
    async def cleaned(self, campaign: Campaign) -> None: ...


class Traces(Protocol):
    """What the engine keeps beside the rows: logs, free pages, dead rows. Both say whether they came to an end;
    somebody who reads for long can be in the way."""

    async def trim(self) -> bool:
        """Let go of what was written lately and is overwritten since; quick, while the bot works."""

    async def rewrite(self) -> bool:
        """Write everything anew, so that nothing is left of what was deleted."""
