"""What came in and what goes out: processed updates, the outbox, the lane's hold."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Text
from sqlmodel import Field, SQLModel

from storage.types import BigId, UtcDateTime

__all__ = ["LaneHoldTable", "OutboxTable", "ProcessedUpdateTable", "TroubledUpdateTable"]


class ProcessedUpdateTable(SQLModel, table=True):
    """An update that was dealt with. Only its number: nothing here says who sent it."""

    __tablename__ = "processed_update"

    update_id: int = Field(sa_type=BigId, primary_key=True, sa_column_kwargs={"autoincrement": False})


class TroubledUpdateTable(SQLModel, table=True):
    """An update whose handling raised; after a few attempts it is put aside, and only this row tells of it."""

    __tablename__ = "troubled_update"

    update_id: int = Field(sa_type=BigId, primary_key=True, sa_column_kwargs={"autoincrement": False})
    attempts: int
    error: str = Field(sa_type=Text)


class OutboxTable(SQLModel, table=True):
    """A message planned once (`key`). `params` are facts; the words are chosen when it is sent."""

    __tablename__ = "outbox"

    id: int | None = Field(default=None, sa_type=BigId, primary_key=True)
    key: str = Field(unique=True)
    chat_id: int = Field(sa_type=BigId)
    kind: str
    params: dict[str, str] = Field(sa_type=JSON)
    not_before: datetime = Field(sa_type=UtcDateTime, index=True)
    state: str = Field(index=True)
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    attempts: int = 0
    error: str = Field(default="", sa_type=Text)


class LaneHoldTable(SQLModel, table=True):
    """Until when Telegram asked this token to be quiet. One row."""

    __tablename__ = "lane_hold"

    id: int = Field(default=1, primary_key=True)
    hold_until: datetime = Field(sa_type=UtcDateTime)
