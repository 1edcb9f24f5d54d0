"""The nightly recount: once a night, at night, and whoever coordinates hears of a difference once."""

from __future__ import annotations

import logging
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime

import pytest

from bot.app.ports import Store, Transaction
from bot.app.recount import Recounting
from bot.app.recount_watch import RECOUNT_MISMATCH, RecountWatch
from bot.app.telling import Daytime
from storage.store import SqlStore
from tests.bot.app.office import HANOI, Office
from tests.conftest import StoppedClock
from tests.storage.rows import change, rows_of

LAN, MAI = 2**40, 2**40 + 1


def hanoi(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HANOI).astimezone(UTC)


def a_watch(store: Store, clock: StoppedClock) -> RecountWatch:
    return RecountWatch(store, Recounting(store, clock), Daytime(clock, HANOI))


@pytest.fixture
def watch(store: SqlStore, clock: StoppedClock) -> RecountWatch:
    return a_watch(store, clock)


async def planned(url: str) -> list[tuple[int, str]]:
    rows = [row for row in await rows_of(url, "outbox") if row["kind"] == RECOUNT_MISMATCH]
    return sorted((row["chat_id"], row["key"]) for row in rows)


@pytest.mark.parametrize(
    ("moment", "works"),
    [
        ("2026-11-21 01:59", False),
        ("2026-11-21 02:00", True),
        ("2026-11-21 04:59", True),
        ("2026-11-21 05:00", False),
        ("2026-11-21 14:00", False),
    ],
)
async def test_it_works_at_night_by_the_clock_of_the_province(
    office: Office, watch: RecountWatch, clock: StoppedClock, moment: str, works: bool
) -> None:
    clock.now = hanoi(moment)
    assert await watch.run() is works


async def test_once_a_night(office: Office, watch: RecountWatch, clock: StoppedClock) -> None:
    clock.now = hanoi("2026-11-21 02:10")
    assert await watch.run()
    clock.advance(hours=1)
    assert not await watch.run()
    clock.advance(hours=23)
    assert await watch.run()
    clock.advance(hours=1)
    assert not await watch.run()


async def test_nobody_hears_of_a_night_in_which_all_agrees(
    office: Office, watch: RecountWatch, clock: StoppedClock, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    await office.coordinator(LAN)
    await office.ballot(1, "good", "good")
    clock.now = hanoi("2026-11-21 02:10")
    assert await watch.run()
    assert await planned(database_url) == []
    assert caplog.records == []


async def test_a_difference_is_logged_and_told_to_each_coordinator_once_a_night(
    office: Office,
    watch: RecountWatch,
    store: SqlStore,
    clock: StoppedClock,
    database_url: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await office.coordinator(LAN)
    await office.coordinator(MAI)
    async with store.write() as tx:
        await tx.people.set_blocked(MAI, blocked=True)
    await office.ballot(1, "good", "good")
    await change(database_url, "update cell set n = 4 where criterion = 'tthc.dung_hen'")
    clock.now = hanoi("2026-11-21 02:10")
    await watch.run()
    ((chat, _),) = first = await planned(database_url)
    assert chat == LAN, "who blocked the bot is not written to"
    (row,) = await rows_of(database_url, "outbox")
    assert row["not_before"] == hanoi("2026-11-21 07:30"), "not in the quiet hours"
    assert {"name": "hai_duong/2026", "campaigns": "citizen", "count": "1"}.items() <= row["params"].items()
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert "hai_duong/2026" in record.getMessage()
    await a_watch(store, clock).run()  # another worker, or this one started again
    assert await planned(database_url) == first
    clock.advance(days=1)
    await watch.run()
    assert len(await planned(database_url)) == 2, "it is not cleared up: said again the next night"


class Away:
    """A store that cannot be reached until `back`."""

    def __init__(self, store: SqlStore) -> None:
        self.store, self.back = store, False

    def read(self) -> AbstractAsyncContextManager[Transaction]:
        if not self.back:
            raise ConnectionError
        return self.store.read()

    def write(self) -> AbstractAsyncContextManager[Transaction]:
        return self.store.write()


async def test_a_recount_that_fails_is_tried_again_the_same_night(
    office: Office, store: SqlStore, clock: StoppedClock
) -> None:
    away = Away(store)
    watch = a_watch(away, clock)
    clock.now = hanoi("2026-11-21 02:10")
    with pytest.raises(ConnectionError):
        await watch.run()
    away.back = True
    clock.advance(minutes=30)
    assert await watch.run()
