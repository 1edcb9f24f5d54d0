from __future__ import annotations

from fractions import Fraction

from scoring import Ballot, Rating
from scoring.strata import sampled_parts, strata


def make_ballot(*units: str, group: str = "leader", campaign: str = "c1", cluster: str = "") -> Ballot:
    ratings = tuple(Rating(unit, "tthc.dung_hen", "good") for unit in units)
    return Ballot("2019", campaign, group, ratings, cluster)


def test_papers_about_one_unit_each_are_strata_of_their_units() -> None:
    every = [
        make_ballot("a", group="citizen"),
        make_ballot("b", group="citizen"),
        make_ballot("a", group="citizen"),
    ]
    sizes = {key: len(units) for key, units in strata(every).items()}
    assert sizes == {("c1", "citizen", "a"): 2, ("c1", "citizen", "b"): 1}


def test_who_rates_one_unit_only_belongs_to_those_who_rate_several() -> None:
    assert list(strata([make_ballot("a", "b"), make_ballot("a")])) == [("c1", "leader", "")]


def test_papers_of_one_commune_are_one_sampling_unit() -> None:
    every = [make_ballot("a", group="citizen", cluster=xa) for xa in ("x", "x", "y")]
    ((_, units),) = strata(every).items()
    assert {xa: len(own) for xa, own in units.items()} == {"x": 2, "y": 1}


def test_the_part_that_was_asked_counts_the_whole_sample_of_the_group() -> None:
    """The third leader was asked as well, though of b he said nothing."""
    leaders = [make_ballot("a", "b"), make_ballot("a", "b"), make_ballot("a")]
    citizens = [make_ballot("a", group="citizen"), make_ballot("b", group="citizen", campaign="c2")]
    parts = sampled_parts([*leaders, *citizens], {"leader": 4, "citizen": 10})
    assert parts["a"] == parts["b"] == {"leader": Fraction(3, 4), "citizen": Fraction(1, 10)}
    assert sampled_parts(leaders, {"citizen": 10}) == {}


def test_two_campaigns_of_a_group_about_one_unit_are_added_up() -> None:
    every = [make_ballot("a", campaign=campaign) for campaign in ("c1", "c2")]
    assert sampled_parts(every, {"leader": 2})["a"] == {"leader": 1}
