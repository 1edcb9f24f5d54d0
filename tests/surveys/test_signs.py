"""Actions by typing, and the answers that look like them."""

from __future__ import annotations

import pytest

from surveys import SIGNS, Act, Action, Hold, Kind, Pick, Rejected, Stage, Type
from tests.surveys.builders import (
    make_choice,
    make_form,
    make_interview,
    make_question,
    make_units,
    play,
    take,
)

TEXT = make_form(make_question("said", Kind.TEXT), make_question("last"))
UNITS = make_form(make_units(make_question("rated"), make_question("why", Kind.TEXT, required=False)))


def test_every_action_has_one_sign() -> None:
    assert sorted(SIGNS.values()) == sorted(Action)


@pytest.mark.parametrize("sign", [sign for sign in SIGNS if sign != "x"])
def test_a_sign_is_never_kept_as_a_free_text(sign: str) -> None:
    try:
        after = take(TEXT, make_interview(TEXT), Type(f" {sign} ")).interview
    except Rejected:
        return
    assert after.answers == {}


@pytest.mark.parametrize(("seen", "typed"), [("—", "--"), ("«", "<<"), ("»", ">>")])
def test_two_signs_that_a_telephone_made_one_are_still_those_two(seen: str, typed: str) -> None:
    form = make_form(make_question("q", choices=[f"c{n}" for n in range(20)]))
    noticed = play(form, make_interview(form), Act(Action.BACK))
    asked = make_interview(form, Type(">>"))
    for interview in (noticed, asked):
        outcomes: list[object] = []
        for text in (seen, typed):
            try:
                outcomes.append(take(form, interview, Type(text)))
            except Rejected as rejected:
                outcomes.append(str(rejected))
        assert outcomes[0] == outcomes[1]
    assert play(form, noticed, Type("—")).stage is Stage.REFUSED
    assert play(form, asked, Type("«")).page == 0


def test_a_text_that_only_holds_a_sign_is_an_answer() -> None:
    assert make_interview(TEXT, Type("x = ?")).answers == {"said": "x = ?"}


@pytest.mark.parametrize("letter", ["x", "X"])
def test_the_letter_x_is_an_answer_where_no_unit_is_rated_and_skips_the_unit_where_one_is(letter: str) -> None:
    assert make_interview(TEXT, Type(letter)).answers == {"said": letter}
    assert make_interview(UNITS, Type(letter)).skipped == ("a",)
    assert make_interview(UNITS, Pick(1), Type(letter)).skipped == ("a",)


@pytest.mark.parametrize("label", ["?", "-", "x", "<"])
def test_an_option_worded_like_a_sign_is_that_option(label: str) -> None:
    form = make_form(make_question("q", choices=[make_choice("good"), make_choice(label)]), make_question("last"))
    assert make_interview(form, Type(label)).answers == {"q": label}


def test_a_paper_is_paused_and_taken_up_by_typing() -> None:
    paused = make_interview(TEXT, Type("*"))
    assert paused.hold is Hold.PAUSED
    assert play(TEXT, paused, Type("+")).hold is Hold.NONE


def test_what_is_typed_to_a_paused_paper_begins_nothing_anew() -> None:
    paused = make_interview(TEXT, Type("so"), Type("*"))
    for typed in ("##", "#", "!"):
        assert play(TEXT, paused, Type(typed)).answers == {"said": "so"}
    anew = play(TEXT, paused, Type("#"), Type("##"))
    assert (anew.answers, anew.at, anew.hold) == ({}, "said", Hold.NONE)


def test_a_whole_paper_is_filled_in_by_typing() -> None:
    typed = ["1", "-", "2", "<", "?", "2", "x", "1", ">", "=", "!"]
    interview = make_interview(UNITS)
    for text in typed:
        interview = play(UNITS, interview, Type(text))
    assert interview.stage is Stage.SENT


def test_signs_mean_nothing_before_the_questions() -> None:
    noticed = play(TEXT, make_interview(TEXT), Act(Action.BACK))
    for sign in ("!", "=", "-", "*", "#"):
        with pytest.raises(Rejected):
            take(TEXT, noticed, Type(sign))
