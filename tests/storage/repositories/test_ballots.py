"""Cells are added to in one order by everybody; the ledger holds a pseudonym once."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from random import Random

from scoring import CellKey
from storage.store import SqlStore
from surveys import Consent
from tests.storage.rows import rows_of

CELLS = [
    CellKey("2026", "citizen", unit, "citizen", cluster, criterion, option)
    for unit in ("gia_loc", "thanh_ha")
    for cluster in ("", "xa_1")
    for criterion in ("a", "b", "c")
    for option in ("good", "poor", "Đạt")
]


async def test_adding_to_the_same_cells_in_any_order_neither_deadlocks_nor_loses(
    loaded: SqlStore, workers: tuple[SqlStore, ...], database_url: str
) -> None:
    async def add(number: int) -> None:
        cells = CELLS.copy()
        Random(number).shuffle(cells)
        async with workers[number % len(workers)].write() as tx:
            ((campaign, _),) = await tx.provinces.campaigns("hai_duong")
            await tx.ballots.add_cells(campaign.round, dict.fromkeys(cells, 2))

    await asyncio.gather(*map(add, range(30)))
    rows = await rows_of(database_url, "cell")
    assert len(rows) == len(CELLS)
    assert {row["n"] for row in rows} == {60}


async def test_a_paper_without_ratings_adds_no_cell(loaded: SqlStore, database_url: str) -> None:
    async with loaded.write() as tx:
        ((campaign, _),) = await tx.provinces.campaigns("hai_duong")
        await tx.ballots.add_cells(campaign.round, {})
    assert await rows_of(database_url, "cell") == []


async def test_of_several_workers_one_records_the_participation(
    loaded: SqlStore, workers: tuple[SqlStore, ...], database_url: str
) -> None:
    consent = Consent(notice="n", language="vi", at=datetime(2026, 11, 20, 2, 0, tzinfo=UTC))

    async def record(worker: SqlStore) -> bool:
        async with worker.write() as tx:
            ((campaign, _),) = await tx.provinces.campaigns("hai_duong")
            return await tx.ballots.record_participation(campaign, "who", consent, date(2026, 11, 20))

    assert sum(await asyncio.gather(*(record(worker) for worker in workers for _ in range(3)))) == 1
    (row,) = await rows_of(database_url, "participation")
    assert (row["pseudonym"], row["notice"], row["notice_language"]) == ("who", "n", "vi")
