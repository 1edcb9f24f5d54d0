"""Quality flags of a ballot."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from surveys import Answer, Flag, Kind, Pace, Quality, quality_of
from surveys.quality import FEWEST_ANSWERS, LONG_RUN
from tests.surveys.builders import make_choice, make_form, make_question, make_units

SCALE = [
    make_choice("very", points="100"),
    make_choice("fair", points="60"),
    make_choice("bad", points="0"),
    make_choice("none", no_information=True),
]
FORM = make_form(
    make_question("open", Kind.TEXT),
    make_units(make_question("q", choices=SCALE)),
    make_question("other", choices=("very", "fair")),
    make_question("many", Kind.SELECT_MULTIPLE),
)


def rated(*options: str) -> dict[str, Answer]:
    return {f"q[{number}]": option for number, option in enumerate(options)}


def quality(answers: dict[str, Answer], pace: Sequence[Pace] = ()) -> Quality:
    return quality_of(FORM, answers, dict(zip(answers, pace, strict=False)))


def test_the_longest_run_is_counted_across_units() -> None:
    assert quality(rated("bad", "very", "very", "very", "bad")).longest_run == 3


def test_a_run_ends_where_the_scale_changes_and_passes_over_what_has_no_scale() -> None:
    assert quality({**rated("very", "very"), "other": "very"}).longest_run == 2
    assert quality({**rated("very"), "open": "so", "many": ("good",), "q[9]": "very"}).longest_run == 2


def test_the_variance_is_that_of_the_points_without_what_has_none() -> None:
    """Mean (100 + 60 + 0) / 3 = 160/3; squares 140/3, 20/3, 160/3: (19600 + 400 + 25600) / 27 = 1688.888…"""
    assert quality(rated("very", "fair", "none", "bad")).variance == Decimal("1688.89")
    assert quality(rated("very", "very")).variance == Decimal("0.00")
    assert quality(rated("very", "none")).variance is None


def test_the_distinct_share_is_of_the_options_that_could_have_been_chosen() -> None:
    assert quality(rated("very", "very", "fair")).distinct_share == Decimal("50.00")
    assert quality(rated()).distinct_share is None


@pytest.mark.parametrize(
    ("options", "flags"),
    [
        (["very"] * FEWEST_ANSWERS, (Flag.ONE_OPTION,)),
        (["very"] * (FEWEST_ANSWERS - 1), ()),
        (["very"] * FEWEST_ANSWERS + ["fair"], ()),
        (["fair"] + ["very"] * LONG_RUN, (Flag.LONG_RUN,)),
        (["fair"] + ["very"] * (LONG_RUN - 1), ()),
        (["very"] * LONG_RUN, (Flag.ONE_OPTION, Flag.LONG_RUN)),
        ([], ()),
    ],
    ids=["all", "too few", "all but one", "long run", "shorter run", "both", "empty"],
)
def test_straight_lining_is_flagged(options: list[str], flags: tuple[Flag, ...]) -> None:
    assert quality(rated(*options)).flags == flags


FAST, NORMAL, SLOW = Pace


@pytest.mark.parametrize(
    ("pace", "flagged"),
    [
        ([FAST] * 4 + [NORMAL] * 2, True),
        ([FAST] * 3 + [NORMAL] * 3, False),
        ([FAST] * (FEWEST_ANSWERS - 1), False),
        ([SLOW] * 6, False),
    ],
    ids=["most", "half", "too few", "slow"],
)
def test_a_ballot_answered_mostly_fast_is_flagged_as_hurried(pace: list[Pace], flagged: bool) -> None:
    found = quality(rated("very", "fair", "bad", "very", "fair", "bad"), pace)
    assert (Flag.HURRIED in found.flags) is flagged
    assert (found.timed, found.fast, found.slow) == (len(pace), pace.count(FAST), pace.count(SLOW))


def test_the_pace_of_what_was_not_sent_does_not_count() -> None:
    assert quality_of(FORM, rated("very"), {"q[0]": FAST, "q[7]": FAST}).timed == 1


def test_quality_is_a_json_value_without_questions_answers_or_times() -> None:
    found = quality(rated("very", "fair"), [FAST, SLOW])
    assert Quality.model_validate_json(found.model_dump_json()) == found
    assert found.model_dump(mode="json") == {
        "rated": 2,
        "longest_run": 1,
        "distinct_share": "50.00",
        "variance": "400.00",
        "timed": 2,
        "fast": 1,
        "slow": 1,
        "flags": [],
    }


def test_answers_that_the_questionnaire_does_not_know_are_passed_over() -> None:
    assert quality({"gone": "very", "q[0]": "deleted"}).rated == 0
