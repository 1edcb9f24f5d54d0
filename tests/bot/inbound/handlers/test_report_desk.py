"""/phananhden and /tre through HTTP and the whole bot: answer, lateness, apology, and nothing for other units."""

from __future__ import annotations

import pytest

from bot.inbound.report_desk import LATE_REPORTS
from tests.bot.inbound.desk import PIXEL
from tests.bot.inbound.handlers.test_paper import count, data
from tests.conftest import StoppedClock
from tests.person import Person, Screen
from tests.town import Town

NASTY = "Chờ <b>ba</b> tuần & hai ngày"
NAME = "Nguyễn Văn Dân"


@pytest.fixture
async def official(town: Town) -> Person:
    """Of huyện Thanh Hà; speaks Vietnamese."""
    return await town.official("thanh_ha")


async def report(town: Town, *, photo: bool = False, name: str = NAME) -> Person:
    """A citizen who has sent a report to huyện Thanh Hà."""
    citizen = await town.citizen(name, lang="en")
    await citizen.send("/phananh")
    await citizen.click("I agree, write a report")
    for text in ("1", "12", "2", NASTY):
        await citizen.send(text)
    await (citizen.send_photo(PIXEL) if photo else citizen.click("Without a photo ›"))
    await citizen.click("Send the report")
    return citizen


async def first(person: Person) -> Screen:
    """Open the only entry of the list on the screen."""
    button = (await person.screen()).buttons[0]
    assert button.startswith(("Mở PA-", "Open PA-"))
    return await person.click(button)


async def test_a_report_reaches_its_unit_and_the_answer_its_citizen(town: Town, official: Person) -> None:
    citizen = await report(town, photo=True)
    told = await official.until("Có phản ánh mới của người dân")
    assert "Thái độ của cán bộ" in told.text
    inbox = await official.send("/phananhden")
    assert "Cần trả lời chậm nhất ngày 04/12/2026" in inbox.text
    shown = await first(official)
    assert NASTY in shown.text
    assert shown.messages[-2]["photo"], "the photo stands above the text"
    await official.click("Trả lời")
    written = await official.send("Đã <i>nhắc nhở</i> cán bộ")
    assert "Đã <i>nhắc nhở</i> cán bộ" in written.text
    assert "Gửi trả lời" in written.buttons
    send, at = data(written, "Gửi trả lời"), written.newest["message_id"]
    done = await official.click("Gửi trả lời")
    assert "Đã gửi." in done.text
    again = await official.tap(send, at)
    assert "Trả lời đã được gửi." in again.text
    assert "Đã <i>nhắc nhở</i> cán bộ" in again.text
    answered = await citizen.until("was answered")
    assert "Đã <i>nhắc nhở</i> cán bộ" in answered.text
    assert "answered" in (await citizen.send("/phananh")).text
    assert "không có phản ánh nào" in (await official.send("/inbox")).text
    everything = str((await official.screen()).raw["messages"])
    assert NAME not in everything
    assert str(citizen.id) not in everything


async def test_an_official_of_another_unit_sees_and_answers_nothing(
    town: Town, official: Person, database_url: str
) -> None:
    await report(town)
    await official.until("Có phản ánh mới của người dân")
    other = await town.official("nam_sach")
    assert "không có phản ánh nào" in (await other.send("/phananhden")).text
    inbox = await official.send("/phananhden")
    shown = await first(official)
    stolen = [data(inbox, inbox.buttons[0]), data(shown, "Trả lời"), "ri:1:0:apology", "ri:1:0:answer"]
    for forged in stolen:
        seen = await other.tap(forged, (await other.screen()).newest["message_id"], quiet=True)
        assert "Đơn vị không có phản ánh này." in seen.text
        assert "Chờ" not in str(seen.said)
    await official.click("Trả lời")
    preview = await official.send("Đã xong")
    await other.tap(data(preview, "Gửi trả lời"), (await other.screen()).newest["message_id"], quiet=True)
    assert count(database_url, "select count(*) from citizen_report where answer is not null") == 0
    citizen = await town.citizen(lang="en")
    assert "Only officials" in (await citizen.send("/phananhden")).text
    assert "no such report" in (await citizen.tap("ri:1:0:", (await citizen.screen()).newest["message_id"])).text


