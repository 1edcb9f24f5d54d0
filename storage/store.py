"""The unit of work: one transaction, its repositories, and the only place that commits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.engine import create_engines, dispose
from storage.repositories.ballots import BallotRepository
from storage.repositories.calendar import CalendarRepository
from storage.repositories.drafts import DraftRepository
from storage.repositories.outbox import OutboxRepository
from storage.repositories.people import PeopleRepository
from storage.repositories.privacy import PrivacyRepository
from storage.repositories.provinces import ProvinceRepository
from storage.repositories.recounting import RecountRepository
from storage.repositories.releases import ReleaseRepository
from storage.repositories.report_drafts import ReportDraftRepository
from storage.repositories.reports import ReportRepository
from storage.repositories.retention import RetentionRepository
from storage.repositories.scores import ScoreRepository
from storage.repositories.sealing import SecrecyRepository
from storage.repositories.tickets import TicketRepository
from storage.repositories.updates import UpdateRepository
from storage.scrub import rewrite_storage, trim_storage

__all__ = ["SqlStore", "SqlTransaction"]


@dataclass(frozen=True)
class SqlTransaction:
    """The repositories, all on one session."""

    updates: UpdateRepository
    people: PeopleRepository
    tickets: TicketRepository
    drafts: DraftRepository
    ballots: BallotRepository
    scores: ScoreRepository
    releases: ReleaseRepository
    calendar: CalendarRepository
    provinces: ProvinceRepository
    outbox: OutboxRepository
    reports: ReportRepository
    report_drafts: ReportDraftRepository
    privacy: PrivacyRepository
    retention: RetentionRepository
    secrecy: SecrecyRepository
    recounting: RecountRepository

    @classmethod
    def on(cls, session: AsyncSession) -> SqlTransaction:
        return cls(
            UpdateRepository(session),
            PeopleRepository(session),
            TicketRepository(session),
            DraftRepository(session),
            BallotRepository(session),
            ScoreRepository(session),
            ReleaseRepository(session),
            CalendarRepository(session),
            ProvinceRepository(session),
            OutboxRepository(session),
            ReportRepository(session),
            ReportDraftRepository(session),
            PrivacyRepository(session),
            RetentionRepository(session),
            SecrecyRepository(session),
            RecountRepository(session),
        )


class SqlStore:
    """A database, SQLite or PostgreSQL by its URL. Call `close()` when done."""

    def __init__(self, url: str) -> None:
        self._write, self._read = create_engines(url)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[SqlTransaction]:
        """One transaction: committed when the block ends well, rolled back when it raises."""
        async with self._session(self._write) as session:
            yield SqlTransaction.on(session)
            await session.commit()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[SqlTransaction]:
        """One consistent look; nothing is ever committed."""
        async with self._session(self._read) as session:
            yield SqlTransaction.on(session)

    @staticmethod
    def _session(engine: AsyncEngine) -> AsyncSession:
        return AsyncSession(engine, expire_on_commit=False, autoflush=False)

    async def trim(self) -> bool:
        """Let go of what the engine still keeps of rows overwritten lately."""
        return await trim_storage(self._write)

    async def rewrite(self) -> bool:
        """Write the whole database anew, so that nothing is left of what was deleted."""
        return await rewrite_storage(self._write)

    async def close(self) -> None:
        await dispose((self._write, self._read))
