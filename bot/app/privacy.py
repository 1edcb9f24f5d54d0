"""Privacy as plain values: the province's notice, what is held about a person, requests and their legal clock.

Law 91/2025/QH15 and decree 356/2025: an answer within 2 working days, processing stopped within 15 days.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.app.codes import parse_receipt, receipt_number
from bot.app.entities import Campaign, Role
from bot.app.workdays import after_working_days, working_days_between
from surveys import Texts

__all__ = [
    "DRAFT_DAYS",
    "REQUEST_WORKING_DAYS",
    "STOP_DAYS",
    "DataRequest",
    "Held",
    "HeldKind",
    "Notice",
    "Outcome",
    "Participation",
    "Privacy",
    "RequestKind",
    "Who",
    "answer_due",
    "new_request_number",
    "parse_request_number",
    "stop_due",
    "working_days_left",
]

REQUEST_WORKING_DAYS = 2
STOP_DAYS = 15
"""The law's clock: working days to answer, calendar days to stop. The day of receipt does not count."""

OFFICE_CLOSES = time(17, 0)
"""A day of the clock ends with the office: earlier than the law's midnight, so never too late."""

NUMBER_PREFIX = "YC"
"""Yêu cầu."""

DRAFT_DAYS = 60
"""A paper that nobody touched for so long is erased: longer than any survey of the examples stays open."""


@dataclass(frozen=True)
class Privacy:
    """What a province tells before it asks: who is responsible, whom to turn to, how long papers are kept."""

    controller: Texts
    contact: Texts
    retention_days: int


@dataclass(frozen=True)
class Notice:
    """The notice in every language; `version` changes whenever a word of it does."""

    version: str
    texts: Texts


@dataclass(frozen=True)
class Who:
    """A person, and the pseudonyms under which the campaigns that still have their key know this person."""

    telegram_id: int
    papers: tuple[tuple[Campaign, str], ...] = ()


class HeldKind(StrEnum):
    LANGUAGE = "language"
    ROLE = "role"
    DRAFT = "draft"
    PARTICIPATION = "participation"
    MESSAGES = "messages"
    REQUEST = "request"
    REPORT = "report"
    REPORT_WRITING = "report_writing"


@dataclass(frozen=True)
class Held:
    """One thing held about a person, with the facts that its sentence needs."""

    kind: HeldKind
    name: Texts = field(default_factory=dict)
    """The campaign, unit or province that it is about."""
    number: str = ""
    count: int = 0
    day: date | None = None
    notice: str = ""
    language: str = ""
    role: Role | None = None
    revision: str = ""
    """Tells what is being written from what is written later in its place."""
    message_id: int | None = None
    """The message in the chat that shows it."""


@dataclass(frozen=True)
class Participation:
    """An entry of the ledger: that somebody took part, and the consent. Never what was answered."""

    campaign: Campaign
    notice: str
    language: str
    consented_on: date


class RequestKind(StrEnum):
    ACCESS = "access"
    WITHDRAW = "withdraw"
    ERASE = "erase"
    OTHER = "other"
    """Written in the person's own words; only a coordinator can fulfil it."""


class Outcome(StrEnum):
    """What was done about a request."""

    SHOWN = "shown"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"
    NOTHING_HELD = "nothing_held"
    ANSWERED = "answered"
    DROPPED = "dropped"
    """The person had everything erased, this request with it."""


@dataclass(frozen=True)
class DataRequest:
    """A request under the law. Once done it keeps its number and its times: no person, no words."""

    number: str
    kind: RequestKind
    received_at: datetime
    answer_due: datetime
    stop_due: datetime
    province_id: int | None = None
    telegram_id: int | None = None
    text: str | None = None
    done_at: datetime | None = None
    outcome: Outcome | None = None


def new_request_number(choose: Callable[[str], str]) -> str:
    """A number such as YC-7K2M-9QXD."""
    return receipt_number(NUMBER_PREFIX, choose)


def parse_request_number(typed: str) -> str | None:
    """The number as it is stored, however it was typed; `None` where it is none."""
    return parse_receipt(NUMBER_PREFIX, typed)


def answer_due(received_at: datetime, zone: ZoneInfo) -> datetime:
    """The end of the second working day after the receipt. Public holidays are not modelled: the clock only
    ever runs short, never long."""
    last = after_working_days(received_at.astimezone(zone).date(), REQUEST_WORKING_DAYS)
    return _closing(last, received_at, zone)


def stop_due(received_at: datetime, zone: ZoneInfo) -> datetime:
    """The end of the fifteenth day after the receipt."""
    return _closing(received_at.astimezone(zone).date() + timedelta(days=STOP_DAYS), received_at, zone)


def working_days_left(now: datetime, due: datetime, zone: ZoneInfo) -> int:
    """Working days after today up to the day of `due`: 0 on that day, and when it is over."""
    return working_days_between(now.astimezone(zone).date(), due.astimezone(zone).date())


def _closing(day: date, like: datetime, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, OFFICE_CLOSES, zone).astimezone(like.tzinfo)
