"""Rating several units: in any order, and some of them not at all."""

from __future__ import annotations

import pytest

from surveys import Act, Action, Go, Pick, Rejected, Stage, screen
from tests.surveys.builders import ballot, make_form, make_interview, make_question, make_section, play, take

BACK, NEXT, PAUSE, REVIEW, SEND, UNITS, SKIP_UNIT = map(
    Act, (Action.BACK, Action.NEXT, Action.PAUSE, Action.REVIEW, Action.SEND, Action.UNITS, Action.SKIP_UNIT)
)

RATES = make_form(make_section(make_question("rated"), repeat=True))


def test_a_unit_without_information_is_left_out_and_can_be_taken_up_again() -> None:
    skipped = make_interview(RATES, SKIP_UNIT)
    assert (skipped.at, skipped.skipped) == ("rated[b]", ("a",))
    reviewed = play(RATES, skipped, Pick(1))
    assert reviewed.stage is Stage.REVIEW
    again = play(RATES, reviewed, Go(1))
    assert (again.at, again.skipped) == ("rated[a]", ("a",))
    assert play(RATES, again, Pick(1)).skipped == ()


def test_the_answers_about_a_skipped_unit_are_not_sent() -> None:
    skipped = make_interview(RATES, Pick(1), BACK, SKIP_UNIT, Pick(2))
    assert ballot(RATES, skipped) == {"rated[b]": "fair"}


def test_a_paper_about_no_unit_at_all_cannot_be_sent() -> None:
    empty = make_interview(RATES, SKIP_UNIT, SKIP_UNIT)
    assert empty.stage is Stage.REVIEW
    with pytest.raises(Rejected, match="at least one unit"):
        take(RATES, empty, SEND)


def test_nothing_breaks_where_every_unit_was_skipped() -> None:
    empty = make_interview(RATES, SKIP_UNIT, SKIP_UNIT)
    for given_ in (BACK, NEXT, REVIEW, UNITS, Go(1), Go(2), PAUSE):
        for state in (empty, play(RATES, empty, UNITS)):
            try:
                after = take(RATES, state, given_).interview
            except Rejected:
                continue
            assert screen(RATES, after).stage is after.stage


def test_units_about_which_nothing_is_relevant_are_not_listed_and_hold_nothing_up() -> None:
    silent = make_form(make_question("last"), make_section(make_question("rated", relevant="1 = 2"), repeat=True))
    reviewed = make_interview(silent, Pick(1))
    assert [line.unit for line in screen(silent, reviewed).lines] == [None]
    for given_ in (Go(2), UNITS):
        with pytest.raises(Rejected):
            take(silent, reviewed, given_)
    assert ballot(silent, reviewed) == {"last": "good"}


def test_units_are_taken_in_any_order_from_their_list() -> None:
    listed = make_interview(RATES, UNITS)
    assert listed.stage is Stage.UNITS
    second = play(RATES, listed, Go(2))
    assert second.at == "rated[b]"
    assert play(RATES, second, Pick(1)).at == "rated[a]"
