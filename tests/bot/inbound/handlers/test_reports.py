"""/phananh through HTTP and the whole bot: one message edited in place; nothing wrong, late or doubled counts."""

from __future__ import annotations

import asyncio

import pytest

from bot.app.report import MAX_REPORT
from tests.bot.inbound.desk import PIXEL
from tests.bot.inbound.handlers.test_paper import citizen_message, count, data
from tests.conftest import StoppedClock
from tests.person import PATIENCE_SECONDS, Person, Screen, control
from tests.town import Town

NASTY = "Chờ <b>ba</b> tuần & <i>hai</b> ngày"


@pytest.fixture
async def an(town: Town) -> Person:
    """Has agreed and is asked for the kind of agency, in English."""
    person = await town.citizen(lang="en")
    await person.send("/phananh")
    await person.click("I agree, write a report")
    return person


async def to_the_text(person: Person) -> Screen:
    """Huyện Thanh Hà, conduct of officials."""
    await person.send("1")
    await person.send("12")
    return await person.click("2. Conduct of officials")


async def send(person: Person, text: str = NASTY) -> str:
    """From the kind of agency to the receipt; the number."""
    await to_the_text(person)
    await person.send(text)
    await person.click("Without a photo ›")
    sent = await person.click("Send the report")
    return next(word for word in sent.text.split() if word.startswith("PA-"))


async def test_a_report_is_one_message_that_is_edited(an: Person) -> None:
    before = len((await an.screen()).messages)
    asked = await to_the_text(an)
    assert "Thanh Hà District · Conduct of officials" in asked.text
    assert "write no names" in asked.text
    await an.send(NASTY)
    review = await an.send_photo(PIXEL, caption="x")
    assert NASTY in review.text
    assert "With one photo." in review.text
    assert len(review.messages) == before, "what was taken left the chat"
    receipt = await an.click("Send the report")
    assert "Receipt number: PA-" in receipt.text
    assert "due by 4 Dec 2026" in receipt.text
    assert len(receipt.messages) == before


async def test_own_reports_are_listed_with_their_state_and_shown(an: Person) -> None:
    number = await send(an)
    listed = await an.send("/report")
    assert f"1. {number} · Thanh Hà District" in listed.text
    assert "20 Nov 2026 – received" in listed.text
    shown = await an.click(f"Open {number}")
    assert NASTY in shown.text
    assert "Received on 20 Nov 2026." in shown.text
    assert NASTY in (await an.send(f"/phananh {number.lower()}")).text


async def test_a_stranger_with_the_number_sees_only_the_state(town: Town, an: Person) -> None:
    number = await send(an)
    stranger = await town.citizen(lang="en")
    shown = await stranger.send(f"/phananh {number}")
    assert "Received on" in shown.text
    assert "Chờ" not in shown.text
    assert "Conduct" not in shown.text
    assert "There is no report with this number" in (await stranger.send("/phananh PA-2222-2222")).text


async def test_cancelling_keeps_nothing(an: Person, database_url: str) -> None:
    await to_the_text(an)
    await an.send(NASTY)
    cancelled = await an.click("Cancel")
    assert "nothing of it was kept" in cancelled.text
    assert cancelled.buttons == []
    assert count(database_url, "select count(*) from report_draft") == 0
    assert (await an.replay()).text == cancelled.text


async def test_10_000_characters_are_not_taken(town: Town, an: Person) -> None:
    await to_the_text(an)
    message = {**citizen_message(town, an), "text": "ư" * 10_000}
    number = town.standin.exchange.updates.push("message", message, an.id)
    idle = await control(town.url, "POST", "wait_idle", {"update_id": number, "seconds": PATIENCE_SECONDS})
    assert idle["idle"]
    shown = await an.until("10,000 characters")
    assert f"keep it within {MAX_REPORT:,}" in shown.text
    assert "Without a photo" in (await an.send("ư" * MAX_REPORT)).buttons[0]


async def test_a_long_report_and_a_long_name_fit_one_message(an: Person) -> None:
    await to_the_text(an)
    await an.send("<&ư>" * 250)
    await an.click("Without a photo ›")
    assert "<&ư>" * 250 in (await an.screen()).text


async def test_what_is_no_text_is_kindly_refused(an: Person) -> None:
    await to_the_text(an)
    for kind in ("sticker", "voice", "location"):
        assert "Please write it in words." in (await an.send_other(kind)).text
    assert "A photo can be added afterwards" in (await an.send_photo(PIXEL)).text
    await an.send("Chờ")
    shown = await an.send_document("a.png", PIXEL)
    assert "Please send one photo" in shown.text, "a file keeps where and when it was taken; a photo does not"
    assert sum("Would you like to add a photo?" in said for said in shown.said) == 1


