"""Tidying: idle seats go back, old updates are forgotten, nothing else is touched."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.app.upkeep import KEPT_UPDATES, SEAT_IDLE, Upkeep
from storage.store import SqlStore
from surveys import Pick
from tests.bot.app.office import AN_ID, Office
from tests.conftest import StoppedClock
from tests.storage.rows import all_rows, rows_of


async def taken(url: str) -> int:
    return sum(row["taken"] for row in await rows_of(url, "quota"))


async def test_a_paper_in_use_keeps_its_seat(office: Office, clock: StoppedClock, database_url: str) -> None:
    an = office.respondent()
    await an.opens(await office.ticket())
    clock.now += SEAT_IDLE
    await Upkeep(office.store, clock).run()
    assert await taken(database_url) == 1, "three days are not over yet"
    await an.taps(Pick(1))
    clock.advance(seconds=1)
    await Upkeep(office.store, clock).run()
    assert await taken(database_url) == 1, "it was touched a second ago"


async def test_an_idle_paper_loses_its_seat_once_and_keeps_its_answers(
    office: Office, workers: tuple[SqlStore, ...], clock: StoppedClock, database_url: str
) -> None:
    for number in range(4):
        await office.respondent(AN_ID + number).opens(await office.ticket())
    drafts = [(row["pseudonym"], row["interview"]) for row in await rows_of(database_url, "draft")]
    clock.now += SEAT_IDLE + timedelta(seconds=1)
    await asyncio.gather(*(Upkeep(worker, clock).run() for worker in workers))
    assert await taken(database_url) == 0
    await Upkeep(office.store, clock).run()
    assert await taken(database_url) == 0
    after = await rows_of(database_url, "draft")
    assert [(row["pseudonym"], row["interview"]) for row in after] == drafts
    assert {row["seat_held"] for row in after} == {False}


async def test_old_update_numbers_are_forgotten_and_recent_ones_are_not(
    office: Office, clock: StoppedClock
) -> None:
    async with office.store.write() as tx:
        for update_id in (1, 1 + KEPT_UPDATES, 2 + KEPT_UPDATES):
            assert await tx.updates.first_time(update_id)
    await Upkeep(office.store, clock).run()
    async with office.store.write() as tx:
        assert await tx.updates.first_time(1)
        assert not await tx.updates.first_time(1 + KEPT_UPDATES)
        assert not await tx.updates.first_time(2 + KEPT_UPDATES)


async def test_old_failures_are_forgotten_with_their_errors(
    office: Office, clock: StoppedClock, database_url: str
) -> None:
    async with office.store.write() as tx:
        assert await tx.updates.first_time(2 + KEPT_UPDATES)
        for update_id in (1, 2, 3 + KEPT_UPDATES):
            await tx.updates.failed(update_id, "no store")
    await Upkeep(office.store, clock).run()
    left = await rows_of(database_url, "troubled_update")
    assert {row["update_id"] for row in left} == {2, 3 + KEPT_UPDATES}


async def test_with_nothing_to_do_nothing_changes(office: Office, clock: StoppedClock, database_url: str) -> None:
    before = await all_rows(database_url, without=())
    await Upkeep(office.store, clock).run()
    assert await all_rows(database_url, without=()) == before
