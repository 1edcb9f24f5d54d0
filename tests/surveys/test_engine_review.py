"""The review: what is changed from there, and what sending hands over."""

from __future__ import annotations

import pytest

from surveys import Act, Action, Go, Input, Kind, Pick, Rejected, Stage, Type
from tests.surveys.builders import at_review, ballot, make_form, make_interview, make_question, play, take

AGREE, BACK, SKIP, NEXT, SEND = map(Act, (Action.AGREE, Action.BACK, Action.SKIP, Action.NEXT, Action.SEND))

TWO = make_form(make_question("first"), make_question("second"))
MANY = make_form(make_question("many", Kind.SELECT_MULTIPLE), make_question("second"))


def test_a_change_from_the_review_returns_to_the_review() -> None:
    changed = play(TWO, make_interview(TWO, Pick(1), Pick(1)), Go(1), Pick(2))
    assert (changed.stage, changed.editing) == (Stage.REVIEW, False)
    assert changed.answers == {"first": "fair", "second": "good"}


def test_the_number_of_an_answer_to_change_may_be_typed() -> None:
    assert make_interview(TWO, Pick(1), Pick(1), Type("2")).at == "second"


def test_back_from_a_change_returns_to_the_review_unchanged() -> None:
    reviewed = make_interview(TWO, Pick(1), Pick(1))
    assert play(TWO, reviewed, Go(2), BACK).model_copy(update={"revision": reviewed.revision}) == reviewed


def test_an_answer_switched_off_in_a_change_is_asked_for_before_the_review() -> None:
    editing = make_interview(MANY, Pick(1), NEXT, Pick(1), Go(1), Pick(1))
    with pytest.raises(Rejected):
        take(MANY, editing, NEXT)
    assert play(MANY, editing, Pick(2), NEXT).stage is Stage.REVIEW


@pytest.mark.parametrize("given_", [Go(0), Go(3), Go(-1), Type("3"), Type("ok"), AGREE, SKIP])
def test_the_review_takes_only_its_own_numbers(given_: Input) -> None:
    with pytest.raises(Rejected):
        take(TWO, make_interview(TWO, Pick(1), Pick(1)), given_)


def test_a_sent_paper_hands_its_answers_over_and_keeps_none() -> None:
    reviewed = make_interview(TWO, Pick(1), Pick(2))
    assert ballot(TWO, reviewed) == {"first": "good", "second": "fair"}
    sent = play(TWO, reviewed, SEND)
    assert (sent.stage, sent.answers, sent.pace, sent.since) == (Stage.SENT, {}, {}, None)


def test_sending_with_something_missing_jumps_there_and_then_returns() -> None:
    incomplete = at_review(TWO, second="good")
    jumped = take(TWO, incomplete, SEND)
    assert jumped.events == ()
    assert (jumped.interview.stage, jumped.interview.at) == (Stage.ASKING, "first")
    assert play(TWO, jumped.interview, Pick(1)).stage is Stage.REVIEW


def test_sending_with_two_missing_asks_for_both() -> None:
    first = play(TWO, at_review(TWO), SEND)
    second = play(TWO, first, Pick(1))
    assert (first.at, second.at) == ("first", "second")
    assert play(TWO, second, Pick(1)).stage is Stage.REVIEW


def test_answers_to_questions_that_are_not_asked_are_not_sent() -> None:
    reviewed = at_review(TWO, first="good", second="good", gone="old")
    assert ballot(TWO, reviewed) == {"first": "good", "second": "good"}
