"""Persons and their roles. About a citizen only the language is kept."""

from __future__ import annotations

from sqlmodel import Field, SQLModel

from storage.types import BigId

__all__ = ["AccessCodeTable", "PersonTable", "RoleTable"]


class PersonTable(SQLModel, table=True):
    __tablename__ = "person"
    # By rowid, SQLite keeps numbers of deleted rows in the inner pages of a table; here a number is a person.
    __table_args__ = {"sqlite_with_rowid": False}

    telegram_id: int = Field(sa_type=BigId, primary_key=True, sa_column_kwargs={"autoincrement": False})
    language: str
    blocked: bool = False


class RoleTable(SQLModel, table=True):
    """`code_hash` says which one-time code gave the role: one code, one role."""

    __tablename__ = "role"

    code_hash: str = Field(primary_key=True, foreign_key="access_code.code_hash")
    telegram_id: int = Field(sa_type=BigId, foreign_key="person.telegram_id", index=True)


class AccessCodeTable(SQLModel, table=True):
    __tablename__ = "access_code"

    code_hash: str = Field(primary_key=True)
    kind: str
    province_id: int = Field(foreign_key="province.id")
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
