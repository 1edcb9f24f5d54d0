"""Persons, one-time codes and the order of roles."""

from __future__ import annotations

from bot.app.entities import RoleKind
from bot.app.names import find_province
from storage.store import SqlStore
from tests.builders import make_package, make_round


async def test_choosing_a_language_again_changes_only_the_language(store: SqlStore) -> None:
    async with store.write() as tx:
        await tx.people.keep_language(1, "vi")
        await tx.people.set_blocked(1, blocked=True)
        await tx.people.keep_language(1, "en")
        person = await tx.people.get(1)
    assert person
    assert (person.language, person.blocked) == ("en", True)


async def test_roles_come_by_province_and_unit(loaded: SqlStore) -> None:
    async with loaded.write() as tx:
        await tx.provinces.load(make_package(code="bac_ninh", rounds=[make_round(campaigns=[])]), [0])
        await tx.people.keep_language(1, "vi")
        for province in ("hai_duong", "bac_ninh"):
            province_id = await tx.provinces.province_id(province)
            assert province_id
            for unit in reversed(await tx.provinces.units(province_id)):
                code = f"{province}/{unit.code}"
                await tx.people.add_code(code, RoleKind.OFFICIAL, province_id, unit)
                assert await tx.people.redeem(code, 1)
        roles = await tx.people.roles(1)
    assert [(role.province["en"], role.unit.code) for role in roles if role.unit] == [
        ("bac_ninh province", "gia_loc"),
        ("bac_ninh province", "thanh_ha"),
        ("hai_duong province", "gia_loc"),
        ("hai_duong province", "thanh_ha"),
    ]


async def test_a_code_that_nobody_used_makes_nobody_a_coordinator(loaded: SqlStore) -> None:
    async with loaded.write() as tx:
        province_id = await tx.provinces.province_id("hai_duong")
        assert province_id
        await tx.people.add_code("hash", RoleKind.COORDINATOR, province_id, None)
        assert await tx.people.coordinators(province_id) == []
        await tx.people.keep_language(1, "vi")
        await tx.people.redeem("hash", 1)
        assert [person.telegram_id for person in await tx.people.coordinators(province_id)] == [1]


async def test_the_officials_of_a_unit_each_once_and_nobody_else(loaded: SqlStore) -> None:
    async with loaded.write() as tx:
        province_id = await find_province(tx, "hai_duong")
        ours, theirs = await tx.provinces.units(province_id)
        given = {"c": (2, ours), "a": (1, ours), "b": (2, ours), "d": (3, theirs), "e": (4, None)}
        for code, (person, unit) in given.items():
            kind = RoleKind.OFFICIAL if unit else RoleKind.COORDINATOR
            await tx.people.add_code(code, kind, province_id, unit)
            await tx.people.keep_language(person, "vi")
            assert await tx.people.redeem(code, person)
        assert [person.telegram_id for person in await tx.people.officials(ours)] == [1, 2]
