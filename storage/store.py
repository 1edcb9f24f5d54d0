"""The unit of work: one transaction, its repositories, and the only place that commits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

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


class SqlTransaction:
    """The repositories, all on one session."""

    def __init__(self, session: AsyncSession) -> None:
        self.session = session
        self.updates = UpdateRepository(session)
        self.people = PeopleRepository(session)
        self.tickets = TicketRepository(session)
        self.drafts = DraftRepository(session)
        self.ballots = BallotRepository(session)
        self.scores = ScoreRepository(session)
        self.releases = ReleaseRepository(session)
        self.calendar = CalendarRepository(session)
        self.provinces = ProvinceRepository(session)
        self.outbox = OutboxRepository(session)
        self.reports = ReportRepository(session)
        self.report_drafts = ReportDraftRepository(session)
        self.privacy = PrivacyRepository(session)
        self.retention = RetentionRepository(session)
        self.secrecy = SecrecyRepository(session)
        self.recounting = RecountRepository(session)


class SqlStore:
    """A database, SQLite or PostgreSQL by its URL. Call `close()` when done."""

    def __init__(self, url: str) -> None:
        self._write, self._read = create_engines(url)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[SqlTransaction]:
        async with self._session(self._write) as session:
            yield SqlTransaction(session)
            await session.commit()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[SqlTransaction]:
        async with self._session(self._read) as session:
            yield SqlTransaction(session)

    @staticmethod
    def _session(engine: AsyncEngine) -> AsyncSession:
        return AsyncSession(engine, expire_on_commit=False, autoflush=False)

    async def trim(self) -> bool:
        return await trim_storage(self._write)

    async def rewrite(self) -> bool:
        return await rewrite_storage(self._write)

    async def close(self) -> None:
        await dispose((self._write, self._read))
