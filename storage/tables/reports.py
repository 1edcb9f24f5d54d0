"""Citizen reports, the drafts of those who write them and of the officials who answer.

Of the citizen only the Telegram id is kept, to bring the answer; it is erased when the report is closed. Days are
kept rather than moments: nobody needs the minute, and it could be compared with other tables.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from storage.types import BigId, NfcText, UtcDateTime

__all__ = ["CitizenReportTable", "ReportDraftTable", "ReportReplyTable"]


_NO_ROWID = {"sqlite_with_rowid": False}
"""On SQLite a table by rowid may keep the number of a deleted row, and here the number is a person."""


class CitizenReportTable(SQLModel, table=True):
    """`number` is the receipt; `reporter_id` and `photo` are gone once `closed_on` is set."""

    __tablename__ = "citizen_report"

    id: int | None = Field(default=None, sa_type=BigId, primary_key=True)
    number: str = Field(unique=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    category: str
    text: str = Field(sa_type=NfcText)
    photo: str | None = Field(default=None, sa_type=Text)
    notice: str
    agreed_on: date
    reporter_id: int | None = Field(default=None, sa_type=BigId, index=True)
    sent_on: date
    due_on: date
    answer: str | None = Field(default=None, sa_type=NfcText)
    answered_on: date | None = None
    late_on: date | None = None
    apology_number: str | None = Field(default=None, sa_type=NfcText)
    apology_on: date | None = None
    closed_on: date | None = None


class ReportDraftTable(SQLModel, table=True):
    """A report being written: one per person, deleted when it is sent or given up."""

    __tablename__ = "report_draft"
    __table_args__ = _NO_ROWID

    telegram_id: int = Field(sa_type=BigId, primary_key=True, sa_column_kwargs={"autoincrement": False})
    notice: str
    agreed_on: date
    stage: int
    revision: int = Field(sa_type=BigId)
    page: int
    province_id: int | None = Field(default=None, foreign_key="province.id")
    unit_type: str | None = Field(default=None, sa_type=NfcText)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    category: str | None = None
    text: str = Field(sa_type=NfcText)
    photo: str | None = Field(default=None, sa_type=Text)
    message_id: int | None = Field(default=None, sa_type=BigId)
    touched_at: datetime = Field(sa_type=UtcDateTime, index=True)


class ReportReplyTable(SQLModel, table=True):
    """What an official is writing about a report: an answer, or which letter of apology was sent."""

    __tablename__ = "report_reply"
    __table_args__ = _NO_ROWID

    telegram_id: int = Field(sa_type=BigId, primary_key=True, sa_column_kwargs={"autoincrement": False})
    report_id: int = Field(sa_type=BigId, foreign_key="citizen_report.id")
    kind: str
    revision: int = Field(sa_type=BigId)
    text: str = Field(sa_type=NfcText)
    letter_on: date | None = None
    message_id: int | None = Field(default=None, sa_type=BigId)
    touched_at: datetime = Field(sa_type=UtcDateTime, index=True)
