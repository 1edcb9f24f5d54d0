"""What the use cases need from the outside, as protocols. `compose` hands in the implementations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import Protocol

from bot.app.answering_ports import Ballots, Drafts, Tickets
from bot.app.entities import (
    Campaign,
    Changes,
    Deadline,
    Delivery,
    OutboxRow,
    Person,
    Role,
    RoleKind,
    Round,
    Unit,
)
from bot.app.package import ProvincePackage
from bot.app.privacy_ports import PersonalData, Retained
from bot.app.recount_ports import RawBallots
from bot.app.report_ports import ReportDrafts, Reports
from bot.app.scoring_ports import Releases, Scores
from bot.app.sealing_ports import Secrecy
from scoring import Fault
from surveys import Texts

__all__ = [
    "Calendar",
    "Clock",
    "Outbox",
    "People",
    "Provinces",
    "Store",
    "Transaction",
    "Updates",
]


class Clock(Protocol):
    def __call__(self) -> datetime:
        """Now, as an aware UTC datetime."""


class Updates(Protocol):
    """The ids of the updates already dealt with, so that a replayed one changes nothing."""

    async def first_time(self, update_id: int) -> bool:
        """Record `update_id`; false where it was recorded before."""

    async def failed(self, update_id: int, error: str) -> int:
        """Record that handling failed with `error`; how many times it has by now."""

    async def forget_old(self, keep: int) -> None:
        """Drop the updates more than `keep` below the highest, also failed ones: they are never sent again."""


class People(Protocol):
    async def get(self, telegram_id: int) -> Person | None: ...
    async def keep_language(self, telegram_id: int, language: str) -> None: ...
    async def set_blocked(self, telegram_id: int, *, blocked: bool) -> None: ...
    async def roles(self, telegram_id: int) -> Sequence[Role]: ...
    async def coordinators(self, province_id: int) -> Sequence[Person]: ...
    async def officials(self, unit: Unit) -> Sequence[Person]:
        """Who may ask about the unit, and see and answer its reports."""

    async def add_code(self, code_hash: str, kind: RoleKind, province_id: int, unit: Unit | None) -> None: ...

    async def redeem(self, code_hash: str, telegram_id: int) -> Role | None:
        """Bind the person to the code's role; `None` for an unknown code or one that another person used."""


class Calendar(Protocol):
    """Rounds, their campaigns and their deadlines."""

    async def rounds(self, province_id: int) -> Sequence[Round]:
        """The rounds of a province by their codes, which sort by time: the last first."""

    async def campaigns(self, round_: Round) -> Sequence[Campaign]: ...
    async def deadlines(self, province_id: int) -> Sequence[Deadline]: ...
    async def deadlines_between(self, after: datetime, until: datetime) -> Sequence[Deadline]: ...


class Provinces(Protocol):
    """The province's own data."""

    async def load(self, package: ProvincePackage, moved_days: Sequence[int]) -> Changes:
        """Write the package and remove what it no longer has; the deadlines of each round move by its number of
        days when it is first loaded."""

    async def frozen_conflicts(self, package: ProvincePackage) -> Sequence[Fault]:
        """What the package would change although it is frozen (a published version, points of counted options), or
        leave out although people have to do with it."""

    async def codes(self) -> Sequence[str]:
        """The codes of the provinces loaded."""

    async def province_id(self, code: str) -> int | None: ...
    async def name(self, province_id: int) -> Texts: ...
    async def units(self, province_id: int) -> Sequence[Unit]: ...
    async def campaigns(self, province_code: str) -> Sequence[tuple[Campaign, Sequence[Unit | None]]]:
        """The campaigns of a province, each with what a ticket can be about: a unit, or `None` (several)."""


class Outbox(Protocol):
    async def plan(
        self, key: str, chat_id: int, kind: str, params: Mapping[str, str], not_before: datetime
    ) -> bool:
        """Plan a message once; false where `key` was planned before."""

    async def claim(self, now: datetime, lease: timedelta, limit: int) -> Sequence[OutboxRow]:
        """Lease up to `limit` rows that are due. Two lanes never get the same row."""

    async def begin_sending(self, row: OutboxRow) -> bool:
        """Mark a claimed row as being sent; false where the lease ran out and another lane has it."""

    async def mark(self, row_id: int, fate: Delivery, error: str = "") -> None: ...
    async def postpone(self, row_id: int, until: datetime) -> None: ...
    async def reap(self, now: datetime) -> tuple[int, int]:
        """Take back expired leases: rows not sent yet are planned again, rows being sent become unknown."""

    async def forget(self, keys: Sequence[str]) -> None:
        """Delete these messages, sent or not: that somebody got them is nobody's business any more."""

    async def hold_until(self) -> datetime | None: ...
    async def hold(self, until: datetime) -> None:
        """Both lanes stop sending until then; an earlier hold never shortens a later one."""


class Transaction(Protocol):
    """The repositories of one transaction."""

    @property
    def updates(self) -> Updates: ...
    @property
    def people(self) -> People: ...
    @property
    def tickets(self) -> Tickets: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def ballots(self) -> Ballots: ...
    @property
    def scores(self) -> Scores: ...
    @property
    def releases(self) -> Releases: ...
    @property
    def calendar(self) -> Calendar: ...
    @property
    def provinces(self) -> Provinces: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def reports(self) -> Reports: ...
    @property
    def report_drafts(self) -> ReportDrafts: ...
    @property
    def privacy(self) -> PersonalData: ...
    @property
    def retention(self) -> Retained: ...
    @property
    def secrecy(self) -> Secrecy: ...
    @property
    def recounting(self) -> RawBallots: ...


class Store(Protocol):
    """`write()` commits when its block ends well and rolls back otherwise; `read()` is one consistent look that
    never changes anything."""

    def write(self) -> AbstractAsyncContextManager[Transaction]: ...
    def read(self) -> AbstractAsyncContextManager[Transaction]: ...
