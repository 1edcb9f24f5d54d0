"""Filling in a paper through HTTP and the whole bot: wrong, late, doubled and replayed input loses nothing."""

from __future__ import annotations

import asyncio
import sqlite3

import pytest

from bot.i18n import translator
from surveys.answers import MAX_TEXT
from tests.bot.inbound.desk import PIXEL
from tests.person import PATIENCE_SECONDS, Person, Screen, control
from tests.town import Town

ONE_OF_SIX = "Please tap one of the answers, or type its number from 1 to {last}."
ONLY_TEXT = "Only taps and typed text can be read here. Please answer in one of these ways."


@pytest.fixture
async def citizen(town: Town) -> Person:
    """At the first question, in English."""
    person = await town.citizen(lang="en")
    await person.start(await town.ticket())
    await person.click("English")
    await person.click("I agree")
    return person


def count(database_url: str, sql: str) -> int:
    connection = sqlite3.connect(database_url.removeprefix("sqlite+aiosqlite:///"))
    try:
        (number,) = connection.execute(sql).fetchone()
        return int(number)
    finally:
        connection.close()


def data(screen: Screen, text: str) -> str:
    """What the newest button with this text carries."""
    rows = screen.newest["reply_markup"]["inline_keyboard"]
    return next(str(button["callback_data"]) for row in rows for button in row if button["text"] == text)


async def answer_all(person: Person) -> Screen:
    for _ in range(6):
        await person.send("1")
    return await person.click("Skip ›")


async def test_a_text_where_a_button_was_asked_is_explained_and_the_question_stays(citizen: Person) -> None:
    for text in ("hello", "7", "0", "😀", "<b>1</b>", "1" * 4096):
        shown = await citizen.send(text)
        assert translator("en")(ONE_OF_SIX, last=6) in shown.text
        assert "Question 1/7" in shown.text
        assert sum("Question 1/7" in said for said in shown.said) == 1


async def test_a_text_that_was_not_taken_stays_its_writers_when_its_update_comes_again(citizen: Person) -> None:
    """A text that was taken leaves the chat; of a replayed one it is not known any more whether it was."""
    await citizen.send("hello")
    shown = await citizen.replay()
    assert "hello" in [message.get("text") for message in shown.messages]
    assert "Question 1/7" in shown.text
    assert sum("Question 1/7" in said for said in shown.said) == 1


async def test_a_text_typed_to_a_paused_paper_is_not_lost(citizen: Person) -> None:
    await citizen.click("Pause")
    shown = await citizen.send("Làm tốt lắm")
    assert "not taken as an answer" in shown.text
    assert "Làm tốt lắm" in [message.get("text") for message in shown.messages], "left to its writer"
    await citizen.click("Continue the paper")
    for _ in range(6):
        await citizen.send("1")
    await citizen.start()
    shown = await citizen.send("Cảm ơn cán bộ")
    assert "Your answer: Cảm ơn cán bộ" in shown.text
    assert "Cảm ơn cán bộ" not in [message.get("text") for message in shown.messages], "taken"


async def test_what_is_typed_below_a_command_is_answered_below_it(citizen: Person) -> None:
    """The paper above is out of sight by then; it comes down, and from there it is edited in place again."""
    for command in ("/help", "/visao", "/phananh"):
        before = await citizen.send(command)
        shown = await citizen.send("1")
        assert shown.newest["message_id"] > before.newest["message_id"]
        assert "Question" in shown.text
        assert sum("Question" in said for said in shown.said) == 1
        assert "1" not in [message.get("text") for message in shown.messages], "taken"
    after = await citizen.send("1")
    assert "Question 5/7" in after.text
    assert after.newest["message_id"] == shown.newest["message_id"]


async def test_what_is_typed_below_a_reminder_is_answered_below_it(town: Town) -> None:
    person = await town.coordinator()
    await person.start(await town.ticket())
    await person.click("Tiếng Việt")
    await person.click("Tôi đồng ý")
    await town.services.reminders.plan()
    await person.until("Tự chấm điểm")
    shown = await person.send("1")
    assert "Câu 2/7" in shown.text
    assert sum("/7" in said for said in shown.said) == 1


async def test_a_paper_sent_by_typing_below_a_command_leaves_nothing_above(citizen: Person) -> None:
    await answer_all(citizen)
    await citizen.send("/help")
    sent = await citizen.send("!")
    assert "Thank you! Your paper was received" in sent.text
    assert not any("Please look over your answers" in said for said in sent.said)


async def test_a_reason_is_given_in_the_language_of_the_paper(town: Town) -> None:
    person = await town.citizen(lang="en")
    await person.start(await town.ticket())
    await person.click("Tiếng Việt")
    await person.click("Tôi đồng ý")
    assert translator("vi")(ONE_OF_SIX, last=6) in (await person.send("hello")).text


async def test_a_free_text_may_hold_markup_but_not_10_000_characters(town: Town, citizen: Person) -> None:
    for _ in range(6):
        await citizen.send("1")
    message = {**citizen_message(town, citizen), "text": "ư" * 10_000}
    number = town.standin.exchange.updates.push("message", message, citizen.id)
    assert (await control(town.url, "POST", "wait_idle", {"update_id": number, "seconds": PATIENCE_SECONDS}))[
        "idle"
    ]
    shown = await citizen.until("10,000 characters")
    assert f"keep it within {MAX_TEXT:,}" in shown.text
    assert "Question 7/7" in shown.text
    assert "<b>Thanks</b> & *all* </i>" in (await citizen.send("<b>Thanks</b> & *all* </i>")).text


def citizen_message(town: Town, person: Person) -> dict[str, object]:
    account = town.standin.exchange.world.people[person.id]
    return {"message_id": 10**6, "date": 1_790_000_000, "from": account.user(), "chat": account.chat()}


