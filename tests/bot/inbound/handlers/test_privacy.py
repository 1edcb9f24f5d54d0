"""One's own data in the chat, through HTTP and the whole bot."""

from __future__ import annotations

from bot.inbound.notice import make_notice
from tests.conftest import StoppedClock
from tests.person import Person
from tests.town import Town


async def at_question_2(person: Person, town: Town) -> None:
    await person.start(await town.ticket())
    await person.click("English")
    await person.click("I agree")
    await person.click("2. Satisfied")


async def test_the_notice_names_the_controller_of_the_province(town: Town) -> None:
    citizen = await town.citizen()
    await citizen.start(await town.ticket())
    noticed = await citizen.click("Tiếng Việt")
    assert "Sở Nội vụ tỉnh Hải Dương" in noticed.text
    assert "365" in noticed.text


async def test_what_is_held_is_shown_in_the_middle_of_a_paper_and_taken_for_no_answer(town: Town) -> None:
    person = await town.citizen(lang="en")
    await at_question_2(person, town)
    shown = await person.send("/dulieu")
    assert "1 answer; you agreed on" in shown.text
    assert "Papers that were sent" in shown.text
    assert "YC-" in shown.text
    assert (await person.send("/MyData")).text.startswith("Held about you")
    assert "Question 3/" in (await person.click("2. Satisfied")).said[-3]
    assert "Nothing is held" in (await (await town.citizen(lang="en")).send("/dulieu")).text


async def test_withdrawing_erases_the_paper_in_the_chat_too(town: Town) -> None:
    person = await town.citizen(lang="en")
    await at_question_2(person, town)
    done = await person.send("/rutlai")
    assert "You withdrew from 1 paper" in done.text
    assert not any("Question" in text for text in done.said)
    assert "no open paper" in (await person.send("/withdraw")).text


async def test_erasing_asks_once_and_then_leaves_nothing(town: Town) -> None:
    person = await town.official()
    asked = await person.send("/xoa")
    assert asked.buttons == ["Có, xóa toàn bộ", "Giữ nguyên"]
    assert "Thanh Hà" in asked.text
    assert "Không có gì thay đổi" in (await person.click("Giữ nguyên")).text
    await person.send("/erase")
    erased = await person.click("Có, xóa toàn bộ")
    assert "Đã xóa mọi dữ liệu" in erased.text
    assert not erased.buttons
    assert "Không lưu dữ liệu nào" in (await person.send("/xoa")).text
    assert "/start" in (await person.send("/diem")).text, "no official any more"


async def test_the_button_tapped_twice_and_after_blocking_harms_nobody(town: Town) -> None:
    person = await town.citizen(lang="en")
    await at_question_2(person, town)
    asked = await person.send("/xoa")
    button, message_id = asked.newest["reply_markup"]["inline_keyboard"][0][0], asked.newest["message_id"]
    await person.click("Yes, erase everything")
    assert "Nothing is held about you" in (await person.tap(button["callback_data"], message_id)).text
    await person.block()
    await person.unblock()
    assert "Nothing is held" in (await person.send("/dulieu")).text


async def test_a_request_reaches_the_coordinator_and_its_answer_the_person(town: Town) -> None:
    coordinator, person = await town.coordinator(), await town.citizen(lang="en")
    assert "/yeucau" in (await person.send("/yeucau")).text
    receipt = await person.send("/yeucau Please <b>correct</b> my language & more")
    number = next(word for word in receipt.text.replace(".", " ").split() if word.startswith("YC-"))
    await coordinator.until("Có yêu cầu mới")
    listed = await coordinator.send("/yeucauden")
    assert "Please <b>correct</b> my language & more" in listed.text
    assert "còn 2 ngày làm việc" in listed.text
    assert "còn 15 ngày" in listed.text
    assert "Please" in (await coordinator.send(f"/yeucauden {number.lower()}")).text
    assert "đã được trả lời" in (await coordinator.send(f"/yeucauden {number} Đã sửa <i>xong</i>.")).text
    assert "Đã sửa <i>xong</i>." in (await person.until("Answer to your request")).text
    assert "Không có yêu cầu" in (await coordinator.send("/yeucauden")).text


async def test_only_coordinators_see_requests(town: Town) -> None:
    official = await town.official()
    assert "Chỉ điều phối viên" in (await official.send("/yeucauden")).text
    assert "Không có yêu cầu" in (await official.send("/yeucauden YC-AAAA-AAAA thử")).text


async def test_after_a_refusal_the_bot_never_writes_again(town: Town, clock: StoppedClock) -> None:
    person = await town.citizen(lang="en")
    await person.start(await town.ticket())
    await person.click("English")
    refused = await person.click("I do not take part")
    for _ in range(5):
        clock.advance(days=1)
        await town.services.reminders.plan()
        await town.services.data_requests.plan()
        await town.services.retention.run()
    async with town.services.store.read() as tx:
        assert await tx.privacy.messages(person.id) == 0
    assert (await person.screen()).said == refused.said


async def test_the_stored_notice_is_the_one_that_was_read(town: Town) -> None:
    person = await town.citizen(lang="en")
    await at_question_2(person, town)
    async with town.services.store.read() as tx:
        province = await tx.provinces.province_id("hai_duong")
        assert province
        version = make_notice(await tx.privacy.policy(province)).version
    assert version in (await person.send("/dulieu")).text
