"""Playing a questionnaire with prepared answers."""

from __future__ import annotations

import pytest

from surveys import Kind, Questionnaire, Walk, walk
from surveys.walk import Prepared
from tests.surveys.builders import NOW, make_form, make_question, make_units

KINDS = make_form(
    make_question("note", Kind.NOTE),
    make_question("one", choices=("yes", "no")),
    make_question("many", Kind.SELECT_MULTIPLE, required=False, constraint="count-selected(.) <= 2"),
    make_question("count", Kind.INTEGER, required=False),
    make_question("share", Kind.DECIMAL, required=False),
    make_question("said", Kind.TEXT, required=False),
    make_question("day", Kind.DATE, required=False),
)
RATES = make_form(
    make_question("you", required=False),
    make_units(make_question("rated"), make_question("why", Kind.TEXT, required=False)),
)
EVERYTHING = ["one", "many", "count", "share", "said", "day"]


def walked(form: Questionnaire, prepared: Prepared) -> Walk:
    return walk(form, prepared, NOW, language="en")


def rejected(done: Walk) -> list[tuple[str, object, str]]:
    return [(each.key, each.value, str(each.reason)) for each in done.rejected]


def test_every_question_is_asked_in_order_and_answered() -> None:
    done = walked(KINDS, {"one": "yes", "many": ["good", "none"], "count": 3, "share": 2.5, "day": "2026-11-20"})
    assert (done.asked, done.rejected, done.complete) == (EVERYTHING, [], True)
    assert done.ballot == {
        "one": "yes",
        "many": ("good", "none"),
        "count": "3",
        "share": "2.5",
        "day": "2026-11-20",
    }


@pytest.mark.parametrize(
    ("value", "answer"),
    [(0, "0"), (3.0, "3"), ("3", "3"), (-2, "-2"), ([7], "7"), (1e3, "1000")],
)
def test_a_whole_number_may_be_written_in_any_way(value: object, answer: str) -> None:
    done = walk(KINDS, {"one": "yes", "count": value}, NOW)  # type: ignore[dict-item]
    assert done.ballot["count"] == answer


def test_a_small_decimal_is_not_written_with_an_exponent() -> None:
    assert walked(KINDS, {"one": "yes", "share": 0.00001}).ballot["share"] == "0.00001"


@pytest.mark.parametrize(("value", "answer"), [(True, "yes"), (False, "no")])
def test_a_truth_value_is_the_choice_that_says_so(value: bool, answer: str) -> None:
    assert walked(KINDS, {"one": value}).ballot == {"one": answer}


@pytest.mark.parametrize(("value", "answer"), [(True, "true"), (False, "0")])
def test_a_truth_value_finds_choices_of_other_names(value: bool, answer: str) -> None:
    form = make_form(make_question("q", choices=("true", "0")))
    assert walked(form, {"q": value}).ballot == {"q": answer}


@pytest.mark.parametrize("nothing", [None, "", []])
def test_no_value_leaves_a_question_unanswered(nothing: None) -> None:
    done = walked(KINDS, {"one": "yes", "count": nothing, "many": nothing})
    assert (done.ballot, done.rejected, done.complete) == ({"one": "yes"}, [], True)


@pytest.mark.parametrize("sign", ["-", "x", "=", "!", "*", "##"])
def test_a_prepared_text_is_an_answer_even_where_it_looks_like_a_sign(sign: str) -> None:
    assert walked(KINDS, {"one": "yes", "said": sign}).ballot["said"] == sign


def test_a_rejected_optional_answer_is_left_out_and_the_walk_goes_on() -> None:
    done = walked(KINDS, {"one": "yes", "count": 2.5, "many": ["good", "fair", "none"], "day": "soon"})
    assert (done.asked, done.ballot, done.complete) == (EVERYTHING, {"one": "yes"}, True)
    assert [key for key, _, _ in rejected(done)] == ["many", "count", "day"]


def test_a_rejected_required_answer_ends_the_walk() -> None:
    done = walked(KINDS, {"one": "perhaps", "count": 3})
    assert (done.asked, done.ballot, done.complete) == (["one"], {}, False)
    assert rejected(done) == [("one", "perhaps", "There is no choice perhaps here.")]


@pytest.mark.parametrize("value", [["yes", "no"], {"a": "yes"}, [None], [["yes"]]])
def test_a_value_of_the_wrong_shape_is_rejected(value: object) -> None:
    done = walk(KINDS, {"one": value}, NOW)  # type: ignore[dict-item]
    assert [(each.key, each.value) for each in done.rejected] == [("one", value)]
    assert not done.complete


