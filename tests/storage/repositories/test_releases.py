"""Live and released counts of a cell: read together, written apart, and what is shown are the released ones."""

from __future__ import annotations

import asyncio

from bot.app.entities import Campaign
from scoring import BALLOTS, CellKey
from scoring.release import Counted
from storage.store import SqlStore, SqlTransaction
from tests.storage.rows import rows_of


def cell(unit: str, criterion: str = BALLOTS, option: str = BALLOTS, campaign: str = "citizen") -> CellKey:
    return CellKey("2026", campaign, unit, "citizen", "", criterion, option)


async def citizens(tx: SqlTransaction) -> Campaign:
    ((campaign, _),) = await tx.provinces.campaigns("hai_duong")
    return campaign


async def test_what_is_released_is_what_is_read_for_scores(loaded: SqlStore) -> None:
    good, poor = cell("gia_loc", "a", "good"), cell("gia_loc", "a", "poor")
    async with loaded.write() as tx:
        campaign = await citizens(tx)
        await tx.ballots.add_cells(campaign.round, {good: 7, poor: 2, cell("thanh_ha"): 1})
        await tx.releases.put(campaign, {good: 5})
    async with loaded.read() as tx:
        assert await tx.scores.cells(campaign.round, ["gia_loc", "thanh_ha"]) == {good: 5}
        assert await tx.releases.cells(campaign, ["gia_loc"]) == {
            "gia_loc": {good: Counted(7, 5), poor: Counted(2, 0)}
        }
        assert set(await tx.releases.cells(campaign, None)) == {"gia_loc", "thanh_ha"}


async def test_new_ballots_leave_the_released_count_alone(loaded: SqlStore) -> None:
    async with loaded.write() as tx:
        campaign = await citizens(tx)
        await tx.ballots.add_cells(campaign.round, {cell("gia_loc"): 10})
        await tx.releases.put(campaign, {cell("gia_loc"): 5})
        await tx.ballots.add_cells(campaign.round, {cell("gia_loc"): 1})
    async with loaded.read() as tx:
        assert await tx.releases.cells(campaign, None) == {"gia_loc": {cell("gia_loc"): Counted(11, 5)}}


async def test_waiting_are_the_ballots_that_are_not_released(loaded: SqlStore) -> None:
    async with loaded.write() as tx:
        campaign = await citizens(tx)
        ballots = {cell("gia_loc"): 10, cell("thanh_ha"): 3, cell("gia_loc", campaign="gone"): 9}
        await tx.ballots.add_cells(campaign.round, ballots | {cell("gia_loc", "a", "good"): 10})
        await tx.releases.put(campaign, {cell("gia_loc"): 5})
    async with loaded.read() as tx:
        assert await tx.releases.waiting() == [(campaign, {"gia_loc": 5, "thanh_ha": 3})]
    async with loaded.write() as tx:
        await tx.releases.put(campaign, {cell("gia_loc"): 10, cell("thanh_ha"): 3})
    async with loaded.read() as tx:
        assert await tx.releases.waiting() == []


async def test_nobody_counts_while_the_cells_are_held(
    loaded: SqlStore, workers: tuple[SqlStore, ...], database_url: str
) -> None:
    async def count(store: SqlStore) -> None:
        async with store.write() as tx:
            campaign = await citizens(tx)
            await tx.ballots.add_cells(campaign.round, {cell("gia_loc"): 1})

    async with workers[0].write() as tx:
        await tx.releases.hold()
        campaign = await citizens(tx)
        counting = asyncio.create_task(count(workers[1]))
        done, _ = await asyncio.wait({counting}, timeout=0.2)
        assert not done
        assert await tx.releases.cells(campaign, None) == {}
    await counting
    (row,) = await rows_of(database_url, "cell")
    assert (row["n"], row["released"]) == (1, 0)