async def test_a_late_report_is_reminded_of_answered_and_apologised_for(
    town: Town, official: Person, clock: StoppedClock
) -> None:
    coordinator = await town.coordinator()
    citizen = await report(town)
    assert "Không có phản ánh nào quá hạn" in (await coordinator.send("/tre")).text
    clock.advance(days=15)
    await town.services.report_watch.run()
    assert "đã quá hạn trả lời" in (await official.until("đã quá hạn trả lời")).text
    late = await coordinator.send("/late")
    assert "Huyện Thanh Hà\n1 chưa trả lời · 1 thư xin lỗi chưa gửi" in late.text
    assert "Chờ" not in late.text
    inbox = await official.send("/phananhden")
    assert "QUÁ HẠN" in inbox.text
    assert "Cần gửi thư xin lỗi" in inbox.text
    await first(official)
    await official.click("Trả lời")
    await official.send("Xin lỗi Ông/Bà")
    await official.click("Gửi trả lời")
    await official.click("Đã gửi thư xin lỗi")
    assert "Mời nhập số và ngày của văn bản" in (await official.send("chưa có")).text
    written = await official.send("15/UBND-VP ngày 05/12/2026")
    send, at = data(written, "Đúng, đã gửi thư này"), written.newest["message_id"]
    done = await official.click("Đúng, đã gửi thư này")
    assert "Thư xin lỗi: số 15/UBND-VP ngày 05/12/2026." in done.text
    assert "Thư xin lỗi đã được ghi nhận." in (await official.tap(send, at)).text
    told = await citizen.until("A letter of apology")
    assert "Because it was not answered in time" in told.text
    assert "15/UBND-VP of 5 Dec 2026" in told.text
    assert "1 thư đã gửi" in (await coordinator.send("/tre")).text


async def test_replays_and_wrong_kinds_of_messages_do_no_harm(
    town: Town, official: Person, database_url: str
) -> None:
    await report(town)
    await official.until("Có phản ánh mới của người dân")
    await official.send("/phananhden")
    await first(official)
    await official.click("Trả lời")
    assert "chỉ nhận tin nhắn văn bản" in (await official.send_other("sticker")).text
    assert "chỉ nhận tin nhắn văn bản" in (await official.send_photo(PIXEL)).text
    await official.send("Đã xong")
    assert "Đã xong" in (await official.replay()).text
    await official.click("Gửi trả lời")
    await official.replay()
    assert count(database_url, "select count(*) from outbox where kind = 'citizen_report_answered'") == 1
    assert count(database_url, "select count(*) from troubled_update") == 0


async def test_a_citizen_who_blocked_the_bot_finds_the_answer_later(town: Town, official: Person) -> None:
    citizen = await report(town)
    await official.until("Có phản ánh mới của người dân")
    await citizen.block()
    await official.send("/phananhden")
    await first(official)
    await official.click("Trả lời")
    await official.send("Đã xong")
    assert "Đã gửi." in (await official.click("Gửi trả lời")).text
    await citizen.unblock()
    await citizen.send("/phananh")
    assert "Đã xong" in (await first(citizen)).text


async def test_the_menu_leads_there(town: Town, official: Person) -> None:
    await official.send("/help")
    assert "không có phản ánh nào" in (await official.click("Phản ánh gửi đến")).text
    coordinator = await town.coordinator()
    await coordinator.send("/help")
    assert "Không có phản ánh nào quá hạn" in (await coordinator.click("Phản ánh quá hạn")).text
    assert "Chỉ điều phối viên" in (await official.send("/tre")).text


async def test_a_coordinator_opens_what_a_unit_owes_page_by_page(town: Town, clock: StoppedClock) -> None:
    coordinator, official = await town.coordinator(), await town.official("thanh_ha")
    for number in range(LATE_REPORTS + 1):
        await report(town, name=f"Dân {number}")
    clock.advance(days=15)
    await town.services.report_watch.run()
    listed = await coordinator.send("/tre")
    assert "1. Huyện Thanh Hà" in listed.text
    assert listed.buttons == ["Huyện Thanh Hà"], "the only one"
    opened = await coordinator.click("Huyện Thanh Hà")
    assert opened.text.count("PA-") == LATE_REPORTS
    assert "Thái độ của cán bộ" in opened.text
    assert "Chờ" not in opened.text
    assert len(opened.said) == len(listed.said), "in place of the list"
    assert (await coordinator.click("Trang tiếp ›")).text.count("PA-") == 1
    assert "1. Huyện Thanh Hà" in (await coordinator.click("‹ Các đơn vị")).text
    key = data(listed, "Huyện Thanh Hà")
    seen = await official.tap(key, (await official.screen()).newest["message_id"])
    assert "Chỉ điều phối viên" in seen.text


async def test_the_list_has_pages(town: Town, official: Person) -> None:
    for number in range(7):
        await report(town, name=f"Dân {number}")

    def listed(screen: Screen) -> str:
        """The list; what the bot says about new reports meanwhile stands below it."""
        return next(text for text in reversed(screen.said) if "trang số" in text)

    assert "trang số 1/2" in listed(await official.send("/phananhden"))
    assert "7. PA-" in listed(await official.click("Trang tiếp ›"))
    assert "1. PA-" in listed(await official.click("‹ Trang trước"))
