"""What answering papers needs from the storage: tickets, papers not sent yet, and what is kept of those sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.app.entities import Campaign, DraftPaper, Room, Round, Ticket, Unit
from scoring import CellKey
from surveys import Answer, Consent, Interview, Quality, Questionnaire, Texts

__all__ = ["Ballots", "Drafts", "Tickets"]


class Tickets(Protocol):
    async def add(self, code_hash: str, campaign: Campaign, unit: Unit | None, cluster: str) -> None: ...
    async def get(self, code_hash: str) -> Ticket | None: ...

    async def beginning(self, campaign: Campaign, mark: str) -> Ticket | None:
        """The campaign's ticket whose hash begins with `mark`."""

    async def reserve(self, code_hash: str) -> bool:
        """Take a free ticket; false where it is not free."""

    async def release(self, code_hash: str) -> None: ...
    async def use(self, code_hash: str) -> None: ...

    async def room(self, campaign: Campaign) -> Mapping[str | None, Room]:
        """Code of the unit (`None`: of several or none) → what is left."""


class Drafts(Protocol):
    """Papers not sent yet, by campaign and pseudonym, and the seats they hold in the quota."""

    async def open_campaigns(self, now: datetime) -> Sequence[Campaign]: ...
    async def campaign(self, campaign_id: int) -> Campaign | None: ...
    async def questionnaire(self, questionnaire_id: int) -> Questionnaire: ...

    async def unit_names(self, campaign: Campaign) -> Mapping[str, Texts]:
        """Code → name of the units that the campaign asks about."""

    async def get(self, campaign: Campaign, pseudonym: str) -> DraftPaper | None:
        """The draft, locked against other workers until the transaction ends."""

    async def latest(self, pseudonyms: Mapping[int, str]) -> DraftPaper | None:
        """The draft touched last among those of `pseudonyms` (campaign id → pseudonym), locked as by `get`."""

    async def touched(self, pseudonyms: Mapping[int, str]) -> datetime | None:
        """When the draft that `latest` would give was touched; nothing is locked."""

    async def add(self, draft: DraftPaper, now: datetime) -> None: ...
    async def save(self, draft: DraftPaper, interview: Interview, now: datetime) -> None: ...
    async def drawn(self, campaign_id: int, pseudonym: str, message_id: int) -> None: ...
    async def remove(self, draft: DraftPaper) -> None: ...

    async def take_seat(self, campaign: Campaign, unit: Unit | None) -> bool:
        """Reserve one seat of the quota; false where none is left."""

    async def hold_seat(self, draft: DraftPaper, now: datetime) -> bool:
        """Reserve a seat again for a draft whose seat was released, touched `now`; false where none is left."""

    async def free_seat(self, campaign: Campaign, unit: Unit | None) -> None: ...

    async def release_seats(self, untouched_since: datetime) -> int:
        """Release the seats of drafts not touched since then; how many."""


class Ballots(Protocol):
    async def took_part(self, campaign: Campaign, pseudonym: str) -> bool: ...
    async def record_participation(self, campaign: Campaign, pseudonym: str, consent: Consent, on: date) -> bool:
        """Note that the pseudonym took part; false where it already had."""

    async def add(
        self, draft: DraftPaper, answers: Mapping[str, Answer], quality: Quality, received_on: date
    ) -> None:
        """Keep the answers without any link to the draft."""

    async def qualities(self, campaign: Campaign) -> Sequence[Quality]:
        """How each ballot of the campaign was filled in."""

    async def counts(self, campaign: Campaign) -> Mapping[str | None, int]:
        """Code of the unit (`None`: of several) → how many ballots are there; for quotas, and shown to nobody."""

    async def add_cells(self, round_: Round, increments: Mapping[CellKey, int]) -> None:
        """Add to the live counts of the round's cells; what is released of them stays as it is."""
