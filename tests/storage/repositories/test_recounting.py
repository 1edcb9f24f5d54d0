"""Ballots come in portions, those of the campaigns asked for and no others; the books are counted per campaign."""

from __future__ import annotations

from collections import Counter
from contextlib import aclosing

from bot.app.entities import Campaign
from bot.app.recount_ports import CampaignBooks, StoredBallot
from storage.repositories import recounting as module
from storage.store import SqlStore
from tests.bot.app.office import Office, open_office
from tests.builders import make_campaign, make_package, make_round
from tests.conftest import StoppedClock
from tests.storage.rows import change, rows_of


async def campaigns_of(store: SqlStore, *codes: str) -> list[Campaign]:
    async with store.read() as tx:
        found = {campaign.code: campaign for campaign, _ in await tx.provinces.campaigns("hai_duong")}
    return [found[code] for code in codes]


async def two_campaigns(store: SqlStore, clock: StoppedClock) -> Office:
    campaigns = [make_campaign(), make_campaign(code="desk", units=["gia_loc"])]
    return await open_office(store, clock, make_package(rounds=[make_round(campaigns=campaigns)]))


async def test_ballots_of_the_campaigns_asked_for_as_they_are_stored(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    office = await two_campaigns(store, clock)
    await office.ballot(1, "good", "poor", cluster="xã 1")
    await office.ballot(2, "good", "poor", campaign="desk")
    (citizen,) = await campaigns_of(store, "citizen")
    async with store.read() as tx, aclosing(tx.recounting.ballots([citizen])) as portions:
        ((ballot,),) = [portion async for portion in portions]
    (row,) = [row for row in await rows_of(database_url, "ballot") if row["campaign_id"] == citizen.id]
    names = ("id", "campaign_id", "questionnaire_id", "unit_id", "cluster", "answers")
    assert ballot == StoredBallot(*(row[name] for name in names))
    async with store.read() as tx, aclosing(tx.recounting.ballots([])) as portions:
        assert [portion async for portion in portions] == []


async def test_many_ballots_come_in_pieces_each_once(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    office = await two_campaigns(store, clock)
    await office.ballot(1, "good", "poor")
    copies = (
        "with recursive numbered (n) as (select 1 union all select n + 1 from numbered where n < 2500) "
        "insert into ballot select substr(cast(n + 1000000 as varchar(9)), 2) || ballot.id, campaign_id, "
        "questionnaire_id, unit_id, cluster, answers, quality, received_on, fresh from numbered, ballot"
    )
    await change(database_url, copies)
    async with (
        store.read() as tx,
        aclosing(tx.recounting.ballots(await campaigns_of(store, "citizen"))) as portions,
    ):
        sizes = Counter[int]()
        ids = set()
        async for portion in portions:
            sizes[len(portion)] += 1
            ids |= {ballot.id for ballot in portion}
    assert (len(ids), sum(size * n for size, n in sizes.items())) == (2501, 2501)
    assert max(sizes) == module.PORTION


async def test_a_look_that_is_broken_off_leaves_the_transaction_usable(
    store: SqlStore, clock: StoppedClock
) -> None:
    office = await two_campaigns(store, clock)
    for person in (1, 2):
        await office.ballot(person, "good", "poor")
    async with store.read() as tx:
        async with aclosing(tx.recounting.ballots(await campaigns_of(store, "citizen"))) as portions:
            await anext(portions)
        (citizen,) = await campaigns_of(store, "citizen")
        assert (await tx.recounting.books(citizen)).participations == 2


async def test_the_books_of_one_campaign_say_nothing_of_another(store: SqlStore, clock: StoppedClock) -> None:
    office = await two_campaigns(store, clock)
    await office.ballot(1, "good", "poor")
    await office.ballot(2, "good", "poor", unit="thanh_ha")
    await office.respondent(3).opens(await office.ticket())
    await office.ballot(4, "good", "poor", campaign="desk")
    await office.ticket()
    async with store.read() as tx:
        citizen, desk = await campaigns_of(store, "citizen", "desk")
        assert await tx.recounting.books(citizen) == CampaignBooks(
            2, 2, {"gia_loc": 2, "thanh_ha": 1}, {"gia_loc": 1}
        )
        assert await tx.recounting.books(desk) == CampaignBooks(1, 1, {"gia_loc": 1}, {})


async def test_cells_come_with_what_is_released_of_them(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    office = await two_campaigns(store, clock)
    await office.ballot(1, "good", "poor")
    await change(database_url, "update cell set released = 1 where criterion = '*'")
    (citizen,) = await campaigns_of(store, "citizen")
    async with store.read() as tx:
        cells = await tx.recounting.cells(citizen.round)
    assert {(each.key.criterion, each.n, each.released) for each in cells} == {
        ("*", 1, 1),
        ("tthc.dung_hen", 1, 0),
        ("can_bo.thai_do", 1, 0),
    }
