from __future__ import annotations

from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from scoring import ranks
from scoring.framework import Ranking, Rounding

_TWO = Rounding(decimals=2, mode="half_up")
_DENSE = Ranking(method="dense", values="exact")
_values = st.lists(st.none() | st.fractions(0, 100, max_denominator=8), max_size=15)


def fractions(*texts: str) -> list[Fraction | None]:
    return [Fraction(text) for text in texts]


def test_ties_share_a_rank_and_the_next_follows_without_a_gap() -> None:
    values = fractions("92", "90.75", "90.75", "90.5")
    assert ranks(values, _DENSE, _TWO) == [1, 2, 2, 3]


def test_competition_ranks_leave_a_gap() -> None:
    values = fractions("92", "90.75", "90.75", "90.5")
    assert ranks(values, Ranking(method="competition", values="exact"), _TWO) == [1, 2, 2, 4]


def test_whether_printed_or_exact_values_tie_is_a_rule() -> None:
    values = fractions("90.751", "90.749")
    assert ranks(values, _DENSE, _TWO) == [1, 2]
    assert ranks(values, Ranking(values="printed"), _TWO) == [1, 1]


def test_a_missing_value_has_no_rank_and_takes_none() -> None:
    assert ranks([None, Fraction(80), Fraction(90)], _DENSE, _TWO) == [None, 2, 1]


@given(_values)
def test_dense_ranks_are_the_numbers_from_one_in_the_order_of_values(values: list[Fraction | None]) -> None:
    result = ranks(values, _DENSE, _TWO)
    given_ranks = {rank for rank in result if rank is not None}
    assert given_ranks == set(range(1, len(given_ranks) + 1))
    known = [(value, rank) for value, rank in zip(values, result, strict=True) if value is not None]
    for value, rank in known:
        for other, other_rank in known:
            assert rank is not None
            assert other_rank is not None
            assert (value > other) == (rank < other_rank)


@given(_values, st.randoms(use_true_random=False))
def test_relabelling_units_does_not_change_their_ranks(values: list[Fraction | None], random: Random) -> None:
    order = sorted(range(len(values)), key=lambda _: random.random())
    shuffled = ranks([values[i] for i in order], _DENSE, _TWO)
    original = ranks(values, _DENSE, _TWO)
    assert shuffled == [original[i] for i in order]
