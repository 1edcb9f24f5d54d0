"""Answers by option: what may stand beside a group's number and share without giving a small count away."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product
from operator import mul

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import GroupTrace, OptionCount
from scoring.conversion import group_share
from scoring.suppression import MINIMUM_CELL
from scoring.survey_rule import OptionPoints, SurveyRule, TopTwoBox
from scoring.why_options import shown_counts

_COMMON = {"weights": {"citizen": "1"}, "empty_group": "redistribute", "minimum_ballots": 1}
POINTS: SurveyRule = OptionPoints.model_validate({"method": "option_points", **_COMMON})
TOP_TWO: SurveyRule = TopTwoBox.model_validate({"method": "top_two_box", **_COMMON})
WORTHS = (100, 60, 20, 0)


def make_trace(
    *counts: int,
    group: str = "citizen",
    excluded: int = 0,
    rule: SurveyRule = POINTS,
    worths: Sequence[int] = WORTHS,
) -> GroupTrace:
    """A group whose options were chosen so often; `excluded` had no information."""
    options = [OptionCount("c1", f"o{i}", Decimal(worths[i]), n) for i, n in enumerate(counts)]
    valid = sum(counts)
    options.append(OptionCount("c1", "no_information", None, excluded))
    share = group_share(rule, options) if valid else None
    ballots = valid + excluded
    used = Fraction(1)
    return GroupTrace(group, ballots, tuple(options), valid, excluded, share, None, Decimal(1), used)


def fitting(shown: Sequence[int | None], valid: int, share: Fraction) -> list[set[int]]:
    """By brute force: the values that each count can have for somebody who reads all that is shown."""
    hidden = [place for place, n in enumerate(shown) if n is None]
    left = valid - sum(n for n in shown if n is not None)
    possible: list[set[int]] = [set() if n is None else {n} for n in shown]
    for guess in product(range(left + 1), repeat=max(0, len(hidden) - 1)):
        counts = dict(zip(hidden, (*guess, left - sum(guess)), strict=False))
        every = [counts.get(place, n or 0) for place, n in enumerate(shown)]
        if min(every) >= 0 and sum(map(mul, WORTHS, every)) == 100 * share * valid:
            for place, n in counts.items():
                possible[place].add(n)
    return possible


def test_counts_of_five_and_more_are_shown() -> None:
    assert shown_counts(POINTS, [make_trace(9, 8, 7, 6)]) == {"citizen": (9, 8, 7, 6)}


def test_two_hidden_counts_would_follow_from_the_share_so_more_are_hidden() -> None:
    # 20·a + 0·b and a + b are known: without a third hidden count both follow
    assert fitting((40, 30, None, None), 76, Fraction(40 * 100 + 30 * 60 + 3 * 20, 76 * 100)) == [
        {40},
        {30},
        {3},
        {3},
    ]
    assert shown_counts(POINTS, [make_trace(40, 30, 3, 3)]) == {"citizen": (None, None, None, None)}
    trace = make_trace(60, 50, 13, 3)
    assert shown_counts(POINTS, [trace]) == {"citizen": (60, None, None, None)}
    assert trace.share is not None
    possible = fitting((60, None, None, None), trace.valid, trace.share)
    assert possible[1:] == [set(range(49, 55)), {1, 4, 7, 10, 13, 16}, {1, 3, 5, 7, 9, 11}]


def test_hidden_options_worth_the_same_do_not_follow_from_the_share() -> None:
    assert shown_counts(TOP_TWO, [make_trace(40, 30, 5, 3, rule=TOP_TWO)]) == {"citizen": (40, 30, None, None)}


def test_where_too_little_is_left_the_whole_row_is_hidden() -> None:
    assert shown_counts(POINTS, [make_trace(5, 0, 0, 0)]) == {"citizen": (None,) * 4}
    assert shown_counts(POINTS, [make_trace(2, 1, 1, 0)]) == {"citizen": (None,) * 4}


def test_groups_with_the_same_options_share_a_table_and_others_do_not() -> None:
    """A column with one hidden count alone would give it away by the column's total."""
    alone = shown_counts(TOP_TWO, [make_trace(40, 30, 20, 10, rule=TOP_TWO)])
    assert None not in alone["citizen"]
    small = make_trace(9, 9, 2, 2, group="business", rule=TOP_TWO)
    both = shown_counts(TOP_TWO, [make_trace(40, 30, 20, 10, rule=TOP_TWO), small])
    assert None in both["citizen"]
    other_scale = make_trace(9, 9, 2, group="business", rule=TOP_TWO, worths=(3, 2, 1))
    apart = shown_counts(TOP_TWO, [make_trace(40, 30, 20, 10, rule=TOP_TWO), other_scale])
    assert apart["citizen"] == (40, 30, 20, 10)


def test_a_group_without_a_say_shows_no_counts() -> None:
    assert shown_counts(POINTS, [make_trace(0, 0, 0, 0, excluded=9)]) == {}


@settings(max_examples=50)
@given(st.lists(st.integers(0, 14), min_size=4, max_size=4).filter(any))
def test_nobody_who_reads_number_and_share_can_pin_a_hidden_count(counts: list[int]) -> None:
    trace = make_trace(*counts)
    shown = shown_counts(POINTS, [trace])["citizen"]
    assert all(n is None or n >= MINIMUM_CELL for n in shown)
    if any(n is not None for n in shown):  # else only the number and the share are told, as they may be
        assert trace.share is not None
        possible = fitting(shown, trace.valid, trace.share)
        hidden = [values for values, n in zip(possible, shown, strict=True) if n is None]
        assert all(len(values) >= MINIMUM_CELL for values in hidden)
