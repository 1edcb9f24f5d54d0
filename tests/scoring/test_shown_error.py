"""A standard error may stand beside numbers and shares only where it does not tell how the answers were spread."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from decimal import Decimal
from itertools import product
from math import sqrt
from random import Random

import pytest

from scoring import Ballot, Entry, UnitScore, UnitSheet, fold
from scoring.index import score_sheet
from scoring.interval import square_root
from scoring.linear import survey_error
from scoring.shown_error import error_may_be_shown, shown_error
from tests.scoring.builders import SCALES, ballots, make_framework

OPTIONS = ("very_good", "good", "fair", "poor", "no_information")
WORTHS = (100, 60, 20, 0)
WEIGHTS = (0.6, 0.4)
Spread = tuple[int, ...]


def papers(citizen: Sequence[int], business: Sequence[int] = ()) -> list[Ballot]:
    """As many of each option, "no information" last."""
    return [
        ballot
        for group, counts in (("citizen", citizen), ("business", business))
        for option, n in zip(OPTIONS, counts, strict=False)
        for ballot in ballots(group, *[option] * n)
    ]


def scored(given: list[Ballot]) -> UnitScore:
    entries = {"chi_dao": Entry(None, Decimal(5)), "tthc.tham_dinh": Entry(None, Decimal(5))}
    return score_sheet(make_framework(), "district", UnitSheet(entries, fold(*given)), SCALES)


def variances(counts: Spread) -> dict[Spread, float]:
    """By brute force: each spread with the same number and share, and the variance of the group's share."""
    n, worth = sum(counts), sum(map(int.__mul__, counts, WORTHS))
    found = {}
    for head in product(range(n + 1), repeat=3):
        spread = (*head, n - sum(head))
        if spread[3] >= 0 and sum(map(int.__mul__, spread, WORTHS)) == worth:
            mean = worth / n
            off = sum(each * (value - mean) ** 2 for each, value in zip(spread, WORTHS, strict=True))
            found[spread] = off / n / (n - 1) / 100**2
    return found


def fitting(citizen: Spread, business: Spread) -> int:
    """How many pairs of spreads give the same numbers, shares and two digits of the error."""
    told: Counter[Decimal] = Counter()
    own = Decimal(0)
    for (one, first), (other, second) in product(variances(citizen).items(), variances(business).items()):
        error = shown_error(Decimal(4 * sqrt(WEIGHTS[0] ** 2 * first + WEIGHTS[1] ** 2 * second)))
        told[error] += 1
        if (one, other) == (citizen, business):
            own = error
    return told[own]


def test_the_brute_force_knows_the_same_error() -> None:
    citizen, business = (4, 3, 2, 2), (3, 0, 2, 1)
    given = papers(citizen, business)
    error = survey_error("gia_loc", scored(given), given)
    assert error is not None
    assert error.variance is not None
    by_hand = WEIGHTS[0] ** 2 * variances(citizen)[citizen] + WEIGHTS[1] ** 2 * variances(business)[business]
    assert float(square_root(error.variance)) == pytest.approx(4 * sqrt(by_hand))


def test_the_error_of_seven_answers_would_tell_how_they_were_spread() -> None:
    """Twelve papers: seven opinions with a share of 4/7 beside five of “no information”."""
    assert not error_may_be_shown(scored(papers((2, 3, 1, 1, 5))))
    spreads = variances((2, 3, 1, 1))
    told = defaultdict(list)
    for spread, variance in spreads.items():
        told[f"{4 * sqrt(variance):.4f}"].append(spread)
    assert len(spreads) > 1
    assert all(len(each) == 1 for each in told.values()), "four digits tell them apart"


@pytest.mark.parametrize("counts", [(0, 60, 0, 0), (59, 1, 0, 0), (30, 30, 0, 0), (0, 10, 10, 0)])
def test_one_group_alone_has_too_little_leeway(counts: Spread) -> None:
    assert not error_may_be_shown(scored(papers(counts)))


def test_wherever_an_error_is_shown_at_least_five_spreads_fit() -> None:
    random, shown = Random(5), 0
    for _ in range(12):
        citizen, business = (tuple(random.randint(0, 16) for _ in WORTHS) for _ in range(2))
        if error_may_be_shown(scored(papers(citizen, business))):
            shown += 1
            assert fitting(citizen, business) >= 5
    skewed = (40, 12, 4, 1), (38, 9, 5, 2)
    if error_may_be_shown(scored(papers(*skewed))):
        assert fitting(*skewed) >= 5


def test_twenty_ballots_are_needed_whatever_the_leeway() -> None:
    assert not error_may_be_shown(scored(papers((4, 4, 4, 4))))


@pytest.mark.parametrize(
    ("error", "told"), [("0.4512", "0.45"), ("0.125", "0.13"), ("0.00996", "0.010"), ("12.5", "13"), ("0", "0")]
)
def test_two_digits(error: str, told: str) -> None:
    assert f"{shown_error(Decimal(error)):f}" == told


def test_nothing_is_said_of_an_index_without_a_survey() -> None:
    assert not error_may_be_shown(scored([]))
