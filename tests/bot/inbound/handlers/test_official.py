"""/diem and /han through HTTP and the whole bot: a person's own unit, provisional, in the person's language."""

from __future__ import annotations

import pytest

from tests.bot.inbound.builders import OF
from tests.person import Person
from tests.town import Town


@pytest.fixture
async def official(town: Town) -> Person:
    """Bound to huyện Thanh Hà; speaks Vietnamese."""
    return await town.official("thanh_ha")


async def test_the_score_is_a_picture_with_the_numbers_below_it(official: Person) -> None:
    shown = await official.send("/diem")
    assert shown.newest["photo"]
    assert "Huyện Thanh Hà" in shown.text
    assert f"67,00{OF}82" in shown.text  # 12,25 + 8,25 + 10,75 + 7 + 10,25 + 7,25 + 9 + 2,25
    assert "CHÍNH THỨC" not in shown.text
    assert len(shown.buttons) == 4


async def test_the_menu_asks_for_the_same(official: Person) -> None:
    score = (await official.send("/diem")).text
    score_button, _, deadline_button, *_ = (await official.screen()).buttons
    assert (await official.click(score_button)).text == score
    assert "22/11/2026" in (await official.click(deadline_button)).text


async def test_deadlines_come_in_order_with_the_days_left(official: Person) -> None:
    lines = (await official.send("/han")).text.splitlines()
    due = [line.split(" – ")[0] for line in lines if " – " in line]
    assert due == [f"17 giờ 00 ngày {day}" for day in ("22/11/2026", "29/11/2026", "18/12/2026", "21/12/2026")]


async def test_an_official_of_two_units_sees_both_and_no_other(town: Town, official: Person) -> None:
    from bot.app.entities import RoleKind

    code = await town.services.access.role_code("hai_duong", RoleKind.OFFICIAL, "chi_linh")
    await official.start(code.code)
    before = len((await official.screen()).said)
    said = (await official.send("/diem")).said[before:]
    said = (await official.until("Huyện Thanh Hà")).said[before:]
    assert ["Chí Linh" in said[0], "Thanh Hà" in said[1], len(said)] == [True, True, 2]


async def test_a_citizen_sees_no_score_and_no_deadline(town: Town) -> None:
    citizen = await town.citizen(lang="en")
    assert (
        await citizen.send("/diem")
    ).text == "Only officials see the score of their unit: /start with your code."
    shown = await citizen.send("/han")
    assert shown.text == "There are no deadlines for you."
    assert shown.buttons == []


async def test_english_commands_do_the_same(town: Town) -> None:
    citizen = await town.citizen(lang="en")
    assert "Only officials" in (await citizen.send("/score")).text
    assert "no deadlines" in (await citizen.send("/deadlines")).text


async def test_a_coordinator_sees_every_deadline_of_the_province(town: Town) -> None:
    coordinator = await town.coordinator()
    assert (await coordinator.send("/han")).text.count("/2026") == 4
