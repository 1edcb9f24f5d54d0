"""One's own data in the chat, through HTTP and the whole bot."""

from __future__ import annotations

from bot.inbound.notice import make_notice
from bot.inbound.privacy_requests import PAGE
from tests.bot.inbound.handlers.test_paper import count, data
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
    assert "You withdrew from the paper “" in done.text
    assert not any("Question" in text for text in done.said)
    assert "no open paper" in (await person.send("/withdraw")).text


async def test_erasing_asks_once_and_then_leaves_nothing(town: Town) -> None:
    person = await town.official()
    asked = await person.send("/xoa")
    assert asked.buttons == ["Đồng ý xóa toàn bộ", "Giữ nguyên"]
    assert "Thanh Hà" in asked.text
    assert "Không có gì thay đổi" in (await person.click("Giữ nguyên")).text
    await person.send("/erase")
    erased = await person.click("Đồng ý xóa toàn bộ")
    assert "Đã xóa mọi dữ liệu" in erased.text
    assert not erased.buttons
    assert "Không lưu dữ liệu nào" in (await person.send("/xoa")).text
    assert "/start" in (await person.send("/diem")).text, "no official any more"


async def test_the_button_tapped_twice_and_after_blocking_harms_nobody(town: Town) -> None:
    person = await town.citizen(lang="en")
    await at_question_2(person, town)
    asked = await person.send("/xoa")
    button, message_id = data(asked, "Yes, erase everything"), asked.newest["message_id"]
    erased = await person.click("Yes, erase everything")
    assert "Everything held about you is erased" in erased.text
    assert (await person.tap(button, message_id)).text == erased.text, "with the same number"
    await person.block()
    await person.unblock()
    assert "Nothing is held" in (await person.send("/dulieu")).text


async def test_what_was_kept_is_not_erased_by_the_old_button_later(town: Town, database_url: str) -> None:
    person = await town.citizen(lang="en")
    await person.send("/phananh")
    await person.click("I agree, write a report")
    asked = await person.send("/xoa")
    button, message_id = data(asked, "Yes, erase everything"), asked.newest["message_id"]
    await person.click("Keep everything")
    await at_question_2(person, town)
    again = await person.tap(button, message_id)
    assert any(text.startswith("⚠️ Something has changed") and "Erase all of this" in text for text in again.said)
    assert count(database_url, "select count(*) from draft") == 1
    await person.click("Yes, erase everything")
    assert count(database_url, "select count(*) from draft") == 0


async def test_erasing_takes_the_report_being_written_out_of_the_chat(town: Town) -> None:
    person = await town.citizen(lang="en")
    await person.send("/phananh")
    await person.click("I agree, write a report")
    for text in ("1", "12", "2", "My file is late"):
        await person.send(text)
    await person.click("Without a photo ›")
    assert "My file is late" in (await person.screen()).text
    await person.send("/xoa")
    erased = await person.click("Yes, erase everything")
    assert "My file is late" not in str(erased.said)
    assert "What was written here is erased." in erased.said


async def test_of_two_papers_a_second_tap_on_one_says_the_same_and_spares_the_other(
    town: Town, database_url: str
) -> None:
    person = await town.citizen(lang="en")
    await at_question_2(person, town)
    (leaders,) = await town.services.access.tickets("hai_duong", "department_leaders", per_unit=1, units=())
    await person.start(leaders.code)
    asked = await person.send("/rutlai")
    button, message_id = data(asked, asked.buttons[0]), asked.newest["message_id"]
    done = await person.click(asked.buttons[0])
    assert f"You withdrew from the paper “{asked.buttons[0][:10]}" in done.text
    assert (await person.tap(button, message_id)).text == done.text
    assert count(database_url, "select count(*) from draft") == 1


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
    opened = await coordinator.click(f"Mở {number}")
    assert "Please <b>correct</b> my language & more" in opened.text
    assert f"/yeucauden {number} " in opened.text
    assert (await coordinator.click("‹ Các yêu cầu")).text == listed.text
    assert "Please" in (await coordinator.send(f"/yeucauden {number.lower()}")).text
    assert "Không có yêu cầu YC-AAAA-AAAA" in (await coordinator.send("/yeucauden YC-AAAA-AAAA")).text
    mistyped = await coordinator.send("/yeucauden " + "x" * 4000)
    assert "Không có yêu cầu xxxxxxx" in mistyped.text
    assert number in mistyped.text, "what is open is listed below"
    answered = await coordinator.send(f"/yeucauden {number.replace('-', '')}\nĐã sửa <i>xong</i>.")
    assert f"{number} đã được trả lời" in answered.text
    assert "Đã sửa <i>xong</i>." in (await person.until("Answer to your request")).text
    assert "Không có yêu cầu" in (await coordinator.send("/yeucauden")).text


async def test_a_late_request_is_marked(town: Town, clock: StoppedClock) -> None:
    coordinator = await town.coordinator()
    await town.services.data_requests.ask(10**9, 10**9, "Xin sửa ngôn ngữ", "vi")
    clock.advance(days=20)
    listed = await coordinator.send("/yeucauden")
    assert listed.text.count("– quá hạn\n") == 2


async def test_many_requests_have_pages_and_each_a_button(town: Town) -> None:
    for number in range(PAGE + 1):
        await town.services.data_requests.ask(10**9 + number, 10**9 + number, f"Yêu cầu thứ {number}", "vi")
    coordinator = await town.coordinator()  # who comes later is not told of each: the list stays the last message
    listed = await coordinator.send("/yeucauden")
    assert "trang số 1/2" in listed.text
    assert listed.buttons == [*map(str, range(1, PAGE + 1)), "Trang tiếp ›"]
    assert listed.text.count("Yêu cầu thứ") == PAGE
    last = await coordinator.click("Trang tiếp ›")
    assert last.text.count("Yêu cầu thứ") == 1
    assert last.buttons[0].startswith("Mở YC-"), "the only one of its page"
    await coordinator.click(last.buttons[0])
    back = await coordinator.click("‹ Các yêu cầu")
    assert "trang số 2/2" in back.text
    official = await town.official()
    forged = back.newest["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    seen = await official.tap(forged, (await official.screen()).newest["message_id"])
    assert "Chỉ điều phối viên" in seen.text


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
