"""From a sent paper to ratings, and from a questionnaire to what its options are worth."""

from __future__ import annotations

from decimal import Decimal

from surveys import CriterionRating, Kind, Question, option_points, questions_per_criterion, ratings
from tests.surveys.builders import make_choice, make_form, make_question, make_section

RATED = make_question("rated", criterion="tthc.huong_dan")
PAPER = make_form(RATED, make_question("free", Kind.TEXT), make_question("plain"))
REPEAT = make_form(make_section(RATED, repeat=True))


def test_an_answer_to_a_question_with_a_criterion_rates_the_unit_of_the_paper() -> None:
    given = ratings(PAPER, {"rated": "good", "free": "x", "plain": "fair"}, unit="thanh_ha", units=())
    assert given == (CriterionRating("thanh_ha", "tthc.huong_dan", "good"),)


def test_inside_a_repeat_each_answer_rates_its_own_unit() -> None:
    given = ratings(REPEAT, {"rated[a]": "good", "rated[b]": "none"}, unit=None, units=("a", "b", "c"))
    assert [(rating.unit, rating.option) for rating in given] == [("a", "good"), ("b", "none")]


def test_an_unanswered_question_rates_nothing() -> None:
    assert ratings(PAPER, {}, unit="thanh_ha", units=()) == ()


def test_a_paper_about_nobody_rates_nothing() -> None:
    assert ratings(PAPER, {"rated": "good"}, unit=None, units=()) == ()


def test_two_questions_may_feed_one_criterion() -> None:
    form = make_form(make_question("a", criterion="c"), make_question("b", criterion="c"))
    given = ratings(form, {"a": "good", "b": "fair"}, unit="u", units=())
    assert given == (CriterionRating("u", "c", "good"), CriterionRating("u", "c", "fair"))


def test_a_multiple_choice_is_no_rating() -> None:
    form = make_form(make_question("many", Kind.SELECT_MULTIPLE, criterion="c"))
    assert ratings(form, {"many": ("good", "fair")}, unit="u", units=()) == ()


def test_options_are_worth_their_points_and_no_information_nothing_that_counts() -> None:
    scaled = Question(
        name="q",
        kind=Kind.SELECT_ONE,
        criterion="c",
        choices=(
            make_choice("good", points="100"),
            make_choice("fair", points="33.3"),
            make_choice("none", points="0", no_information=True),
            make_choice("zero", points="0"),
        ),
    )
    assert option_points(make_form(make_section(scaled))) == {
        "c": {"good": Decimal(100), "fair": Decimal("33.3"), "none": None, "zero": Decimal(0)}
    }


def test_questions_without_a_criterion_have_no_points() -> None:
    assert option_points(make_form(make_question("plain"))) == {}


def test_a_ballot_gives_as_many_ratings_of_a_criterion_as_questions_feed_it() -> None:
    twice = make_question("a", criterion="c"), make_question("b", criterion="c")
    form = make_form(*twice, make_section(RATED, repeat=True), make_question("plain"))
    assert questions_per_criterion(form) == {"c": 2, "tthc.huong_dan": 1}
