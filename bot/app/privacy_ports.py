"""What the use cases of privacy need from the store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from bot.app.entities import Campaign
from bot.app.privacy import DataRequest, Notice, Outcome, Participation, Privacy, Who

__all__ = ["PersonalData", "Retained"]


class PersonalData(Protocol):
    """What is held about a person, the requests about it, and the notices that were shown."""

    async def policy(self, province_id: int) -> Privacy: ...
    async def keep_notice(self, notice: Notice, now: datetime) -> None:
        """Keep the notice word for word the first time that it is shown."""

    async def campaigns(self) -> Sequence[Campaign]:
        """Every campaign that still has its key, open or not: only there do persons have a pseudonym."""

    async def participations(self, who: Who) -> Sequence[Participation]: ...
    async def unlink_participations(self, who: Who) -> None:
        """Give the person's entries of the ledger random names: the proof of a consent stays, whose it was not."""

    async def messages(self, telegram_id: int) -> int:
        """How many messages of the outbox are meant for this person, sent or not."""

    async def erase_messages(self, telegram_id: int) -> None: ...
    async def erase_person(self, telegram_id: int) -> None:
        """Language and roles; the codes that gave the roles open nothing any more."""

    async def add_request(self, request: DataRequest) -> bool:
        """Keep it; false where its number is taken."""

    async def request(self, number: str) -> DataRequest | None: ...
    async def open_requests(self, province_ids: Sequence[int] | None = None) -> Sequence[DataRequest]:
        """Those nobody answered yet, the oldest first. One that names no province concerns each of them."""

    async def requests_of(self, telegram_id: int) -> Sequence[DataRequest]: ...
    async def close_request(self, number: str, outcome: Outcome, now: datetime) -> bool:
        """Done: who asked and what is erased with it. False where it was done before."""


class Retained(Protocol):
    """What has outlived its purpose."""

    async def idle_drafts(
        self, untouched_since: datetime, closed_before: datetime
    ) -> Sequence[tuple[Campaign, str]]:
        """Campaign and pseudonym of papers not touched since then, or whose campaign closed before then."""

    async def empty_messages(self, before: datetime) -> int:
        """Take the contents out of messages planned for before then and dealt with; how many. Their keys still plan
        nothing twice."""

    async def drop_messages(self, before: datetime) -> int:
        """Delete messages planned for before then and dealt with; how many."""

    async def campaigns(self) -> Sequence[tuple[Campaign, datetime | None, int]]:
        """Each campaign, since when its purpose is fulfilled (`None`: that was not noted), and how many days its
        papers are kept from then."""

    async def over_since(self, campaign: Campaign, moment: datetime | None) -> None:
        """Note since when the purpose is fulfilled; `None` takes the note away."""

    async def erase_papers(self, campaign: Campaign) -> int:
        """The ballots of a campaign and its ledger; how many ballots. The cells stay: they are integers."""

    async def note_languages(self, today: date) -> None:
        """Begin to count the days of languages kept since the last look, officials' excepted."""

    async def forget_languages(self, before: date) -> int:
        """Delete the persons noted before that day whom no role, request or planned message needs; how many."""
