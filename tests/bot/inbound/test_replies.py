"""Replies at a strict Bot API: one message per paper, harmless refusals swallowed, a 429 stored and obeyed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from html import escape

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramNetworkError, TelegramServerError

from bot.app.entities import DraftPaper
from bot.app.newest import Newest
from bot.app.respond import Response, Told
from bot.i18n import translator
from bot.inbound.replies import MAX_HOLDS
from storage.store import SqlStore
from surveys import Pick, Rejected
from tests.bot.inbound.builders import make_draft
from tests.bot.inbound.desk import PIXEL, Desk, open_desk
from tests.conftest import StoppedClock
from tests.person import control
from tests.surveys.builders import make_form, make_interview, make_question, play

T = translator("en").escaping(escape)
FORM = make_form(make_question("first"), make_question("second"))
START = make_interview(FORM)
SECOND = play(FORM, START, Pick(1))


@pytest.fixture
async def desk(store: SqlStore, clock: StoppedClock) -> AsyncIterator[Desk]:
    async with open_desk(store, clock) as opened:
        yield opened


def first(message_id: int | None = None) -> DraftPaper:
    return make_draft(FORM, START, message_id=message_id)


def second(message_id: int | None = None) -> DraftPaper:
    return make_draft(FORM, SECOND, message_id=message_id)


async def shown_first(desk: Desk) -> int:
    """The paper's first question as a message in the chat."""
    await desk.replies.below(desk.person.id, Response(draft=first()), T)
    return int((await desk.screen()).newest["message_id"])


async def test_a_tap_redraws_the_message_in_place(desk: Desk) -> None:
    shown = await shown_first(desk)
    query = await desk.pressed(text="1. Very satisfied")
    await desk.replies.tapped(query, Response(draft=second(shown)), T)
    screen = await desk.screen()
    assert screen.newest["message_id"] == shown
    assert "Question 2/2" in screen.text
    assert len(screen.said) == 1
    assert screen.notices[-1]["text"] == ""


async def test_a_stale_tap_is_told_so_and_redrawn(desk: Desk) -> None:
    shown = await shown_first(desk)
    query = await desk.pressed(text="1. Very satisfied")
    await desk.replies.tapped(query, Response(draft=second(shown), stale=True), T)
    screen = await desk.screen()
    assert "earlier step" in screen.toast
    assert "Question 2/2" in screen.text


async def test_drawing_what_is_already_there_is_no_failure(desk: Desk) -> None:
    shown = await shown_first(desk)
    for _ in range(2):
        query = await desk.pressed(text="1. Very satisfied")
        await desk.replies.tapped(query, Response(draft=first(shown)), T)
    assert [request["status"] for request in await desk.requests("editMessageText")] == [400, 400]
    assert len((await desk.screen()).said) == 1


async def test_a_tap_that_was_answered_too_late_is_still_drawn(desk: Desk) -> None:
    shown = await shown_first(desk)
    query = await desk.pressed(text="1. Very satisfied")
    await control(desk.url, "POST", "advance", {"seconds": 200})
    await desk.replies.tapped(query, Response(draft=second(shown)), T)
    assert "Question 2/2" in (await desk.screen()).text


async def test_a_message_that_is_gone_is_sent_anew(desk: Desk) -> None:
    shown = await shown_first(desk)
    query = await desk.pressed(text="1. Very satisfied")
    await desk.bot.delete_message(desk.person.id, shown)
    await desk.replies.tapped(query, Response(draft=second(shown)), T)
    screen = await desk.screen()
    assert screen.newest["message_id"] > shown
    assert "Question 2/2" in screen.text


async def test_a_picture_cannot_become_a_paper_so_the_paper_is_sent_anew(desk: Desk) -> None:
    await desk.replies.picture(desk.person.id, PIXEL, "caption", None)
    picture = (await desk.screen()).newest["message_id"]
    message = await desk.wrote("2")
    await desk.replies.typed(message, Response(draft=second(picture)), T)
    assert "Question 2/2" in (await desk.screen()).text


async def test_a_typed_answer_that_was_taken_leaves_the_chat(desk: Desk) -> None:
    shown = await shown_first(desk)
    message = await desk.wrote("1")
    await desk.replies.typed(message, Response(draft=second(shown)), T)
    screen = await desk.screen()
    assert screen.newest["message_id"] == shown
    assert "Question 2/2" in screen.text
    assert message.message_id not in [each["message_id"] for each in screen.messages]


async def test_a_bot_that_started_anew_answers_what_is_typed_at_the_end_of_the_chat(desk: Desk) -> None:
    """What was sent before is not known: the paper might be out of sight."""
    shown = await shown_first(desk)
    message = await desk.wrote("1")
    await replace(desk.replies, newest=Newest()).typed(message, Response(draft=second(shown)), T)
    screen = await desk.screen()
    assert screen.newest["message_id"] > shown
    assert "Question 2/2" in screen.text
    assert len(screen.said) == 1


async def test_a_typed_answer_that_was_not_taken_stays_and_is_answered_below(desk: Desk) -> None:
    shown = await shown_first(desk)
    message = await desk.wrote("hm")
    rejected = Rejected("This question needs an answer first.")
    await desk.replies.typed(message, Response(draft=first(shown), rejected=rejected), T)
    screen = await desk.screen()
    ids = [each["message_id"] for each in screen.messages]
    assert shown not in ids
    assert message.message_id in ids
    assert screen.newest["message_id"] == ids[-1]
    assert "needs an answer" in screen.text


