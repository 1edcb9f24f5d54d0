"""Questions one after the other: answering, going back, skipping, and what is no answer."""

from __future__ import annotations

import pytest

from surveys import Act, Action, Input, Kind, Pick, Rejected, Stage, Type
from tests.surveys.builders import EVERY_KIND, make_form, make_interview, make_question, play, take

AGREE, BACK, SKIP, NEXT, REVIEW, SEND = map(
    Act, (Action.AGREE, Action.BACK, Action.SKIP, Action.NEXT, Action.REVIEW, Action.SEND)
)

TWO = make_form(make_question("first"), make_question("second"))
OPTIONAL = make_form(make_question("first", required=False), make_question("second"))
MANY = make_form(make_question("many", Kind.SELECT_MULTIPLE), make_question("second"))
NOTES = make_form(make_question("note", Kind.NOTE), make_question("first"))


def test_every_answer_leads_to_the_next_question_and_the_last_one_to_the_review() -> None:
    started = make_interview(TWO)
    assert started.at == "first"
    second = play(TWO, started, Pick(1))
    assert (second.at, second.answers) == ("second", {"first": "good"})
    assert play(TWO, second, Type("2")).stage is Stage.REVIEW


def test_the_same_questions_are_asked_about_each_unit() -> None:
    interview, keys = make_interview(EVERY_KIND), []
    while interview.stage is Stage.ASKING:
        keys.append(interview.at)
        answer: Input = Type("2") if interview.at in {"one", "count", "rated[a]", "rated[b]"} else SKIP
        interview = play(EVERY_KIND, interview, answer)
    rated = ["rated[a]", "why[a]", "rated[b]", "why[b]"]
    assert keys == ["welcome", "one", "many", "count", "share", "mark", "day", *rated, "bye"]


def test_going_back_keeps_every_answer() -> None:
    answered = make_interview(TWO, Pick(1), Pick(2))
    for _ in range(4):
        answered = play(TWO, answered, BACK)
    assert answered.stage is Stage.LANGUAGE
    returned = play(TWO, answered, Pick(1), AGREE, NEXT, NEXT)
    assert returned.stage is Stage.REVIEW
    assert returned.answers == {"first": "good", "second": "fair"}


def test_back_from_the_first_question_leads_to_the_notice() -> None:
    assert play(TWO, make_interview(TWO), BACK).stage is Stage.NOTICE


def test_back_from_the_review_leads_to_the_last_question() -> None:
    assert make_interview(TWO, Pick(1), Pick(1), BACK).at == "second"


def test_a_new_answer_replaces_the_old_one() -> None:
    assert make_interview(TWO, Pick(1), BACK, Pick(3)).answers == {"first": "none"}


def test_an_optional_question_can_be_skipped() -> None:
    skipped = make_interview(OPTIONAL, SKIP)
    assert (skipped.at, skipped.answers) == ("second", {})


def test_skipping_takes_an_answer_away() -> None:
    assert make_interview(OPTIONAL, Pick(1), BACK, SKIP).answers == {}


def test_going_on_passes_an_optional_question() -> None:
    passed = make_interview(OPTIONAL, Type(">"))
    assert (passed.at, passed.answers) == ("second", {})


def test_a_required_question_cannot_be_skipped_or_passed() -> None:
    for given_ in (SKIP, NEXT, REVIEW, SEND):
        with pytest.raises(Rejected):
            take(TWO, make_interview(TWO), given_)


def test_a_note_is_passed_by_a_tap_and_takes_no_answer() -> None:
    noted = make_interview(NOTES)
    assert play(NOTES, noted, NEXT).at == "first"
    with pytest.raises(Rejected, match="Continue"):
        take(NOTES, noted, Type("yes"))


def test_options_of_a_multiple_choice_are_switched_on_and_off_in_the_order_of_the_form() -> None:
    many = make_interview(MANY, Pick(3), Pick(1))
    assert (many.at, many.answers["many"]) == ("many", ("good", "none"))
    assert play(MANY, many, Pick(3)).answers["many"] == ("good",)
    assert play(MANY, many, NEXT).at == "second"


def test_a_multiple_choice_without_options_is_no_answer() -> None:
    none = make_interview(MANY, Pick(2), Pick(2))
    assert none.answers == {}
    with pytest.raises(Rejected):
        take(MANY, none, NEXT)


def test_typed_numbers_set_a_multiple_choice_and_go_on() -> None:
    typed = make_interview(MANY, Pick(2), Type("1 3"))
    assert (typed.at, typed.answers["many"]) == ("second", ("good", "none"))


@pytest.mark.parametrize("number", [0, -1, 4, 10**12])
def test_a_tap_beyond_the_options_is_rejected(number: int) -> None:
    for form in (TWO, MANY):
        with pytest.raises(Rejected):
            take(form, make_interview(form), Pick(number))
