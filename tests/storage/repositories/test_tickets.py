"""A ticket goes from free to reserved to used, and back only from reserved."""

from __future__ import annotations

import asyncio

import pytest

from bot.app.entities import Room, TicketState
from storage.store import SqlStore
from tests.bot.app.office import open_office
from tests.builders import make_campaign, make_package, make_round
from tests.conftest import StoppedClock


@pytest.fixture
async def issued(loaded: SqlStore) -> SqlStore:
    async with loaded.write() as tx:
        ((campaign, units),) = await tx.provinces.campaigns("hai_duong")
        await tx.tickets.add("hash", campaign, units[0], "xa_1")
    return loaded


async def state(store: SqlStore) -> TicketState:
    async with store.read() as tx:
        ticket = await tx.tickets.get("hash")
    assert ticket
    return ticket.state


async def test_a_new_ticket_is_free_and_knows_its_unit_and_cluster(issued: SqlStore) -> None:
    async with issued.read() as tx:
        ticket = await tx.tickets.get("hash")
        assert await tx.tickets.get("other") is None
    assert ticket
    assert ticket.unit
    assert (ticket.unit.code, ticket.cluster, ticket.state) == ("gia_loc", "xa_1", TicketState.FREE)


async def test_a_free_ticket_cannot_be_used_and_a_used_one_never_becomes_free(issued: SqlStore) -> None:
    async with issued.write() as tx:
        await tx.tickets.use("hash")
    assert await state(issued) is TicketState.FREE
    async with issued.write() as tx:
        assert await tx.tickets.reserve("hash")
        await tx.tickets.use("hash")
        await tx.tickets.release("hash")
        assert not await tx.tickets.reserve("hash")
    assert await state(issued) is TicketState.USED


async def test_a_released_ticket_can_be_reserved_again(issued: SqlStore) -> None:
    async with issued.write() as tx:
        assert await tx.tickets.reserve("hash")
        await tx.tickets.release("hash")
        assert await tx.tickets.reserve("hash")


async def test_of_several_workers_one_reserves_it(issued: SqlStore, workers: tuple[SqlStore, ...]) -> None:
    async def reserve(worker: SqlStore) -> bool:
        async with worker.write() as tx:
            return await tx.tickets.reserve("hash")

    assert sum(await asyncio.gather(*(reserve(worker) for worker in workers for _ in range(4)))) == 1


async def test_a_ticket_is_found_by_the_beginning_of_its_hash_within_its_campaign(
    store: SqlStore, clock: StoppedClock
) -> None:
    rounds = [make_round(campaigns=[make_campaign(), make_campaign(code="desk")])]
    await open_office(store, clock, make_package(rounds=rounds))
    async with store.write() as tx:
        citizen, desk = [campaign for campaign, _ in await tx.provinces.campaigns("hai_duong")]
        for code_hash in ("aaaaaaaaf0", "aaaaaaaaff", "aaaaaaab00"):
            await tx.tickets.add(code_hash, citizen, None, "")
        for mark, found in (("aaaaaaaa", "aaaaaaaaf0"), ("aaaaaaab", "aaaaaaab00")):
            ticket = await tx.tickets.beginning(citizen, mark)
            assert ticket
            assert ticket.code_hash == found
        assert await tx.tickets.beginning(citizen, "aaaaaaac") is None
        assert await tx.tickets.beginning(desk, "aaaaaaaa") is None


async def test_the_room_left_counts_seats_that_nobody_holds_and_invitations_that_nobody_opened(
    issued: SqlStore,
) -> None:
    async with issued.write() as tx:
        ((campaign, units),) = await tx.provinces.campaigns("hai_duong")
        before = await tx.tickets.room(campaign)
        await tx.tickets.add("another", campaign, units[0], "")
        await tx.tickets.add("opened", campaign, units[0], "")
        assert await tx.tickets.reserve("opened")
        assert await tx.drafts.take_seat(campaign, units[0])
        after = await tx.tickets.room(campaign)
    assert before["gia_loc"].invitations == 1
    assert after["gia_loc"] == Room(before["gia_loc"].seats - 1, 2)
    assert after["thanh_ha"] == Room(before["thanh_ha"].seats, 0)


async def test_papers_about_no_unit_have_one_room(store: SqlStore, clock: StoppedClock) -> None:
    package = make_package(rounds=[make_round(campaigns=[make_campaign(units=())])])
    await open_office(store, clock, package)
    async with store.write() as tx:
        ((campaign, _),) = await tx.provinces.campaigns("hai_duong")
        await tx.tickets.add("hash", campaign, None, "")
        assert {unit: room.invitations for unit, room in (await tx.tickets.room(campaign)).items()} == {None: 1}