async def test_what_is_no_text_is_kindly_refused(citizen: Person) -> None:
    for kind in ("voice", "sticker", "location"):
        assert ONLY_TEXT in (await citizen.send_other(kind)).text
    assert ONLY_TEXT in (await citizen.send_photo(PIXEL, caption="1")).text
    shown = await citizen.send_document("1.txt", b"1", caption="1")
    assert ONLY_TEXT in shown.text
    assert sum("Question 1/7" in said for said in shown.said) == 1


async def test_correcting_an_old_message_changes_nothing(citizen: Person) -> None:
    sent = await citizen.send("hello")
    own = next(message for message in sent.messages if message.get("text") == "hello")
    after = await citizen.edit(own["message_id"], "1", quiet=True)
    assert "Question 1/7" in after.text


async def test_a_replayed_tap_counts_once_and_shows_what_holds_now(citizen: Person) -> None:
    before = await citizen.click("1. Very satisfied")
    assert "Question 2/7" in before.text
    after = await citizen.replay()
    assert "Question 2/7" in after.text
    assert after.toast == ""
    assert len(after.said) == len(before.said)
    await citizen.send("1")
    assert "Question 3/7" in (await citizen.replay()).text


async def test_a_paper_sent_twice_is_counted_once_and_thanked_twice(citizen: Person, database_url: str) -> None:
    await answer_all(citizen)
    sent = await citizen.click("Send the paper")
    assert "Thank you! Your paper was received" in sent.text
    assert (await citizen.replay()).text == sent.text
    assert count(database_url, "select count(*) from ballot") == 1
    assert count(database_url, "select max(n) from cell") == 1


async def test_a_stale_button_changes_nothing_and_says_so(citizen: Person) -> None:
    first = await citizen.screen()
    await citizen.click("1. Very satisfied")
    await citizen.click("2. Satisfied")
    shown = await citizen.tap(data(first, "6. No information"), first.newest["message_id"])
    assert "earlier step" in shown.toast
    assert "Question 3/7" in shown.text
    back = await citizen.click("‹ Back")
    assert [button for button in back.buttons if "✓" in button] == ["✓ 2. Satisfied"]


async def test_two_quick_taps_on_one_button_count_once(citizen: Person) -> None:
    first = await citizen.screen()
    tapped = data(first, "1. Very satisfied"), first.newest["message_id"]
    await asyncio.gather(citizen.tap(*tapped), citizen.tap(*tapped))
    assert "Question 2/7" in (await citizen.screen()).text


async def test_an_old_button_that_telegram_no_longer_shows_still_works(citizen: Person) -> None:
    first = await citizen.screen()
    shown = await citizen.tap(
        data(first, "1. Very satisfied"), first.newest["message_id"], inaccessible=True, quiet=True
    )
    assert "Question 2/7" in shown.text


FORGED = (
    "q:1:01234567:0:nonsense:0",
    "q:1:01234567:2:nonsense:0",
    f"q:{2**63}:01234567:0:pick:1",
    "q:1:01234567:2:pick:-1",
    "q:1:2:pick:1",
    "q:x",
    "m:nothing",
    "l:xx",
    "?",
)


async def test_a_button_of_a_broken_client_only_draws_the_question_again(
    citizen: Person, database_url: str
) -> None:
    first = await citizen.screen()
    for forged in FORGED:
        shown = await citizen.tap(forged, first.newest["message_id"])
        assert shown.text == first.text
        assert shown.buttons == first.buttons
    assert count(database_url, "select count(*) from troubled_update") == 0


async def test_a_button_that_does_not_fit_the_question_is_explained(citizen: Person) -> None:
    first = await citizen.screen()
    for act in ("pick:99", "pick:0", "go:1", "send:0", "next:0", "skip:0", "review:0", "agree:0"):
        paper = data(first, "1. Very satisfied").removesuffix("pick:1")
        shown = await citizen.tap(f"{paper}{act}", first.newest["message_id"])
        assert "⚠️" in shown.text
        assert "Question 1/7" in shown.text


async def test_a_button_of_a_paper_that_is_not_theirs_opens_nothing(town: Town, citizen: Person) -> None:
    stranger = await town.citizen(lang="en")
    assert "There is no open paper" in (await stranger.send_photo(PIXEL)).text
    shown = await stranger.send("/help")
    first = await citizen.screen()
    taken = await stranger.tap(data(first, "1. Very satisfied"), shown.newest["message_id"])
    assert "There is no open paper" in taken.text
    assert "Question 1/7" in (await citizen.screen()).text


async def test_a_tap_on_a_paper_that_was_sent_thanks_again(citizen: Person, database_url: str) -> None:
    review = await answer_all(citizen)
    send = data(review, "Send the paper"), review.newest["message_id"]
    await citizen.tap(*send)
    assert "Thank you! Your paper was received" in (await citizen.tap(*send, quiet=True)).text
    assert count(database_url, "select count(*) from ballot") == 1


async def test_refusing_keeps_nothing_and_nobody_asks_again(citizen: Person, database_url: str) -> None:
    await citizen.click("1. Very satisfied")
    for _ in range(2):
        await citizen.click("‹ Back")
    refused = await citizen.click("I do not take part")
    assert "no answers were kept" in refused.text
    assert refused.buttons == []
    assert count(database_url, "select count(*) from draft") == 0
    assert count(database_url, "select sum(taken) from quota") == 0


async def test_a_slip_that_looks_like_a_command_is_no_answer(citizen: Person) -> None:
    for _ in range(6):
        await citizen.send("1")
    assert "/help" in (await citizen.send("/diemm")).text
    assert "Question 7/7" in (await citizen.screen()).said[0]
