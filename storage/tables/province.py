"""The province's own data: units, frameworks, rounds, entered scores, deadlines."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.types import NfcText, UtcDateTime

__all__ = [
    "DeadlineTable",
    "FrameworkTable",
    "ProvinceTable",
    "RoundTable",
    "ScoreTable",
    "UnitFactsTable",
    "UnitTable",
]


class ProvinceTable(SQLModel, table=True):
    __tablename__ = "province"

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(sa_type=NfcText, unique=True)
    name: dict[str, str] = Field(sa_type=JSON)


class UnitTable(SQLModel, table=True):
    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("province_id", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    province_id: int = Field(foreign_key="province.id")
    code: str = Field(sa_type=NfcText)
    type: str = Field(sa_type=NfcText)
    name: dict[str, str] = Field(sa_type=JSON)
    aliases: list[str] = Field(sa_type=JSON)


class FrameworkTable(SQLModel, table=True):
    """One version of a framework file; `body` is its JSON, found again by `digest`."""

    __tablename__ = "framework"

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(sa_type=NfcText)
    version: str = Field(sa_type=NfcText)
    digest: str = Field(unique=True)
    body: str = Field(sa_type=Text)


class RoundTable(SQLModel, table=True):
    __tablename__ = "assessment_round"
    __table_args__ = (UniqueConstraint("province_id", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    province_id: int = Field(foreign_key="province.id")
    framework_id: int = Field(foreign_key="framework.id")
    code: str = Field(sa_type=NfcText)
    title: dict[str, str] = Field(sa_type=JSON)
    status: str
    moved_days: int = 0
    """By how many days the calendar of a replayed round was moved when it was first loaded."""


class ScoreTable(SQLModel, table=True):
    """Points entered for one leaf, as decimal text: a float or SQLite's NUMERIC would not be exact."""

    __tablename__ = "score"

    round_id: int = Field(foreign_key="assessment_round.id", primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", primary_key=True)
    leaf: str = Field(sa_type=NfcText, primary_key=True)
    self_score: str | None = None
    appraised_score: str | None = None


class UnitFactsTable(SQLModel, table=True):
    """Cases, indicators, traits and decisions about one unit in one round; `body` is the JSON of `UnitFacts`."""

    __tablename__ = "unit_facts"

    round_id: int = Field(foreign_key="assessment_round.id", primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", primary_key=True)
    body: str = Field(sa_type=Text)


class DeadlineTable(SQLModel, table=True):
    __tablename__ = "deadline"
    __table_args__ = (UniqueConstraint("round_id", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="assessment_round.id")
    code: str = Field(sa_type=NfcText)
    title: dict[str, str] = Field(sa_type=JSON)
    due_at: datetime = Field(sa_type=UtcDateTime, index=True)
    unit_types: list[str] = Field(sa_type=JSON)
