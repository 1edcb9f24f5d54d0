"""Which updates were dealt with: each number once, whoever asks."""

from __future__ import annotations

import asyncio

from storage.store import SqlStore


async def test_an_update_is_new_once(store: SqlStore) -> None:
    async with store.write() as tx:
        assert await tx.updates.first_time(7)
        assert not await tx.updates.first_time(7)
    async with store.write() as tx:
        assert not await tx.updates.first_time(7)
        assert await tx.updates.first_time(6), "updates may come out of order"


async def test_an_update_whose_handling_failed_is_still_new(store: SqlStore) -> None:
    try:
        async with store.write() as tx:
            await tx.updates.first_time(7)
            raise KeyError
    except KeyError:
        pass
    async with store.write() as tx:
        assert await tx.updates.first_time(7)


async def test_of_several_workers_one_gets_the_update(workers: tuple[SqlStore, ...]) -> None:
    async def claim(worker: SqlStore) -> bool:
        async with worker.write() as tx:
            return await tx.updates.first_time(2**40)

    claims = await asyncio.gather(*(claim(worker) for worker in workers for _ in range(4)))
    assert sum(claims) == 1


async def test_forgetting_on_an_empty_table_is_no_matter(store: SqlStore) -> None:
    async with store.write() as tx:
        await tx.updates.forget_old(10)
        assert await tx.updates.first_time(1)
