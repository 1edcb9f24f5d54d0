"""/visao through HTTP and the whole bot: from below the score, from the menu, by command; in one message."""

from __future__ import annotations

from random import Random

import pytest

from bot.app.entities import RoleKind
from bot.inbound.keys import WhyKey
from tests.bot.inbound.builders import OF
from tests.conftest import StoppedClock
from tests.person import Person, Screen
from tests.town import Town


@pytest.fixture
async def official(town: Town) -> Person:
    """Bound to huyện Thanh Hà; speaks Vietnamese."""
    return await town.official("thanh_ha")


async def ballots_released(town: Town, number: int = 12) -> None:
    """Ballots of citizens about every district, as far as they may be counted by now."""
    await town.services.sampler.add("hai_duong", "citizen", number, Random(2019))
    await town.services.releasing.run()


def bubbles(screen: Screen) -> int:
    return len(screen.said)


async def test_from_below_the_score_into_a_domain_and_back(town: Town, official: Person) -> None:
    await ballots_released(town)
    assert "Giải thích điểm" in (await official.send("/diem")).buttons
    overview = await official.click("Giải thích điểm")
    assert "Huyện Thanh Hà" in overview.text
    assert "TẠM TÍNH" in overview.text
    assert f"4. Cải cách tổ chức bộ máy hành chính: 7,00{OF}9" in overview.text
    before = bubbles(overview)
    domain = await official.click("3")
    assert bubbles(domain) == before, "the message is edited in place"
    assert domain.text.splitlines()[4].startswith("Cải cách thủ tục hành chính: ")
    assert "Điểm thẩm định 10,75/13. Đơn vị tự chấm 10,75." in domain.text
    assert "Người dân: 5 ý kiến, đạt " in domain.text
    assert "điểm tối đa, trọng số 100% (quy định 40%)." in domain.text
    back = await official.click("‹ Các lĩnh vực")
    assert (back.text, bubbles(back)) == (overview.text, before)


async def test_the_menu_and_the_command_show_the_same(official: Person) -> None:
    by_command = await official.send("/visao")
    assert "Giải thích điểm số" in by_command.text
    await official.send("/help")
    assert (await official.click("Giải thích điểm")).text == by_command.text
    assert (await official.send("/WHY")).text == by_command.text
    assert "/visao" in (await official.send("/help")).text


async def test_in_english_too(town: Town, official: Person) -> None:
    await ballots_released(town)
    await official.send("/language")
    await official.click("English")
    shown = await official.send("/visao")
    assert "Why these points" in shown.text
    assert "PROVISIONAL" in shown.text
    assert f"4. Organisation of the apparatus: 7.00{OF}9" in shown.text
    domain = await official.click("3")
    assert "Appraised at 10.75 of 13. The unit gave itself 10.75." in domain.text
    assert "Citizens: 5 opinions, " in domain.text
    assert "weight 100% instead of 40%." in domain.text
    assert (await official.click("‹ All domains")).text == shown.text


async def test_before_there_are_ballots_it_says_what_is_missing(official: Person) -> None:
    shown = await official.send("/visao")
    assert "1. Công tác chỉ đạo, điều hành cải cách hành chính: chưa có" in shown.text
    assert "Chưa có tổng điểm: còn thiếu 6 phần." in shown.text
    assert "Chưa có điểm: chưa nhóm nào đủ phiếu." in (await official.click("1")).text


async def test_a_citizen_and_a_coordinator_are_told_what_they_are_told_of_the_score(town: Town) -> None:
    for person in (await town.citizen(lang="en"), await town.coordinator()):
        assert (await person.send("/visao")).text == (await person.send("/diem")).text
        assert (await person.screen()).buttons == []


async def test_a_button_of_another_unit_shows_the_own_one(town: Town, official: Person) -> None:
    other = await town.official("nam_sach")
    await other.send("/visao")
    mine = await official.send("/visao")
    theirs = (await other.screen()).newest["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    key = WhyKey.unpack(theirs)
    shown = await official.tap(WhyKey(unit=key.unit, round=key.round).pack(), mine.newest["message_id"])
    assert shown.text == mine.text
    assert "Nam Sách" not in "".join(shown.said)


async def test_an_old_button_shows_the_present_state(town: Town, official: Person, clock: StoppedClock) -> None:
    old = await official.send("/visao")
    button = old.newest["reply_markup"]["inline_keyboard"][0][2]["callback_data"]
    await ballots_released(town)
    shown = await official.tap(button, old.newest["message_id"])
    assert "Người dân: 5 ý kiến" in shown.text
    key = WhyKey.unpack(button)
    gone = WhyKey(unit=key.unit, round=key.round, section=40, page=7).pack()
    assert "Giải thích điểm số" in (await official.tap(gone, old.newest["message_id"])).text
    inaccessible = await official.tap(button, old.newest["message_id"], inaccessible=True)
    assert "Người dân: 5 ý kiến" in "".join(inaccessible.said)


async def test_an_official_of_two_units_chooses_and_changes(town: Town, official: Person) -> None:
    code = await town.services.access.role_code("hai_duong", RoleKind.OFFICIAL, "chi_linh")
    await official.start(code.code)
    choice = await official.send("/visao")
    assert sorted(choice.buttons) == ["Huyện Thanh Hà", "Thành phố Chí Linh"]
    assert "Huyện Thanh Hà" in (await official.click("Huyện Thanh Hà")).text
    assert (await official.click("‹ Bảng điểm khác")).text == choice.text
    assert "Thành phố Chí Linh" in (await official.click("Thành phố Chí Linh")).text


async def test_a_second_tap_on_the_same_button_changes_nothing(official: Person) -> None:
    await official.send("/visao")
    once = await official.click("2")
    again = await official.replay()
    assert again.text == once.text


async def test_who_lost_the_role_sees_nothing_more(town: Town) -> None:
    """The right is looked up at each tap, not when the button was drawn."""
    citizen = await town.citizen(lang="en")
    hello = await citizen.send("/help")
    shown = await citizen.tap(WhyKey(unit=1, round=1, section=1).pack(), hello.newest["message_id"])
    assert shown.text == "Only officials see the score of their unit: /start with your code."