async def test_a_paper_shown_below_replaces_the_old_message(desk: Desk) -> None:
    shown = await shown_first(desk)
    await desk.replies.below(desk.person.id, Response(draft=first(shown)), T)
    screen = await desk.screen()
    assert len(screen.said) == 1
    assert screen.newest["message_id"] > shown


async def test_a_sentence_takes_the_place_of_a_paper_that_ended(desk: Desk) -> None:
    await shown_first(desk)
    query = await desk.pressed(text="1. Very satisfied")
    await desk.replies.tapped(query, Response(told=Told.SENT), T)
    screen = await desk.screen()
    assert "Thank you" in screen.text
    assert screen.buttons == []


# --- 429: the hold is stored, both lanes obey it


async def test_a_429_is_stored_waited_out_and_tried_again(desk: Desk, clock: StoppedClock) -> None:
    await desk.fails("sendMessage", "429", retry_after=7)
    told_at = clock.now
    await desk.replies.say(desk.person.id, "hello")
    assert desk.naps.slept == [7.0]
    assert await desk.hold_until() == told_at + timedelta(seconds=7)
    assert (await desk.screen()).said == ["hello"]


async def test_a_hold_of_the_other_lane_is_obeyed(desk: Desk, clock: StoppedClock) -> None:
    await desk.replies.lane.hold(timedelta(seconds=30))
    await desk.replies.say(desk.person.id, "hello")
    assert desk.naps.slept == [30.0]
    assert [request["status"] for request in await desk.requests("sendMessage")] == [200]


async def test_a_reply_is_given_up_when_telegram_keeps_asking_to_wait(desk: Desk) -> None:
    await desk.fails("sendMessage", "429", times=MAX_HOLDS + 1)
    await desk.replies.say(desk.person.id, "hello")
    assert len(await desk.requests("sendMessage")) == MAX_HOLDS
    assert (await desk.screen()).said == []


async def test_a_429_on_an_edit_keeps_it_one_message(desk: Desk) -> None:
    shown = await shown_first(desk)
    await desk.fails("editMessageText", "429")
    query = await desk.pressed(text="1. Very satisfied")
    await desk.replies.tapped(query, Response(draft=second(shown)), T)
    assert len((await desk.screen()).said) == 1
    assert "Question 2/2" in (await desk.screen()).text


# --- people who left, and real failures


async def test_someone_who_blocked_the_bot_is_left_alone(desk: Desk) -> None:
    shown = await shown_first(desk)
    query = await desk.pressed(text="1. Very satisfied")
    await control(desk.url, "POST", f"users/{desk.person.id}/block", {})
    await desk.replies.say(desk.person.id, "hello")
    await desk.replies.tapped(query, Response(draft=second(shown)), T)
    await desk.replies.below(desk.person.id, Response(draft=second(shown)), T)
    assert "Question 1/2" in (await desk.screen()).text


async def test_a_refusal_that_means_a_defect_is_loud(desk: Desk) -> None:
    with pytest.raises(TelegramBadRequest, match="too long"):
        await desk.replies.say(desk.person.id, "x" * 5000)


async def test_a_failure_of_the_network_is_left_to_the_poller(desk: Desk) -> None:
    await desk.fails("sendMessage", "500")
    with pytest.raises(TelegramServerError):
        await desk.replies.say(desk.person.id, "hello")
    await desk.fails("sendMessage", "drop_after")
    with pytest.raises(TelegramNetworkError):
        await desk.replies.say(desk.person.id, "hello")


@pytest.mark.parametrize("kind", ["500", "drop_after", "429"])
async def test_an_old_message_that_cannot_be_taken_away_does_not_count(desk: Desk, kind: str) -> None:
    """A failure would have the update handled once more, and the paper shown twice."""
    shown = await shown_first(desk)
    await desk.fails("deleteMessage", kind, times=MAX_HOLDS)
    await desk.replies.below(desk.person.id, Response(draft=second(shown)), T)
    assert "Question 2/2" in (await desk.screen()).text
    assert len(await desk.requests("sendMessage")) == 2


@pytest.mark.parametrize("kind", ["500", "drop_after", "429"])
async def test_a_typed_answer_that_cannot_be_taken_away_does_not_count(desk: Desk, kind: str) -> None:
    shown = await shown_first(desk)
    message = await desk.wrote("1")
    await desk.fails("deleteMessage", kind, times=MAX_HOLDS)
    await desk.replies.typed(message, Response(draft=second(shown)), T)
    assert "Question 2/2" in (await desk.screen()).text
    assert len(await desk.requests("sendMessage")) == 1


@pytest.mark.parametrize("kind", ["500", "drop_after"])
async def test_a_waiting_sign_that_cannot_be_stopped_ends_by_itself(desk: Desk, kind: str) -> None:
    shown = await shown_first(desk)
    query = await desk.pressed(text="1. Very satisfied")
    await desk.fails("answerCallbackQuery", kind)
    await desk.replies.tapped(query, Response(draft=second(shown)), T)
    assert "Question 2/2" in (await desk.screen()).text


async def test_the_new_language_is_confirmed_in_it(desk: Desk) -> None:
    await shown_first(desk)
    query = await desk.pressed(text="1. Very satisfied")
    await desk.replies.language_chosen(query, "en")
    assert (await desk.screen()).text == "The language is now English."
