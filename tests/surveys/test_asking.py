"""Rules while a questionnaire is asked: relevance, constraints, choice filters, pages of options."""

from __future__ import annotations

import pytest

from surveys import Act, Action, Go, Kind, Pick, Questionnaire, Rejected, Speak, Stage, Type, screen
from surveys.asking import PAGE
from tests.surveys.builders import (
    ballot,
    make_choice,
    make_form,
    make_interview,
    make_question,
    make_section,
    make_units,
    play,
    take,
)

BACK, SKIP, NEXT, REVIEW = map(Act, (Action.BACK, Action.SKIP, Action.NEXT, Action.REVIEW))
MORE, LESS, SEND = map(Act, (Action.MORE, Action.LESS, Action.SEND))
YES, NO = Pick(1), Pick(2)

REASON = make_form(
    make_question("came", choices=("yes", "no")),
    make_question("times", Kind.INTEGER, relevant="${came} = 'yes'", constraint=". <= 50", message="At most 50."),
    make_question("last"),
)


def test_a_number_is_read_in_the_language_of_the_paper() -> None:
    form = make_form(make_question("spent", Kind.DECIMAL))
    assert make_interview(form, Type("1.234")).answers == {"spent": "1.234"}, "English"
    vietnamese = play(form, make_interview(form), Speak("vi"))
    with pytest.raises(Rejected, match="1234 or as 1,234"):
        play(form, vietnamese, Type("1.234"))
    assert play(form, vietnamese, Type("1,234")).answers == {"spent": "1.234"}


# --- relevance


def test_a_question_that_is_not_relevant_is_passed_over() -> None:
    assert make_interview(REASON, NO).at == "last"
    assert make_interview(REASON, YES).at == "times"


def test_an_answer_that_became_irrelevant_is_not_sent_and_comes_back_when_it_matters_again() -> None:
    answered = make_interview(REASON, YES, Type("3"), Pick(1))
    without = play(REASON, answered, Go(1), NO)
    assert ballot(REASON, without) == {"came": "no", "last": "good"}
    again = play(REASON, without, Go(1), YES)
    assert ballot(REASON, again) == {"came": "yes", "times": "3", "last": "good"}


def test_what_a_change_made_relevant_is_asked_before_the_review() -> None:
    reviewed = make_interview(REASON, NO, Pick(1))
    changed = play(REASON, reviewed, Go(1), YES)
    assert (changed.stage, changed.at) == (Stage.ASKING, "times")
    assert play(REASON, changed, Type("1")).stage is Stage.REVIEW


def test_an_early_question_that_a_later_answer_makes_relevant_is_asked_at_the_end() -> None:
    form = make_form(make_question("early", relevant="${late} = 'good'"), make_question("late"))
    assert make_interview(form).at == "late"
    assert make_interview(form, Pick(1)).at == "early"
    assert ballot(form, make_interview(form, Pick(1), Pick(2))) == {"early": "fair", "late": "good"}


def test_nothing_in_a_group_that_is_not_relevant_has_a_value() -> None:
    form = make_form(
        make_question("came", choices=("yes", "no")),
        make_section(make_question("inner"), relevant="${came} = 'yes'"),
        make_question("depends", relevant="${inner} = 'good'"),
    )
    answered = make_interview(form, YES, Pick(1), Pick(1))
    assert ballot(form, play(form, answered, Go(1), NO)) == {"came": "no"}


def test_a_calculated_value_is_never_asked_and_decides_what_is() -> None:
    form = make_form(
        make_question("a", Kind.INTEGER),
        make_question("twice", Kind.CALCULATE, calculation="${a} * 2"),
        make_question("many", relevant="${twice} >= 10"),
        make_question("few", relevant="${twice} < 10"),
    )
    assert (make_interview(form, Type("5")).at, make_interview(form, Type("4")).at) == ("many", "few")


@pytest.mark.parametrize(
    "form",
    [
        make_form(make_question("never", relevant="1 = 2")),
        make_form(make_question("sum", Kind.CALCULATE, calculation="1 + 1")),
        make_form(make_units(make_question("rated", relevant="1 = 2"))),
        make_form(make_units(make_question("rated"), relevant="1 = 2")),
    ],
    ids=["never relevant", "only calculated", "nothing about a unit", "no unit"],
)
def test_a_paper_that_asks_nothing_can_be_sent_and_left(form: Questionnaire) -> None:
    reviewed = make_interview(form)
    assert reviewed.stage is Stage.REVIEW
    assert ballot(form, reviewed) == {}
    assert play(form, reviewed, BACK).stage is Stage.NOTICE


def test_a_language_in_which_a_condition_reads_otherwise_leaves_nobody_at_a_question_that_is_gone() -> None:
    form = make_form(
        make_question("a"),
        make_question("label", Kind.CALCULATE, calculation="jr:choice-name(${a}, '${a}')"),
        make_question("english", relevant="${label} = 'Neutral'"),
        make_question("last"),
    )
    asked = make_interview(form, Pick(2))
    assert asked.at == "english"
    spoken = play(form, asked, Speak("vi"))
    assert (spoken.at, spoken.language) == ("last", "vi")


# --- constraints


