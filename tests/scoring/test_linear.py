from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from scoring import (
    Answer,
    Ballot,
    GroupDesign,
    Rating,
    SampleDesign,
    UnitScore,
    UnitSheet,
    estimate,
    fold,
    score_sheet,
)
from scoring.linear import survey_error
from scoring.strata import sampled_parts
from tests.scoring.builders import SCALE, SCALES, ballots, make_ballot, make_framework, make_survey_criterion

_CITIZENS = ["very_good", "good", "good", "fair", "poor", "good"]
_BUSINESSES = ["good", "very_good", "poor"]


def scored(*given: Ballot) -> UnitScore:
    return score_sheet(make_framework(), "district", UnitSheet({}, fold(*given)), SCALES)


def answers(group: str, options: list[str]) -> list[Answer]:
    worths = [SCALE[option] for option in options]
    return [Answer(group, None if worth is None else Fraction(worth) / 100) for worth in worths]


@pytest.mark.parametrize("populations", [None, {"citizen": 40, "business": 9}])
def test_one_criterion_has_the_error_of_its_estimated_mean(populations: dict[str, int] | None) -> None:
    sizes = populations or {"citizen": 10**9, "business": 10**9}
    weights = {"citizen": Fraction(6, 10), "business": Fraction(4, 10)}
    design = SampleDesign(
        {code: GroupDesign(sizes[code], weights[code]) for code in weights},
        "regulated",
        fpc=populations is not None,
    )
    mean = estimate(answers("citizen", _CITIZENS) + answers("business", _BUSINESSES), design)
    every = ballots("citizen", *_CITIZENS) + ballots("business", *_BUSINESSES)
    asked = sampled_parts(every, populations or {}).get("gia_loc")
    error = survey_error("gia_loc", scored(*every), every, sampled=asked)
    assert mean is not None
    assert mean.variance is not None
    assert error is not None
    assert error.points == 4 * mean.mean
    assert error.variance == 16 * mean.variance
    assert error.df == mean.df == 7


def test_clusters_are_the_sampling_units() -> None:
    every = [make_ballot(cluster=f"xa_{i % 3}", answers={"tthc.dung_hen": o}) for i, o in enumerate(_CITIZENS * 2)]
    design = SampleDesign({"citizen": GroupDesign(10**9)}, "design", fpc=False)
    by_commune = [
        Answer("citizen", each.value, f"xa_{i % 3}") for i, each in enumerate(answers("citizen", _CITIZENS * 2))
    ]
    mean = estimate(by_commune, design)
    error = survey_error("gia_loc", scored(*every), every)
    assert mean is not None
    assert mean.variance is not None
    assert error is not None
    assert (error.variance, error.df) == (16 * mean.variance, 2)


def test_two_questions_of_one_person_are_not_two_persons() -> None:
    """The same person answering twice alike: twice the answers must not halve the variance."""
    twice = [
        Ballot(
            "2019", "c1", "citizen", (Rating("gia_loc", "tthc.dung_hen", o), Rating("gia_loc", "tthc.dung_hen", o))
        )
        for o in _CITIZENS
    ]
    once = ballots("citizen", *_CITIZENS)
    error, single = survey_error("gia_loc", scored(*twice), twice), survey_error("gia_loc", scored(*once), once)
    assert error is not None
    assert single is not None
    assert error.variance == single.variance


def test_who_had_no_information_still_belongs_to_the_sample() -> None:
    every = ballots("citizen", "very_good", "poor", "no_information", "no_information")
    error = survey_error("gia_loc", scored(*every), every)
    assert error is not None
    # z = 4 · (1 − 1/2) / 2 = ±1 and twice 0, with m = 4: 4/3 · 2
    assert error.variance == Fraction(4, 3) * 2


def test_a_lone_ballot_is_no_silent_zero() -> None:
    every = ballots("citizen", *_CITIZENS) + ballots("business", "good")
    error = survey_error("gia_loc", scored(*every), every)
    assert error is not None
    assert (error.variance, error.lone) == (None, ("business",))
    asked = survey_error("gia_loc", scored(*every), every, sampled={"business": Fraction(1)})
    assert asked is not None
    assert asked.variance is not None, "the only one there is"
    assert asked.lone == ()


def test_a_lone_opinion_among_ballots_without_one_is_no_silent_zero() -> None:
    """It is its group's share of the criterion, so that its distance from it is always 0."""
    every = ballots("citizen", *_CITIZENS) + ballots("business", "good", "no_information", "no_information")
    error = survey_error("gia_loc", scored(*every), every)
    assert error is not None
    assert (error.variance, error.lone) == (None, ("business",))
    census = survey_error("gia_loc", scored(*every), every, sampled={"business": Fraction(1)})
    assert census is not None
    assert census.lone == ()
    assert census.variance is not None


def test_the_opinions_of_one_commune_are_a_lone_sampling_unit() -> None:
    told = [make_ballot(cluster="xa_1", answers={"tthc.dung_hen": option}) for option in _CITIZENS]
    untold = [make_ballot(cluster="xa_2", answers={"tthc.dung_hen": "no_information"})]
    error = survey_error("gia_loc", scored(*told, *untold), [*told, *untold])
    assert error is not None
    assert (error.variance, error.lone) == (None, ("citizen",))


def test_a_census_has_no_error() -> None:
    every = ballots("citizen", *_CITIZENS)
    error = survey_error("gia_loc", scored(*every), every, sampled={"citizen": Fraction(1)})
    assert error is not None
    assert error.variance == 0


def test_without_points_there_is_no_error() -> None:
    assert survey_error("gia_loc", scored(), []) is None


@pytest.mark.parametrize(
    "method",
    [
        {"method": "mean_scaled", "lowest": "0", "highest": "100"},
        {"method": "top_two_box"},
        {"method": "yes_share", "yes": "good"},
    ],
)
def test_every_method_sums_what_its_answers_are_worth(method: dict[str, Any]) -> None:
    criterion = make_survey_criterion(weights={"citizen": "1"}, **method)
    every = ballots("citizen", *_CITIZENS)
    score = score_sheet(make_framework(surveyed=criterion), "district", UnitSheet({}, fold(*every)), SCALES)
    error = survey_error("gia_loc", score, every)
    assert error is not None
    assert error.variance is not None
    assert error.variance > 0
