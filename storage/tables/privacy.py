"""What the law on personal data asks for: the notice and its proofs, requests, the clocks of retention."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from storage.types import BigId, NfcText, UtcDateTime

__all__ = [
    "DataRequestTable",
    "LanguageKeptTable",
    "NoticeTable",
    "ProvincePrivacyTable",
    "RetentionTable",
]


class ProvincePrivacyTable(SQLModel, table=True):
    """What the province's notice says of its own."""

    __tablename__ = "province_privacy"

    province_id: int = Field(foreign_key="province.id", primary_key=True)
    controller: dict[str, str] = Field(sa_type=JSON)
    contact: dict[str, str] = Field(sa_type=JSON)
    retention_days: int


class NoticeTable(SQLModel, table=True):
    """Every notice that was ever shown, word for word: a consent names its version."""

    __tablename__ = "privacy_notice"

    version: str = Field(primary_key=True)
    texts: dict[str, str] = Field(sa_type=JSON)
    first_shown_at: datetime = Field(sa_type=UtcDateTime)


class DataRequestTable(SQLModel, table=True):
    """A request of a person. `telegram_id` and `text` are gone once `done_at` is set: the number is the proof."""

    __tablename__ = "data_request"
    __table_args__ = {"sqlite_with_rowid": False}

    number: str = Field(primary_key=True)
    kind: str
    province_id: int | None = Field(default=None, foreign_key="province.id")
    received_at: datetime = Field(sa_type=UtcDateTime)
    answer_due: datetime = Field(sa_type=UtcDateTime)
    stop_due: datetime = Field(sa_type=UtcDateTime)
    telegram_id: int | None = Field(default=None, sa_type=BigId, index=True)
    text: str | None = Field(default=None, sa_type=NfcText)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    outcome: str | None = None


class RetentionTable(SQLModel, table=True):
    """Since when the purpose of a campaign's papers is fulfilled; from then on their days are counted."""

    __tablename__ = "retention"

    campaign_id: int = Field(foreign_key="campaign.id", primary_key=True)
    over_since: datetime = Field(sa_type=UtcDateTime)


class LanguageKeptTable(SQLModel, table=True):
    """Since which day a person's language is known to be kept; officials keep theirs with the role."""

    __tablename__ = "language_kept"
    __table_args__ = {"sqlite_with_rowid": False}

    telegram_id: int = Field(
        sa_type=BigId,
        primary_key=True,
        foreign_key="person.telegram_id",
        ondelete="CASCADE",
        sa_column_kwargs={"autoincrement": False},
    )
    since: date
