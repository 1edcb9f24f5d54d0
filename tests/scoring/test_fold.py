from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from scoring import BALLOTS, Ballot, CellKey, Rating, ballots_by_group, fold
from tests.scoring.builders import make_ballot

_ballot = st.builds(
    Ballot,
    round=st.just("2019"),
    campaign=st.sampled_from(["c1", "c2"]),
    group=st.sampled_from(["citizen", "business"]),
    cluster=st.sampled_from(["", "xa_1"]),
    ratings=st.lists(
        st.builds(
            Rating,
            unit=st.sampled_from(["gia_loc", "tu_ky"]),
            criterion=st.sampled_from(["a", "b"]),
            option=st.sampled_from(["good", "poor"]),
        ),
        max_size=4,
    ).map(tuple),
)


def test_a_ballot_counts_once_for_each_unit_and_once_for_each_rating() -> None:
    ballot = Ballot(
        round="2019",
        campaign="c1",
        group="citizen",
        cluster="xa_1",
        ratings=(Rating("gia_loc", "a", "good"), Rating("gia_loc", "b", "poor"), Rating("tu_ky", "a", "good")),
    )

    def key(unit: str, criterion: str, option: str) -> CellKey:
        return CellKey("2019", "c1", unit, "citizen", "xa_1", criterion, option)

    assert fold(ballot) == {
        key("gia_loc", "a", "good"): 1,
        key("gia_loc", "b", "poor"): 1,
        key("gia_loc", BALLOTS, BALLOTS): 1,
        key("tu_ky", "a", "good"): 1,
        key("tu_ky", BALLOTS, BALLOTS): 1,
    }


def test_two_questions_for_one_criterion_are_two_ratings_of_one_ballot() -> None:
    twice = Ballot("2019", "c1", "citizen", (Rating("gia_loc", "a", "good"), Rating("gia_loc", "a", "good")))
    assert sorted(fold(twice).values()) == [1, 2]
    assert ballots_by_group(fold(twice)) == {"citizen": 1}


def test_a_ballot_without_ratings_leaves_no_cell() -> None:
    assert fold(Ballot("2019", "c1", "citizen", ())) == {}


@given(st.lists(_ballot, max_size=12), st.randoms(use_true_random=False))
def test_order_never_matters(ballots: list[Ballot], random: Random) -> None:
    shuffled = sorted(ballots, key=lambda _: random.random())
    assert fold(*ballots) == fold(*shuffled)


@given(st.lists(_ballot, max_size=12), st.integers(0, 12))
def test_adding_parts_equals_folding_the_whole(ballots: list[Ballot], cut: int) -> None:
    assert fold(*ballots[:cut]) + fold(*ballots[cut:]) == fold(*ballots)


@given(st.lists(_ballot, max_size=12))
def test_every_rating_is_in_exactly_one_cell(ballots: list[Ballot]) -> None:
    cells = fold(*ballots)
    ratings = sum(count for key, count in cells.items() if not key.counts_ballots)
    assert ratings == sum(len(ballot.ratings) for ballot in ballots)


def test_ballots_are_counted_by_group() -> None:
    cells = fold(make_ballot(), make_ballot(), make_ballot(group="business", cluster="xa_1"))
    assert ballots_by_group(cells) == {"business": 1, "citizen": 2}
