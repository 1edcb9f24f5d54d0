"""What must hold for every score, whatever the answers: the order, the campaign and the name never matter."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import Ballot, Entry, Framework, Rating, UnitScore, UnitSheet, fold, score_units
from tests.scoring.builders import SCALE, SCALES, make_framework, make_survey_criterion

_CODE = "tthc.dung_hen"
_UNITS = ("gia_loc", "tu_ky")
_INFORMED = ["poor", "fair", "good", "very_good"]
_ENTRIES = {"chi_dao": Entry(None, Decimal("5.5")), "tthc.tham_dinh": Entry(None, Decimal("5.25"))}
_METHODS: list[dict[str, Any]] = [
    {"method": "option_points"},
    {"method": "mean_scaled", "lowest": "0", "highest": "100"},
    {"method": "top_two_box"},
    {"method": "min_max", "better": "higher", "lowest_points": "1", "all_equal": "maximum"},
]
_frameworks = st.sampled_from([make_framework(surveyed=make_survey_criterion(**method)) for method in _METHODS])
_papers = st.lists(
    st.builds(
        Ballot,
        round=st.just("2019"),
        campaign=st.just("c1"),
        group=st.sampled_from(["citizen", "business"]),
        cluster=st.sampled_from(["", "xa_1", "xa_2"]),
        ratings=st.lists(
            st.builds(Rating, st.sampled_from(_UNITS), st.just(_CODE), st.sampled_from(list(SCALE))), max_size=3
        ).map(tuple),
    ),
    max_size=10,
)


def scored(framework: Framework, ballots: list[Ballot], *, units: tuple[str, ...] = _UNITS) -> dict[str, UnitScore]:
    cells = fold(*ballots)
    sheets = {unit: UnitSheet(_ENTRIES, {key: n for key, n in cells.items() if key.unit == unit}) for unit in units}
    scales = dict.fromkeys(("c1", "c2"), SCALES["c1"])
    return {each.unit: each.score for each in score_units(framework, "district", sheets, scales)}


def totals(scores: dict[str, UnitScore]) -> dict[str, object]:
    return {unit: (score.total, score.survey_total, score.grade) for unit, score in scores.items()}


@given(_frameworks, _papers, st.randoms(use_true_random=False))
def test_the_order_of_ballots_never_changes_a_score(
    framework: Framework, ballots: list[Ballot], random: Random
) -> None:
    shuffled = sorted(ballots, key=lambda _: random.random())
    assert totals(scored(framework, shuffled)) == totals(scored(framework, ballots))


@given(_frameworks, _papers, st.lists(st.booleans(), min_size=10, max_size=10))
def test_splitting_a_campaign_never_changes_a_score(
    framework: Framework, ballots: list[Ballot], second: list[bool]
) -> None:
    split = [
        replace(ballot, campaign="c2") if moved else ballot for ballot, moved in zip(ballots, second, strict=False)
    ]
    assert totals(scored(framework, split)) == totals(scored(framework, ballots))


@given(_frameworks, _papers)
def test_another_name_never_changes_a_score(framework: Framework, ballots: list[Ballot]) -> None:
    names = {"gia_loc": "zz", "tu_ky": "aa"}
    renamed = [
        replace(ballot, ratings=tuple(rating._replace(unit=names[rating.unit]) for rating in ballot.ratings))
        for ballot in ballots
    ]
    before, after = totals(scored(framework, ballots)), totals(scored(framework, renamed, units=("zz", "aa")))
    assert {names[unit]: total for unit, total in before.items()} == after


@given(_frameworks, _papers, st.data())
def test_a_more_satisfied_answer_never_lowers_the_score(
    framework: Framework, ballots: list[Ballot], data: st.DataObject
) -> None:
    places = [
        (i, j)
        for i, ballot in enumerate(ballots)
        for j, rating in enumerate(ballot.ratings)
        if rating.option in _INFORMED
    ]
    if not places:
        return
    i, j = data.draw(st.sampled_from(places))
    rating = ballots[i].ratings[j]
    better = data.draw(st.sampled_from(_INFORMED[_INFORMED.index(rating.option) :]))
    ratings = list(ballots[i].ratings)
    ratings[j] = rating._replace(option=better)
    raised = [*ballots[:i], replace(ballots[i], ratings=tuple(ratings)), *ballots[i + 1 :]]
    before, after = (scored(framework, each)[rating.unit].total for each in (ballots, raised))
    assert (before is None) == (after is None)
    assert before is None or after is None or after >= before


@pytest.mark.parametrize("method", _METHODS, ids=lambda method: str(method["method"]))
def test_only_no_information_is_not_known_and_never_zero(method: dict[str, Any]) -> None:
    framework = make_framework(surveyed=make_survey_criterion(**method))
    silent = [
        Ballot("2019", "c1", group, tuple(Rating(unit, _CODE, "no_information") for unit in _UNITS))
        for group in ("citizen", "business") * 3
    ]
    for score in scored(framework, silent).values():
        assert score.survey_total is None
        assert score.total is None
        assert [missing.criterion for missing in score.missing] == [_CODE]