async def test_a_number_that_names_a_person_is_pointed_out(an: Person) -> None:
    await to_the_text(an)
    await an.send("Gọi 0912 345 678")
    warned = await an.click("Without a photo ›")
    assert "identity or telephone number" in warned.text
    assert warned.buttons[0] == "Change the text", "before sending"
    assert "What happened?" in (await an.click("Change the text")).text
    await an.send("Gọi 0987 654 321")
    assert "identity or telephone number" in (await an.click("Without a photo ›")).text
    reworded = await an.send("Gọi mãi không ai nghe")
    assert "The text was changed" in reworded.text
    assert "identity or telephone number" not in reworded.text
    assert reworded.buttons[0] == "Send the report"
    assert "0987" not in (await an.click("Send the report")).text
    shown = await an.send("/phananh")
    opened = await an.click(shown.buttons[0])
    assert "Gọi mãi không ai nghe" in opened.text


async def test_a_text_typed_where_a_photo_is_asked_for_is_shown_as_the_new_wording(an: Person) -> None:
    await to_the_text(an)
    await an.send("Gọi 0912 345 678")
    shown = await an.send(NASTY)
    assert "The text was changed" in shown.text
    assert NASTY in shown.text
    assert "Would you like to add a photo?" in shown.text
    assert "Change the text" in (await an.send("không")).text, "no report is that short"


async def test_a_replayed_sending_shows_the_receipt_again(an: Person, database_url: str) -> None:
    number = await send(an)
    assert number in (await an.replay()).text
    assert count(database_url, "select count(*) from citizen_report") == 1


async def test_double_taps_and_two_devices_send_once(an: Person, database_url: str) -> None:
    await to_the_text(an)
    await an.send(NASTY)
    review = await an.click("Without a photo ›")
    tapped = data(review, "Send the report"), review.newest["message_id"]
    await asyncio.gather(*(an.tap(*tapped, quiet=True) for _ in range(3)))
    assert "Receipt number" in (await an.screen()).text
    assert count(database_url, "select count(*) from citizen_report") == 1


async def test_a_stale_button_says_so_and_changes_nothing(an: Person) -> None:
    first = await an.screen()
    await an.click("1. Districts")
    shown = await an.tap(data(first, "2. Provincial agencies"), first.newest["message_id"])
    assert "earlier step" in shown.toast
    assert "page 1/2" in shown.text
    await an.click("Next page ›")
    assert "page 2/2" in (await an.screen()).text


async def test_forged_buttons_change_nothing(an: Person, database_url: str) -> None:
    first = await an.screen()
    for forged in (
        "r:x",
        "r:1:pick",
        f"r:{2**63}:pick:1",
        "r:1:nonsense:0",
        "ro:show:999999",
        "ro:nothing:0",
        "rr:1:send",
    ):
        await an.tap(forged, first.newest["message_id"], quiet=True)
    assert count(database_url, "select count(*) from troubled_update") == 0
    assert count(database_url, "select stage from report_draft") == 2


async def test_a_typed_text_goes_to_what_was_touched_last(town: Town, an: Person, clock: StoppedClock) -> None:
    await to_the_text(an)
    clock.advance(seconds=1)
    await an.start(await town.ticket())
    await an.click("English")
    await an.click("I agree")
    assert "Question 2/7" in (await an.send("1")).text
    clock.advance(seconds=1)
    assert "What happened?" in (await an.send("/phananh")).text
    assert "Would you like to add a photo?" in (await an.send("1")).text
    await an.click("Cancel")
    assert any("Question 3/7" in said for said in (await an.send("1")).said)


async def test_what_is_typed_below_a_command_is_answered_below_it(an: Person) -> None:
    await to_the_text(an)
    await an.send("/help")
    shown = await an.send(NASTY)
    assert "Would you like to add a photo?" in shown.text
    assert sum("Thanh Hà District" in said for said in shown.said) == 1


async def test_vietnamese_is_spoken_to_a_vietnamese(town: Town) -> None:
    person = await town.citizen(lang="vi")
    shown = await person.send("/phananh")
    assert "Gửi phản ánh đến cơ quan nhà nước" in shown.text
    assert shown.buttons == ["Tôi đồng ý, viết phản ánh"]
    await person.click("Tôi đồng ý, viết phản ánh")
    await person.send("1")
    assert "12. Huyện Thanh Hà" in (await person.click("Trang tiếp ›")).buttons
