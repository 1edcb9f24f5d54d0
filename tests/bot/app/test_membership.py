"""One-time codes for officials and coordinators, the language, who blocked the bot."""

from __future__ import annotations

import asyncio

import pytest

from bot.app.entities import RoleKind
from storage.store import SqlStore
from tests.bot.app.office import Office
from tests.storage.rows import all_rows

AN_ID = 2**51
BINH_ID = AN_ID + 1


async def official_code(office: Office, unit: str = "gia_loc") -> str:
    return (await office.access.role_code("hai_duong", RoleKind.OFFICIAL, unit)).code


async def test_a_code_gives_the_role_it_was_issued_for(office: Office) -> None:
    role = await office.membership.bind(1, AN_ID, await official_code(office), "en")
    assert role
    assert role.unit
    assert (role.kind, role.unit.code, role.province["vi"]) == (RoleKind.OFFICIAL, "gia_loc", "Tỉnh hai_duong")
    standing = await office.membership.standing(AN_ID)
    assert standing.roles == (role,)
    assert standing.language == "en"


async def test_a_coordinator_has_the_province_and_no_unit(office: Office) -> None:
    code = await office.access.role_code("hai_duong", RoleKind.COORDINATOR)
    role = await office.membership.bind(1, AN_ID, code.code, "vi")
    assert role
    assert (role.kind, role.unit) == (RoleKind.COORDINATOR, None)


async def test_an_unknown_code_gives_nothing(office: Office) -> None:
    assert await office.membership.bind(1, AN_ID, "mnosuchcode00", "vi") is None
    assert (await office.membership.standing(AN_ID)).roles == ()


async def test_a_code_used_by_someone_else_is_refused(office: Office) -> None:
    code = await official_code(office)
    await office.membership.bind(1, AN_ID, code, "vi")
    assert await office.membership.bind(2, BINH_ID, code, "vi") is None
    assert (await office.membership.standing(BINH_ID)).roles == ()


async def test_the_same_person_may_use_the_code_again_and_has_the_role_once(
    office: Office, database_url: str
) -> None:
    code = await official_code(office)
    first = await office.membership.bind(1, AN_ID, code, "vi")
    before = await all_rows(database_url)
    assert await office.membership.bind(1, AN_ID, code, "vi") == first, "the update came twice"
    assert await office.membership.bind(2, AN_ID, code, "vi") == first
    assert await all_rows(database_url) == before


async def test_of_several_persons_at_once_one_gets_the_role(office: Office, workers: tuple[SqlStore, ...]) -> None:
    code = await official_code(office)
    binds = [
        office.at(workers[number % len(workers)]).membership.bind(number, AN_ID + number, code, "vi")
        for number in range(9)
    ]
    assert sum(role is not None for role in await asyncio.gather(*binds)) == 1


@pytest.mark.parametrize("typed", ["{upper}", "  {lower}\n", "\t{upper} "])
async def test_a_code_is_read_with_blanks_and_in_capitals(office: Office, typed: str) -> None:
    code = await official_code(office)
    typed = typed.format(upper=code.upper(), lower=code)
    assert await office.membership.bind(1, AN_ID, typed, "vi")


async def test_a_code_does_not_change_a_language_that_was_chosen(office: Office) -> None:
    await office.membership.speak(AN_ID, "en")
    await office.membership.bind(1, AN_ID, await official_code(office), "vi")
    assert (await office.membership.standing(AN_ID)).language == "en"


async def test_a_stranger_has_no_language_and_no_role(office: Office) -> None:
    standing = await office.membership.standing(AN_ID)
    assert (standing.language, standing.roles) == (None, ())


async def test_who_blocks_the_bot_is_marked_until_coming_back(office: Office) -> None:
    await office.membership.speak(AN_ID, "vi")
    blocked = await office.membership.blocked(AN_ID, blocked=True)
    assert blocked
    assert blocked.blocked
    await office.membership.speak(AN_ID, "en")
    back = await office.membership.blocked(AN_ID, blocked=False)
    assert back
    assert (back.blocked, back.language) == (False, "en")


async def test_a_stranger_who_blocks_the_bot_leaves_no_trace(office: Office, database_url: str) -> None:
    before = await all_rows(database_url)
    assert await office.membership.blocked(AN_ID, blocked=True) is None
    assert await all_rows(database_url) == before
