"""Looking up what was loaded, and versions that contradict each other."""

from __future__ import annotations

from storage.store import SqlStore
from tests.builders import make_campaign, make_form, make_package, make_round


async def test_an_unknown_province_has_nothing(store: SqlStore) -> None:
    async with store.read() as tx:
        assert await tx.provinces.province_id("nowhere") is None
        assert await tx.provinces.units(404) == []
        assert await tx.provinces.campaigns("nowhere") == []
        assert await tx.provinces.codes() == []


async def test_a_campaign_comes_with_the_units_it_rates_in_the_order_of_the_plan(store: SqlStore) -> None:
    campaigns = [make_campaign(units=["thanh_ha", "gia_loc"]), make_campaign(code="desk", units=["thanh_ha"])]
    async with store.write() as tx:
        await tx.provinces.load(make_package(rounds=[make_round(campaigns=campaigns)]), [0])
        found = await tx.provinces.campaigns("hai_duong")
    assert {campaign.code: [unit and unit.code for unit in units] for campaign, units in found} == {
        "citizen": ["thanh_ha", "gia_loc"],
        "desk": ["thanh_ha"],
    }


async def test_a_province_is_named_in_every_language_it_was_loaded_with(loaded: SqlStore) -> None:
    async with loaded.read() as tx:
        province = await tx.provinces.province_id("hai_duong")
        assert province is not None
        assert await tx.provinces.name(province) == make_package().name


async def test_every_campaign_has_a_key_of_its_own(store: SqlStore) -> None:
    campaigns = [make_campaign(), make_campaign(code="desk")]
    async with store.write() as tx:
        await tx.provinces.load(make_package(rounds=[make_round(campaigns=campaigns)]), [0])
        keys = {campaign.key for campaign, _ in await tx.provinces.campaigns("hai_duong")}
    assert len(keys) == 2
    assert {len(key) for key in keys} == {32}


async def test_one_package_cannot_hold_two_contents_under_one_version(store: SqlStore) -> None:
    campaigns = [make_campaign(), make_campaign(code="desk", form=make_form(label="Đúng hẹn?"))]
    package = make_package(rounds=[make_round(campaigns=campaigns)])
    async with store.read() as tx:
        assert [fault.where for fault in await tx.provinces.frozen_conflicts(package)] == ["desk: hai_long"]


async def test_what_was_just_loaded_is_no_conflict(loaded: SqlStore) -> None:
    async with loaded.read() as tx:
        assert await tx.provinces.frozen_conflicts(make_package()) == []
