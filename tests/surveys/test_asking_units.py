"""Many units on one paper: one after the other, skipped, taken up again, and enough of them."""

from __future__ import annotations

import pytest

from surveys import Act, Action, Go, Input, Interview, Kind, Pick, Rejected, Stage, Type, UnitState, screen
from tests.surveys.builders import ballot, make_form, make_interview, make_question, make_units, play, take

BACK, SKIP, NEXT, REVIEW, SEND = map(Act, (Action.BACK, Action.SKIP, Action.NEXT, Action.REVIEW, Action.SEND))
UNITS, SKIP_UNIT = Act(Action.UNITS), Act(Action.SKIP_UNIT)
YES = Pick(1)

THREE = make_form(
    make_question("first", choices=("yes", "no")),
    make_units(make_question("rated"), make_question("why", Kind.TEXT, required=False)),
    make_question("last", required=False),
)
ABC = ("a", "b", "c")


def rating(*inputs: Input, enough: int | None = None) -> Interview:
    """Three units, after the first question."""
    return play(THREE, make_interview(THREE, YES, units=ABC).model_copy(update={"enough": enough}), *inputs)


def test_units_come_one_after_the_other_and_back_leads_into_the_one_before() -> None:
    second = rating(Pick(1), SKIP)
    assert second.at == "rated[b]"
    assert play(THREE, second, BACK).at == "why[a]"
    assert play(THREE, rating(), BACK).at == "first"


def test_a_skipped_unit_is_passed_over_both_ways() -> None:
    third = rating(Pick(1), SKIP, SKIP_UNIT)
    assert third.at == "rated[c]"
    assert play(THREE, third, BACK).at == "why[a]"


def test_skipping_from_the_middle_of_a_unit_leaves_its_answers_out_and_taking_it_up_brings_them_back() -> None:
    skipped = rating(Pick(1), SKIP_UNIT, Pick(1), SKIP, Pick(2), SKIP, SKIP)
    assert ballot(THREE, skipped) == {"first": "yes", "rated[b]": "good", "rated[c]": "fair"}
    again = play(THREE, skipped, UNITS, Go(1), NEXT, REVIEW)
    assert ballot(THREE, again) == {"first": "yes", "rated[a]": "good", "rated[b]": "good", "rated[c]": "fair"}


def test_the_list_says_how_far_each_unit_is() -> None:
    listed = screen(THREE, rating(Pick(1), SKIP, SKIP_UNIT, UNITS))
    assert [(line.unit, line.state) for line in listed.lines] == [
        ("a", UnitState.DONE), ("b", UnitState.SKIPPED), ("c", UnitState.LEFT),
    ]  # fmt: skip
    assert (listed.number, listed.units) == (1, 3)
    assert Action.REVIEW not in listed.actions


def test_back_from_the_list_returns_to_the_question_and_to_the_page_it_was_opened_from() -> None:
    there = rating(Pick(1))
    assert play(THREE, there, UNITS, BACK).at == there.at


def test_back_from_the_list_returns_to_the_review_it_was_opened_from() -> None:
    reviewed = rating(SKIP_UNIT, SKIP_UNIT, Pick(1), SKIP, SKIP)
    assert play(THREE, reviewed, UNITS, BACK).stage is Stage.REVIEW


def test_going_on_from_the_list_leads_to_what_is_left() -> None:
    listed = rating(UNITS, Go(2), Pick(1), SKIP, UNITS)
    assert play(THREE, listed, NEXT).at == "rated[a]"


def test_looking_at_a_skipped_unit_leaves_it_skipped() -> None:
    reviewed = rating(SKIP_UNIT, Pick(1), SKIP, Pick(1), SKIP, SKIP)
    looked = play(THREE, reviewed, Go(2))
    assert (looked.at, looked.skipped) == ("rated[a]", ("a",))
    assert screen(THREE, looked).question is not None
    for way in (BACK, UNITS, REVIEW, SKIP_UNIT):
        after = play(THREE, looked, way)
        assert screen(THREE, after).lines[0 if way == UNITS else 1].state is UnitState.SKIPPED
        assert after.skipped == ("a",)
    assert play(THREE, looked, UNITS, BACK).at == "rated[a]"


@pytest.mark.parametrize("answer", [Pick(1), Type("1")])
def test_an_answer_about_a_skipped_unit_takes_it_up(answer: Input) -> None:
    reviewed = rating(SKIP_UNIT, Pick(1), SKIP, Pick(1), SKIP, SKIP)
    assert play(THREE, reviewed, Go(2), answer).skipped == ()


def test_a_skipped_unit_with_its_answers_is_taken_up_by_confirming_them() -> None:
    reviewed = rating(Pick(1), SKIP_UNIT, Pick(1), SKIP, Pick(1), SKIP, SKIP)
    assert play(THREE, reviewed, Go(2)).skipped == ("a",)
    assert "rated[a]" in ballot(THREE, play(THREE, reviewed, Go(2), NEXT, SKIP))


