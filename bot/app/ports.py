"""What the use cases need from the outside, as protocols. `compose` hands in the implementations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime, timedelta
from typing import Protocol

from bot.app.entities import (
    Campaign,
    Changes,
    Deadline,
    Delivery,
    DraftPaper,
    OutboxRow,
    Person,
    Role,
    RoleKind,
    Round,
    Ticket,
    Unit,
)
from bot.app.package import ProvincePackage
from bot.app.privacy_ports import PersonalData, Retained
from bot.app.recount_ports import RawBallots
from bot.app.report_ports import ReportDrafts, Reports
from bot.app.sealing_ports import Secrecy
from scoring import CellKey, Entries, Framework, UnitFacts
from scoring.release import Counted
from surveys import Answer, Consent, Fault, Interview, Quality, Questionnaire, Texts

__all__ = [
    "Ballots",
    "Calendar",
    "Clock",
    "Drafts",
    "Outbox",
    "People",
    "Provinces",
    "Releases",
    "Scores",
    "Store",
    "Tickets",
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
        """Drop the ids more than `keep` below the highest: the messenger never sends them again."""


class People(Protocol):
    async def get(self, telegram_id: int) -> Person | None: ...
    async def keep_language(self, telegram_id: int, language: str) -> None: ...
    async def set_blocked(self, telegram_id: int, *, blocked: bool) -> None: ...
    async def roles(self, telegram_id: int) -> Sequence[Role]: ...
    async def coordinators(self, province_id: int) -> Sequence[Person]: ...
    async def add_code(self, code_hash: str, kind: RoleKind, province_id: int, unit: Unit | None) -> None: ...

    async def redeem(self, code_hash: str, telegram_id: int) -> Role | None:
        """Bind the person to the code's role; `None` for an unknown code or one that another person used."""


class Tickets(Protocol):
    async def add(self, code_hash: str, campaign: Campaign, unit: Unit | None, cluster: str) -> None: ...
    async def get(self, code_hash: str) -> Ticket | None: ...

    async def beginning(self, campaign: Campaign, mark: str) -> Ticket | None:
        """The campaign's ticket whose hash begins with `mark`."""

    async def reserve(self, code_hash: str) -> bool:
        """Take a free ticket; false where it is not free."""

    async def release(self, code_hash: str) -> None: ...
    async def use(self, code_hash: str) -> None: ...


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
        """The draft touched last among those of `pseudonyms` (campaign id → pseudonym)."""

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

    async def add_cells(self, round_: Round, increments: Mapping[CellKey, int]) -> None: ...


class Scores(Protocol):
    async def framework(self, round_: Round) -> Framework: ...
    async def unit_count(self, round_: Round, unit_type: str) -> int:
        """How many units of the type there are."""

    async def entries(
        self, round_: Round, unit_type: str, units: Sequence[str] | None = None
    ) -> Mapping[str, Entries]:
        """Unit code → criterion → points entered, for every unit of the type, or for those named."""

    async def facts(self, round_: Round, unit_type: str) -> Mapping[str, UnitFacts]:
        """Unit code → what else is known about it, for the units of the type about which something is."""

    async def cells(self, round_: Round, units: Sequence[str]) -> Mapping[CellKey, int]:
        """The released counts of these units: what is scored and shown. Those of 0 are left out."""

    async def questionnaires(self, round_: Round) -> Mapping[str, Questionnaire]:
        """Campaign code → the questionnaire its ballots were answered on."""


class Releases(Protocol):
    """The counts as they are and as they are released (`scoring.release`)."""

    async def waiting(self) -> Sequence[tuple[Campaign, Mapping[str, int]]]:
        """Campaigns with ballots that are not released; of which units (by code), and how many."""

    async def hold(self) -> None:
        """Wait for the papers being counted and let no further one in until the transaction ends."""

    async def cells(
        self, campaign: Campaign, units: Sequence[str] | None
    ) -> Mapping[str, Mapping[CellKey, Counted]]:
        """Code of each of `units` (`None`: all) → its cells in the campaign."""

    async def put(self, campaign: Campaign, released: Mapping[CellKey, int]) -> None:
        """Note the new released counts."""


class Calendar(Protocol):
    async def rounds(self, province_id: int) -> Sequence[Round]: ...
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

    async def codes(self) -> Sequence[str]: ...
    async def province_id(self, code: str) -> int | None: ...
    async def units(self, province_code: str) -> Sequence[Unit]: ...
    async def campaigns(self, province_code: str) -> Sequence[tuple[Campaign, Sequence[Unit | None]]]:
        """The campaigns of a province, each with what a ticket can be about: a unit, or `None` (several)."""


class Outbox(Protocol):
    async def plan(
        self, key: str, chat_id: int, kind: str, params: Mapping[str, str], not_before: datetime
    ) -> bool:
        """Plan a message once; false where `key` was planned before."""

    async def claim(self, now: datetime, lease: timedelta, limit: int) -> Sequence[OutboxRow]: ...
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
    """`write()` commits when its block ends well and rolls back otherwise; `read()` never changes anything."""

    def write(self) -> AbstractAsyncContextManager[Transaction]: ...
    def read(self) -> AbstractAsyncContextManager[Transaction]: ...
