"""Column types that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, String, TypeDecorator

__all__ = ["BigId", "NfcText", "UtcDateTime"]

BigId = BigInteger().with_variant(Integer(), "sqlite")
"""64-bit id: Telegram's do not fit 32 bits, and SQLite numbers rows by itself only for its own INTEGER."""


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC datetimes. A naive one is a defect and refused; SQLite, which keeps no zone, gets UTC back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class NfcText(TypeDecorator[str]):
    """Text in Unicode normal form C, so that equal words are equal bytes."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else unicodedata.normalize("NFC", value)