def test_the_list_of_units_does_not_lead_past_questions_that_were_not_shown_yet() -> None:
    form = make_form(
        make_question("note", Kind.NOTE),
        make_question("you", required=False),
        make_units(make_question("rated")),
        make_question("last", required=False),
    )
    for before in (make_interview(form), make_interview(form, NEXT)):
        with pytest.raises(Rejected, match="units come later"):
            take(form, before, Type("?"))
    after = make_interview(form, NEXT, SKIP, Pick(1), Pick(1))
    for there in (make_interview(form, NEXT, SKIP), after, play(form, after, SKIP, Go(1))):
        assert play(form, there, Type("?")).stage is Stage.UNITS


def test_the_list_can_be_opened_where_every_unit_was_skipped() -> None:
    skipped = rating(SKIP_UNIT, SKIP_UNIT, SKIP_UNIT)
    assert skipped.at == "last"
    assert play(THREE, skipped, UNITS).stage is Stage.UNITS
    assert play(THREE, skipped, BACK, UNITS).stage is Stage.UNITS


@pytest.mark.parametrize("given", [Go(0), Go(4), Type("4"), Type("a"), SKIP, SEND, REVIEW])
def test_the_list_takes_only_its_own_numbers(given: Input) -> None:
    with pytest.raises(Rejected):
        take(THREE, rating(UNITS), given)


def test_a_change_of_a_unit_goes_through_that_unit_and_back_to_the_review() -> None:
    reviewed = rating(Pick(1), Type("a"), Pick(1), Type("b"), Pick(1), Type("c"), SKIP)
    first = play(THREE, reviewed, Go(3))
    assert (first.at, first.editing) == ("rated[b]", True)
    second = play(THREE, first, NEXT)
    assert (second.at, second.editing) == ("why[b]", True)
    assert play(THREE, second, BACK).at == "rated[b]"
    assert play(THREE, second, BACK, BACK).stage is Stage.REVIEW
    changed = play(THREE, second, Type("new"))
    assert changed.stage is Stage.REVIEW
    assert ballot(THREE, changed)["why[b]"] == "new"


def test_once_enough_units_are_finished_the_others_may_be_left_out() -> None:
    one = rating(Pick(1), SKIP, enough=2)
    assert Action.REVIEW not in screen(THREE, one).actions
    two = play(THREE, one, Pick(2), SKIP)
    assert Action.REVIEW in screen(THREE, two).actions
    assert ballot(THREE, play(THREE, two, REVIEW)) == {"first": "yes", "rated[a]": "good", "rated[b]": "fair"}


def test_a_unit_begun_and_not_finished_is_not_counted_and_not_sent() -> None:
    form = make_form(make_units(make_question("one"), make_question("two")))
    begun = make_interview(form, Pick(1), Pick(1), Pick(1)).model_copy(update={"enough": 1})
    assert ballot(form, play(form, begun, REVIEW)) == {"one[a]": "good", "two[a]": "good"}
    with pytest.raises(Rejected):
        take(form, begun.model_copy(update={"enough": 2}), REVIEW)


def test_where_every_question_about_units_is_optional_one_answer_makes_a_unit_count() -> None:
    form = make_form(make_units(make_question("one", required=False)))
    none = make_interview(form, SKIP, SKIP)
    with pytest.raises(Rejected, match="at least one unit"):
        take(form, none, SEND)
    assert ballot(form, play(form, none, Go(2), Pick(1))) == {"one[b]": "good"}


def test_notes_about_units_are_shown_and_passed() -> None:
    form = make_form(make_units(make_question("about", Kind.NOTE), make_question("rated")))
    assert make_interview(form).at == "about[a]"
    assert ballot(form, make_interview(form, NEXT, Pick(1), NEXT, Pick(2))) == {
        "rated[a]": "good",
        "rated[b]": "fair",
    }


def test_units_with_notes_only_hold_nothing_up() -> None:
    form = make_form(make_units(make_question("about", Kind.NOTE)), make_question("last"))
    assert ballot(form, make_interview(form, NEXT, NEXT, Pick(1))) == {"last": "good"}


def test_a_unit_drawn_twice_is_rated_once() -> None:
    again = Interview.model_validate({"units": ["a", "b", "a"]})
    assert again.units == ("a", "b")


def test_a_repeat_without_units_holds_nothing_up() -> None:
    reviewed = make_interview(THREE, YES, SKIP, units=())
    assert ballot(THREE, reviewed) == {"first": "yes"}
    with pytest.raises(Rejected):
        take(THREE, reviewed, UNITS)