def test_a_list_is_no_text() -> None:
    assert [key for key, _, _ in rejected(walked(KINDS, {"one": "yes", "said": ["a", "b"]}))] == ["said"]


def test_units_are_those_that_the_answers_name() -> None:
    done = walked(RATES, {"rated": {"y": "good", "x": "fair"}, "why": {"x": "so"}})
    assert done.asked == ["you", "rated[y]", "why[y]", "rated[x]", "why[x]"]
    assert (done.ballot, done.complete) == ({"rated[y]": "good", "rated[x]": "fair", "why[x]": "so"}, True)


def test_a_unit_without_a_required_answer_ends_the_walk_with_what_was_answered_so_far() -> None:
    done = walked(RATES, {"rated": {"x": "good", "y": "bad"}})
    assert done.asked == ["you", "rated[x]", "why[x]", "rated[y]"]
    assert (done.ballot, done.complete) == ({"rated[x]": "good"}, False)
    assert [(key, value) for key, value, _ in rejected(done)] == [("rated[y]", "bad")]


def test_one_value_in_a_repeat_counts_for_every_unit_named_elsewhere() -> None:
    assert walked(RATES, {"rated": "good", "why": {"x": "a", "y": "b"}}).ballot == {
        "rated[x]": "good", "why[x]": "a", "rated[y]": "good", "why[y]": "b",
    }  # fmt: skip


def test_a_form_over_units_without_a_unit_asks_the_rest() -> None:
    done = walked(RATES, {"you": "good"})
    assert (done.asked, done.ballot, done.complete) == (["you"], {"you": "good"}, True)


def test_units_about_which_nothing_is_said_end_in_an_unsent_paper() -> None:
    form = make_form(make_units(make_question("rated", required=False)))
    done = walked(form, {"rated": {"x": None}})
    assert (done.asked, done.ballot, done.complete) == (["rated[x]"], {}, False)


def test_a_unit_without_a_code_is_rejected_and_answers_nothing() -> None:
    done = walked(RATES, {"rated": {"": "good", " ": "fair", "x": "good"}})
    assert (done.ballot, done.complete) == ({"rated[x]": "good"}, True)
    assert rejected(done) == [
        ("rated[]", "good", "The code of the unit is missing."),
        ("rated[]", "fair", "The code of the unit is missing."),
    ]


@pytest.mark.parametrize("value", ["good", ["good"], 1])
def test_a_value_about_every_unit_is_rejected_where_no_unit_is_named(value: str | list[str] | int) -> None:
    done = walked(RATES, {"you": "good", "rated": value})
    assert (done.ballot, done.complete) == ({"you": "good"}, True)
    assert [(key, said) for key, said, _ in rejected(done)] == [("rated", value)]


def test_a_value_for_what_is_not_asked_is_rejected() -> None:
    form = make_form(
        make_question("hello", Kind.NOTE),
        make_question("q"),
        make_question("sum", Kind.CALCULATE, calculation="1 + 1"),
    )
    done = walked(form, {"hello": "x", "q": "good", "sum": 5})
    assert (done.ballot, done.complete) == ({"q": "good"}, True)
    assert rejected(done) == [("hello", "x", "Nothing is asked here."), ("sum", 5, "Nothing is asked here.")]
    assert not walked(form, {"hello": None, "q": "good", "sum": ""}).rejected


def test_only_what_is_relevant_is_asked_and_a_late_answer_may_make_an_early_question_so() -> None:
    form = make_form(
        make_question("early", relevant="${late} = 'good'"),
        make_question("late"),
        make_question("many", Kind.SELECT_MULTIPLE),
    )
    done = walked(form, {"early": "fair", "late": "good", "many": "good none"})
    assert done.asked == ["late", "many", "early"]
    assert done.ballot == {"early": "fair", "late": "good", "many": ("good", "none")}
    assert walked(form, {"early": "fair", "late": "fair", "many": "good"}).asked == ["late", "many"]


def test_an_answer_that_another_one_made_impossible_is_asked_again_and_left_out() -> None:
    form = make_form(
        make_question("part", Kind.INTEGER, required=False, constraint="${all} = '' or . <= ${all}"),
        make_question("all", Kind.INTEGER),
    )
    done = walked(form, {"part": 9, "all": 5})
    assert (done.asked, done.ballot, done.complete) == (["part", "all"], {"all": "5"}, True)
    assert [(key, value) for key, value, _ in rejected(done)] == [("part", 9)]
