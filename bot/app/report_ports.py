"""What the citizen reports need from the store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from bot.app.entities import Unit
from bot.app.report import Reply, Report, ReportDraft
from surveys import Texts

__all__ = ["ReportDrafts", "Reports"]


class ReportDrafts(Protocol):
    """What citizens and officials are writing at the moment: at most one of each per person."""

    async def draft(self, telegram_id: int) -> ReportDraft | None:
        """The report being written, locked against other workers until the transaction ends."""

    async def add(self, draft: ReportDraft, now: datetime) -> bool:
        """Begin it; false where the person has one already."""

    async def save(self, draft: ReportDraft, now: datetime) -> None: ...
    async def drawn(self, telegram_id: int, message_id: int) -> None: ...
    async def remove(self, telegram_id: int) -> None: ...

    async def reply(self, telegram_id: int) -> Reply | None:
        """What the official is writing, locked against other workers until the transaction ends."""

    async def save_reply(self, reply: Reply, now: datetime) -> None:
        """Write it; it takes the place of another one of the same person."""

    async def reply_drawn(self, telegram_id: int, message_id: int) -> None: ...
    async def remove_reply(self, telegram_id: int) -> None: ...

    async def touched(self, telegram_id: int) -> tuple[datetime | None, datetime | None]:
        """When the person last touched the report and the reply being written."""

    async def forget_idle(self, untouched_since: datetime) -> int:
        """Delete the drafts not touched since then; how many."""


class Reports(Protocol):
    """Reports that were sent."""

    async def provinces(self) -> Sequence[tuple[int, Texts]]:
        """Id and name of the provinces that have units."""

    async def add(self, draft: ReportDraft, number: str, sent_on: date, due_on: date) -> Report | None:
        """Keep a finished draft as a report; `None` where the number is taken."""

    async def get(self, report_id: int) -> Report | None:
        """The report, locked against other workers until the transaction ends."""

    async def numbered(self, number: str) -> Report | None: ...
    async def own(self, telegram_id: int) -> Sequence[Report]:
        """The reports of a person that are not closed, the newest first."""

    async def open_of(self, units: Sequence[Unit]) -> Sequence[Report]:
        """What waits for an answer or for a letter of apology, the most urgent first."""

    async def late_in(self, province_ids: Sequence[int], today: date) -> Sequence[Report]:
        """Every report of the provinces that was or is answered too late, by unit."""

    async def reporter(self, report: Report) -> int | None:
        """Whom to bring the answer; `None` once that was erased. Never for anything else."""

    async def answer(self, report: Report, text: str, on: date) -> bool:
        """Answer it; false where it was answered before."""

    async def apologise(self, report: Report, number: str, on: date) -> bool:
        """Note which letter was sent; false where one was noted before."""

    async def flag_late(self, today: date, only: Report | None = None) -> Sequence[Report]:
        """Mark what should have been answered before today; those that were not marked yet."""

    async def close(self, answered_until: date, today: date) -> Sequence[int]:
        """Close what was answered by then and erase who wrote it and the photo; the ids."""

    async def unlink(self, telegram_id: int) -> Sequence[int]:
        """Erase the person and the photos from all reports of theirs; the ids."""
