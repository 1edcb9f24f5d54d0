"""Columns mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.exc import StatementError

from storage.store import SqlStore
from tests.storage.rows import rows_of

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


async def test_a_naive_datetime_is_refused(store: SqlStore) -> None:
    with pytest.raises(StatementError, match="a naive datetime cannot be stored"):
        async with store.write() as tx:
            await tx.outbox.hold(datetime(2026, 11, 20, 9, 0))  # noqa: DTZ001 - that is the point


async def test_a_moment_of_any_zone_comes_back_as_the_same_moment_in_utc(store: SqlStore) -> None:
    moment = datetime(2026, 11, 20, 0, 30, 15, 123456, tzinfo=HANOI)
    async with store.write() as tx:
        await tx.outbox.hold(moment)
    async with store.read() as tx:
        kept = await tx.outbox.hold_until()
    assert kept == moment
    assert kept is not None
    assert kept.utcoffset() == timedelta(0)
    assert kept.date() == datetime(2026, 11, 19, tzinfo=UTC).date()


async def test_moments_of_different_zones_are_compared_as_moments(store: SqlStore) -> None:
    earlier = datetime(2026, 11, 20, 9, 0, tzinfo=HANOI)  # 02:00 UTC, although 09 looks later than 03
    later = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
    async with store.write() as tx:
        await tx.people.keep_language(1, "vi")
        await tx.outbox.plan("k", 1, "kind", {}, later)
        assert await tx.outbox.claim(earlier, timedelta(minutes=1), 10) == []
        assert len(await tx.outbox.claim(later, timedelta(minutes=1), 10)) == 1


async def test_text_is_kept_and_found_in_normal_form_c(loaded: SqlStore, database_url: str) -> None:
    composed = "Thị trấn Gia Lộc"
    decomposed = unicodedata.normalize("NFD", composed)
    assert composed != decomposed
    async with loaded.write() as tx:
        ((campaign, units),) = await tx.provinces.campaigns("hai_duong")
        await tx.tickets.add("hash", campaign, units[0], decomposed)
    (ticket,) = await rows_of(database_url, "ticket")
    assert ticket["cluster"] == composed


async def test_telegram_ids_need_more_than_32_bits(store: SqlStore) -> None:
    biggest = 2**52 - 1  # what the Bot API promises at most
    async with store.write() as tx:
        await tx.people.keep_language(biggest, "vi")
        assert await tx.updates.first_time(2**40)
        await tx.outbox.plan("k", biggest, "kind", {}, datetime(2026, 11, 20, tzinfo=UTC))
        (row,) = await tx.outbox.claim(datetime(2026, 11, 20, tzinfo=UTC), timedelta(minutes=1), 1)
    assert row.chat_id == biggest
