"""The outbox: planned once, leased to one lane, and never sent blindly again."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.app.entities import Delivery, OutboxRow
from storage.store import SqlStore
from tests.conftest import StoppedClock
from tests.storage.rows import rows_of

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
LEASE = timedelta(minutes=2)
CHAT = 2**40


@pytest.fixture
async def store(store: SqlStore) -> SqlStore:
    """With somebody to write to."""
    async with store.write() as tx:
        await tx.people.keep_language(CHAT, "en")
    return store


async def plan(store: SqlStore, *keys: str, not_before: datetime = NOON) -> list[bool]:
    async with store.write() as tx:
        return [await tx.outbox.plan(key, CHAT, "kind", {"k": key}, not_before) for key in keys]


async def claim(store: SqlStore, now: datetime = NOON, limit: int = 100) -> list[OutboxRow]:
    async with store.write() as tx:
        return list(await tx.outbox.claim(now, LEASE, limit))


async def reap(store: SqlStore, now: datetime) -> tuple[int, int]:
    async with store.write() as tx:
        return await tx.outbox.reap(now)


async def states(url: str) -> list[str]:
    return [row["state"] for row in sorted(await rows_of(url, "outbox"), key=lambda row: str(row["key"]))]


async def test_a_key_is_planned_once(store: SqlStore) -> None:
    assert await plan(store, "a", "a", "b") == [True, False, True]
    assert await plan(store, "a", not_before=NOON + LEASE) == [False]


async def test_a_row_for_a_chat_without_a_person_is_claimed_like_any_other(store: SqlStore) -> None:
    await plan(store, "a")
    async with store.write() as tx:
        await tx.outbox.plan("b", CHAT + 1, "kind", {}, NOON)
    assert [(row.key, row.language) for row in await claim(store)] == [("a", "en"), ("b", None)]


async def test_a_claimed_row_says_everything_that_sending_needs(store: SqlStore) -> None:
    await plan(store, "a")
    (row,) = await claim(store)
    assert (row.key, row.chat_id, row.language, row.kind, row.params, row.attempts) == (
        "a",
        CHAT,
        "en",
        "kind",
        {"k": "a"},
        1,
    )


async def test_what_is_due_first_is_claimed_first_and_no_more_than_the_limit(store: SqlStore) -> None:
    await plan(store, "later", not_before=NOON + timedelta(seconds=1))
    await plan(store, "now")
    await plan(store, "early", "early too", not_before=NOON - LEASE)
    assert [row.key for row in await claim(store, limit=2)] == ["early", "early too"]
    assert [row.key for row in await claim(store)] == ["now"]
    assert await claim(store) == []


async def test_a_row_is_claimed_by_one_of_several_lanes(store: SqlStore, workers: tuple[SqlStore, ...]) -> None:
    await plan(store, *map(str, range(40)))
    batches = await asyncio.gather(*(claim(worker, limit=5) for worker in workers for _ in range(4)))
    claimed = [row.id for batch in batches for row in batch]
    assert len(claimed) == len(set(claimed)) == 40
    assert max(map(len, batches)) <= 5


async def test_a_lease_that_ran_out_before_sending_is_planned_again(store: SqlStore, database_url: str) -> None:
    await plan(store, "a")
    await claim(store)
    assert await reap(store, NOON + LEASE - timedelta(seconds=1)) == (0, 0)
    assert await reap(store, NOON + LEASE) == (1, 0)
    assert await states(database_url) == ["planned"]
    (row,) = await claim(store, NOON + LEASE)
    assert row.attempts == 2


async def test_a_lease_that_ran_out_while_sending_leaves_a_doubt_and_is_never_sent_again(
    store: SqlStore, database_url: str
) -> None:
    await plan(store, "a")
    (row,) = await claim(store)
    async with store.write() as tx:
        await tx.outbox.mark(row.id, Delivery.SENDING)
    assert await reap(store, NOON + LEASE) == (0, 1)
    assert await states(database_url) == ["unknown"]
    assert await claim(store, NOON + timedelta(days=9)) == []
    assert await plan(store, "a") == [False]


@pytest.mark.parametrize("fate", [Delivery.SENT, Delivery.UNKNOWN, Delivery.UNDELIVERABLE])
async def test_a_fate_is_final(store: SqlStore, database_url: str, fate: Delivery) -> None:
    await plan(store, "a")
    (row,) = await claim(store)
    async with store.write() as tx:
        await tx.outbox.mark(row.id, fate, "why")
    assert await reap(store, NOON + timedelta(days=9)) == (0, 0)
    assert await claim(store, NOON + timedelta(days=9)) == []
    (stored,) = await rows_of(database_url, "outbox")
    assert (stored["state"], stored["error"]) == (fate.value, "why")


async def test_a_postponed_row_comes_again_when_its_time_has_come(store: SqlStore) -> None:
    await plan(store, "a")
    (row,) = await claim(store)
    async with store.write() as tx:
        await tx.outbox.postpone(row.id, NOON + timedelta(hours=1))
    assert await claim(store, NOON + timedelta(minutes=59)) == []
    (again,) = await claim(store, NOON + timedelta(hours=1))
    assert (again.id, again.attempts) == (row.id, 2)


async def test_a_hold_only_grows(store: SqlStore) -> None:
    seen = []
    for until in (NOON + LEASE, NOON, NOON + 2 * LEASE):
        async with store.write() as tx:
            await tx.outbox.hold(until)
            seen.append(await tx.outbox.hold_until())
    assert seen == [NOON + LEASE, NOON + LEASE, NOON + 2 * LEASE]


async def test_a_lane_whose_lease_ran_out_may_not_send_any_more(store: SqlStore, clock: StoppedClock) -> None:
    async with store.write() as tx:
        await tx.people.keep_language(7, "vi")
        await tx.outbox.plan("once", 7, "deadline_reminder", {}, clock())
        (slow,) = await tx.outbox.claim(clock(), timedelta(minutes=2), 1)
    clock.advance(minutes=3)
    async with store.write() as tx:
        await tx.outbox.reap(clock())
        (fast,) = await tx.outbox.claim(clock(), timedelta(minutes=2), 1)
    async with store.write() as tx:
        assert await tx.outbox.begin_sending(fast)
        assert not await tx.outbox.begin_sending(slow)
