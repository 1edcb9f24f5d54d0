"""Illustrative ballots are counted like everybody's and never touch a campaign that someone answered."""

from __future__ import annotations

from random import Random

from bot.app.package import ProvincePackage
from bot.app.sample import Sampler
from storage.store import SqlStore
from tests.bot.app.office import AN_ID, HANOI, Office, open_office, recount, stored_cells
from tests.builders import make_campaign, make_package, make_round
from tests.conftest import StoppedClock
from tests.storage.rows import all_rows, rows_of


def sampler(office: Office) -> Sampler:
    return Sampler(office.store, office.clock, HANOI)


async def test_every_unit_gets_its_ballots_and_they_are_counted_like_any_other(
    office: Office, database_url: str
) -> None:
    assert await sampler(office).add("hai_duong", "citizen", 4, Random(1)) == 8
    cells = await stored_cells(database_url)
    assert cells == await recount(database_url)
    assert {key.unit: n for key, n in cells.items() if key.counts_ballots} == {"gia_loc": 4, "thanh_ha": 4}
    assert sorted(row["taken"] for row in await rows_of(database_url, "quota")) == [4, 4]
    assert await rows_of(database_url, "draft") == []


async def test_sampling_again_adds_nothing(office: Office, database_url: str) -> None:
    await sampler(office).add("hai_duong", "citizen", 2, Random(1))
    before = await all_rows(database_url)
    assert await sampler(office).add("hai_duong", "citizen", 2, Random(2)) == 0
    assert await all_rows(database_url) == before


async def test_a_unit_that_someone_answered_about_gets_no_illustration(office: Office) -> None:
    await office.ballot(AN_ID, "good", "good", unit="gia_loc")
    assert await sampler(office).add("hai_duong", "citizen", 3, Random(1)) == 3


async def test_samples_keep_within_the_quota(store: SqlStore, clock: StoppedClock) -> None:
    office = await open_office(store, clock, make_package(rounds=[make_round(campaigns=[make_campaign(seats=2)])]))
    assert await sampler(office).add("hai_duong", "citizen", 5, Random(1)) == 4


async def test_one_seed_gives_the_same_answers(
    office: Office, database_url: str, hai_duong: ProvincePackage
) -> None:
    await sampler(office).add("hai_duong", "citizen", 5, Random(3))
    first = await stored_cells(database_url)
    await office.loader.load(make_package(code="thai_binh"))
    await sampler(office).add("thai_binh", "citizen", 5, Random(3))
    rows = await rows_of(database_url, "cell")
    second = {(r["unit"], r["criterion"], r["option"]): r["n"] for r in rows if r["round_id"] == 2}
    assert second == {(key.unit, key.criterion, key.option): n for key, n in first.items()}


async def test_papers_about_many_units_are_counted_for_each_unit_they_rate(
    store: SqlStore, clock: StoppedClock, database_url: str, hai_duong: ProvincePackage
) -> None:
    """Every line of the survey plan, also those whose one paper rates all districts or departments."""
    office = await open_office(store, clock, hai_duong)
    codes = [campaign.code for round_ in hai_duong.rounds for campaign in round_.campaigns]
    added = sum([await sampler(office).add("hai_duong", code, 1, Random(5)) for code in codes])
    cells = await stored_cells(database_url)
    assert cells == await recount(database_url, order=Random(6))
    assert sum(n for key, n in cells.items() if key.counts_ballots) > added