def test_an_answer_that_breaks_a_constraint_is_asked_again_in_the_words_of_the_form() -> None:
    with pytest.raises(Rejected, match="At most 50"):
        take(REASON, make_interview(REASON, YES), Type("51"))


def test_in_a_constraint_the_questions_own_name_means_the_answer_too() -> None:
    form = make_form(make_question("age", Kind.INTEGER, constraint="${age} >= 18"))
    assert make_interview(form, Type("18")).answers == {"age": "18"}
    with pytest.raises(Rejected, match="not possible"):
        make_interview(form, Type("17"))


TWO_AT_MOST = make_form(
    make_question("many", Kind.SELECT_MULTIPLE, constraint="count-selected(.) <= 2"), make_question("last")
)


def test_a_constraint_on_a_multiple_choice_is_looked_at_when_going_on() -> None:
    three = make_interview(TWO_AT_MOST, Pick(1), Pick(2), Pick(3))
    assert three.answers["many"] == ("good", "fair", "none")
    for given in (NEXT, REVIEW, Type("1 2 3")):
        with pytest.raises(Rejected):
            take(TWO_AT_MOST, three, given)
    assert play(TWO_AT_MOST, three, Pick(2), NEXT).at == "last"


def test_a_broken_constraint_cannot_be_carried_past_the_review() -> None:
    reviewed = make_interview(TWO_AT_MOST, Pick(1), NEXT, Pick(1))
    sneaked = play(TWO_AT_MOST, reviewed, Go(1), Pick(2), Pick(3), BACK)
    assert sneaked.stage is Stage.REVIEW
    asked = play(TWO_AT_MOST, sneaked, SEND)
    assert (asked.stage, asked.at) == (Stage.ASKING, "many")


def test_an_answer_that_a_later_change_made_impossible_is_asked_for_again() -> None:
    form = make_form(
        make_question("all", Kind.INTEGER),
        make_question("part", Kind.INTEGER, required=False, constraint=". <= ${all}"),
    )
    reviewed = make_interview(form, Type("9"), Type("8"))
    changed = play(form, reviewed, Go(1), Type("5"))
    assert changed.at == "part"
    with pytest.raises(Rejected):
        take(form, changed, NEXT)
    assert ballot(form, play(form, changed, SKIP)) == {"all": "5"}


# --- choices


FILTERED = make_form(
    make_question("district", choices=("north", "south", "west")),
    make_question(
        "commune",
        choices=[make_choice(f"c{n}", filters={"d": "north" if n < 3 else "south"}) for n in range(1, 5)],
        choice_filter="d = ${district}",
    ),
    make_question("last"),
)


def test_numbers_mean_the_choices_that_the_filter_leaves() -> None:
    assert make_interview(FILTERED, Pick(2), Pick(1)).answers["commune"] == "c3"
    with pytest.raises(Rejected):
        make_interview(FILTERED, Pick(2), Pick(3))


def test_a_choice_that_the_filter_took_away_is_asked_for_again() -> None:
    reviewed = make_interview(FILTERED, Pick(1), Pick(1), Pick(1))
    changed = play(FILTERED, reviewed, Go(1), Pick(2))
    assert changed.at == "commune"
    assert not any(option.chosen for option in screen(FILTERED, changed).options)
    back = play(FILTERED, changed, BACK, Go(1), Pick(1))
    assert ballot(FILTERED, back)["commune"] == "c1"


def test_a_question_whose_filter_leaves_nothing_to_choose_is_not_asked() -> None:
    assert make_interview(FILTERED, Pick(3)).at == "last"


def test_a_long_list_is_shown_in_pages_and_takes_every_number_on_each() -> None:
    form = make_form(make_question("q", choices=[f"c{n}" for n in range(1, 21)]), make_question("last"))
    first = make_interview(form)
    shown = [screen(form, play(form, first, *[MORE] * times)) for times in range(4)]
    assert [[option.number for option in each.options] for each in shown] == [
        [*range(1, PAGE + 1)], [*range(9, 17)], [17, 18, 19, 20], [17, 18, 19, 20],
    ]  # fmt: skip
    assert [(Action.LESS in each.actions, Action.MORE in each.actions) for each in shown[:3]] == [
        (False, True), (True, True), (True, False),
    ]  # fmt: skip
    assert play(form, first, MORE, Type("3")).answers == {"q": "c3"}
    assert play(form, first, MORE, MORE, LESS, LESS, LESS).page == 0
    assert play(form, first, MORE, Pick(20)).page == 0


def test_turning_a_page_that_is_not_there_changes_nothing() -> None:
    first = make_interview(REASON)
    assert take(REASON, first, MORE).interview is first
    assert take(REASON, first, LESS).interview is first


def test_taps_on_a_multiple_choice_stay_on_their_page() -> None:
    form = make_form(make_question("q", Kind.SELECT_MULTIPLE, choices=[f"c{n}" for n in range(1, 21)]))
    assert make_interview(form, MORE, Pick(12), Pick(13)).page == 1


def test_a_tap_where_nothing_is_chosen_is_asked_again() -> None:
    with pytest.raises(Rejected, match="needs an answer"):
        take(REASON, make_interview(REASON, YES), Pick(1))
