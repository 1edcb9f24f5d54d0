"""A citizen's report to a unit (phản ánh) as plain values, and the rules about its time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from bot.app.codes import parse_receipt, receipt_number
from bot.app.entities import Unit
from bot.app.workdays import after_working_days
from surveys import Rejected, visible

__all__ = [
    "CLOSED_AFTER",
    "MAX_ANSWER",
    "MAX_REPORT",
    "REPORT_WORKING_DAYS",
    "Category",
    "Reply",
    "ReplyKind",
    "Report",
    "ReportDraft",
    "ReportStage",
    "ReportStatus",
    "clean_text",
    "looks_personal",
    "new_number",
    "parse_number",
    "report_due",
]

REPORT_WORKING_DAYS = 10
"""An illustration, not the law: working days (Monday to Friday) that a unit has for its answer."""

CLOSED_AFTER = timedelta(days=30)
"""After the answer; then the report is closed and who wrote it is erased."""

MAX_REPORT = 1000
MAX_ANSWER = 2000
"""Characters; an answer with everything around it still fits one message of 4096."""

NUMBER_PREFIX = "PA"
"""Phản ánh."""

PERSONAL = re.compile(r"\d(?:[ .-]?\d){8,}")
"""Nine digits or more: an identity card has 9 or 12, a telephone number 10."""


class Category(StrEnum):
    """What a report is about."""

    LATE_FILE = "late_file"
    CONDUCT = "conduct"
    PAPERWORK = "paperwork"
    COST = "cost"
    ONLINE = "online"
    OTHER = "other"


class ReportStage(IntEnum):
    """What the citizen is asked, in this order."""

    PROVINCE = 1
    TYPE = 2
    UNIT = 3
    CATEGORY = 4
    TEXT = 5
    PHOTO = 6
    REVIEW = 7


@dataclass(frozen=True)
class ReportDraft:
    """A report not sent yet: one per person. `photo` is Telegram's file id; `notice` is what was agreed to.

    `revision` begins with the number of the update that opened the draft and grows by one with each step, so that
    no button of an earlier draft ever fits a later one.
    """

    telegram_id: int
    notice: str
    agreed_on: date
    revision: int
    stage: ReportStage = ReportStage.PROVINCE
    page: int = 0
    province_id: int | None = None
    unit_type: str | None = None
    unit: Unit | None = None
    category: Category | None = None
    text: str = ""
    photo: str | None = None
    message_id: int | None = None


class ReplyKind(StrEnum):
    ANSWER = "answer"
    APOLOGY = "apology"


class ReportStatus(StrEnum):
    RECEIVED = "received"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True)
class Report:
    """A report as its unit may see it: nothing in it says who wrote it. Days are the province's.

    `late_on` is the day on which the missing answer was noticed; from then on a letter of apology is asked for,
    until `apology_number` and `apology_on` say which letter it was.
    """

    id: int
    number: str
    unit: Unit
    category: Category
    text: str
    photo: str | None
    sent_on: date
    due_on: date
    answer: str | None = None
    answered_on: date | None = None
    late_on: date | None = None
    apology_number: str | None = None
    apology_on: date | None = None
    closed_on: date | None = None

    @property
    def status(self) -> ReportStatus:
        if self.closed_on:
            return ReportStatus.CLOSED
        return ReportStatus.ANSWERED if self.answered_on else ReportStatus.RECEIVED

    @property
    def needs_apology(self) -> bool:
        return self.late_on is not None and self.apology_on is None

    @property
    def needs_answer(self) -> bool:
        return self.answered_on is None

    def is_late(self, today: date) -> bool:
        """Whether the answer came, or would come today, after its day."""
        return self.due_on < (self.answered_on or today)


@dataclass(frozen=True)
class Reply:
    """What an official is writing about `report`; while `text` is empty it is asked for, then it is looked over.

    For a letter of apology `text` is the number of the document and `letter_on` its date.
    """

    telegram_id: int
    report: Report
    kind: ReplyKind
    revision: int
    text: str = ""
    letter_on: date | None = None
    message_id: int | None = None


def report_due(sent_on: date) -> date:
    """The last day for the answer. The day of sending does not count; public holidays are not known here."""
    return after_working_days(sent_on, REPORT_WORKING_DAYS)


def new_number(choose: Callable[[str], str]) -> str:
    """A receipt number such as PA-7K2M-9QXD."""
    return receipt_number(NUMBER_PREFIX, choose)


def parse_number(typed: str) -> str | None:
    """The number as it is stored, however it was typed; `None` where it is none."""
    return parse_receipt(NUMBER_PREFIX, typed)


def clean_text(typed: str, limit: int) -> str:
    """`typed` in NFC without characters that nobody sees. Raises `Rejected`.

    Characters are counted as Telegram counts them, so that what is taken also fits a message.
    """
    text = visible(typed)
    if not any(unicodedata.category(c)[0] in "LN" for c in text):
        raise Rejected("Please write it in words.")
    if text.startswith("/"):
        raise Rejected("This looks like a command. Please write a text that does not begin with a slash.")
    length = len(text.encode("utf-16-le")) // 2
    if length > limit:
        raise Rejected("This has {length} characters; please keep it within {limit}.", length=length, limit=limit)
    return text


def looks_personal(text: str) -> bool:
    """Whether `text` seems to hold an identity or telephone number."""
    return PERSONAL.search(text) is not None
