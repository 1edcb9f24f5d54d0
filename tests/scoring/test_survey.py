from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import (
    BrokenCells,
    EmptyReason,
    NoPoints,
    SurveyCriterion,
    SurveyPoints,
    Tally,
    fold,
    survey_points,
)
from tests.scoring.builders import SCALE, SCALES, ballots, make_ballot, make_survey_criterion

_options = st.lists(st.sampled_from(sorted(SCALE)), max_size=12)
_informed = sorted(
    (option for option, percent in SCALE.items() if percent is not None), key=lambda o: SCALE[o] or 0
)


def points(criterion: SurveyCriterion, *, citizen: list[str], business: list[str]) -> SurveyPoints:
    cells = fold(*ballots("citizen", *citizen), *ballots("business", *business))
    return survey_points(criterion, Tally.of(cells), SCALES)


def test_each_option_is_worth_its_percentage_and_no_information_is_left_out() -> None:
    result = points(
        make_survey_criterion(max_score="4"),
        citizen=["very_good", "very_good", "good", "no_information"],
        business=["fair", "poor"],
    )
    citizen = Fraction(100 + 100 + 60, 100 * 3)
    business = Fraction(20 + 0, 100 * 2)
    assert result.points == 4 * (Fraction(6, 10) * citizen + Fraction(4, 10) * business)
    assert result.reason is None
    assert not result.redistributed
    first = result.groups[0]
    assert (first.group, first.ballots, first.valid, first.excluded, first.share) == ("citizen", 4, 3, 1, citizen)
    assert [(count.option, count.count) for count in first.counts] == [
        ("very_good", 2),
        ("good", 1),
        ("fair", 0),
        ("poor", 0),
        ("no_information", 1),
    ]


def test_the_weight_of_an_empty_group_goes_to_the_others() -> None:
    weights = {"citizen": "0.5", "business": "0.3", "commune_official": "0.2"}
    result = points(make_survey_criterion(weights=weights), citizen=["good"], business=["very_good"])
    assert result.points == 4 * (Fraction(5, 8) * Fraction(60, 100) + Fraction(3, 8) * 1)
    assert result.redistributed
    assert [trace.weight_used for trace in result.groups] == [Fraction(5, 8), Fraction(3, 8), 0]
    assert result.groups[2].empty is EmptyReason.TOO_FEW_BALLOTS


def test_an_empty_group_can_leave_the_criterion_without_points() -> None:
    criterion = make_survey_criterion(empty_group="insufficient")
    result = points(criterion, citizen=["good"], business=["no_information"])
    assert result.points is None
    assert result.reason is NoPoints.A_GROUP_EMPTY
    assert result.groups[1].empty is EmptyReason.TOO_FEW_OPINIONS


def test_a_group_below_the_minimum_counts_as_empty() -> None:
    criterion = make_survey_criterion(minimum_ballots=3)
    result = points(criterion, citizen=["good", "good", "no_information"], business=["poor", "poor"])
    assert result.points == 4 * Fraction(60, 100)
    assert result.groups[1].empty is EmptyReason.BELOW_MINIMUM


def test_ballots_of_a_campaign_that_does_not_ask_for_the_criterion_do_not_reach_the_minimum() -> None:
    elsewhere = [make_ballot(campaign="c2", answers={"other": "good"}) for _ in range(5)]
    cells = fold(*ballots("citizen", "good", "good"), *elsewhere)
    result = survey_points(make_survey_criterion(minimum_ballots=3), Tally.of(cells), SCALES)
    assert result.groups[0].ballots == 2
    assert result.points is None


def test_two_campaigns_with_different_scales_are_pooled() -> None:
    scales = SCALES | {"c2": {"tthc.dung_hen": {"yes": Decimal(100), "no": Decimal(0)}}}
    cells = fold(*ballots("citizen", "good"), make_ballot(campaign="c2", answers={"tthc.dung_hen": "yes"}))
    result = survey_points(make_survey_criterion(weights={"citizen": "1"}), Tally.of(cells), scales)
    assert result.points == 4 * Fraction(60 + 100, 100 * 2)


def test_a_group_that_is_not_asked_about_a_unit_has_no_say() -> None:
    criterion = make_survey_criterion(empty_group="insufficient")
    rule = criterion.survey.model_copy(update={"not_asked": {"business": ("zone",)}})
    asked = criterion.model_copy(update={"survey": rule})
    tally = Tally.of(fold(*ballots("citizen", "good"), *ballots("business", "poor")))
    assert survey_points(asked, Tally.of(fold(*ballots("citizen", "good"))), SCALES).points is None
    result = survey_points(asked, tally, SCALES, traits=frozenset({"zone"}))
    assert result.points == 4 * Fraction(60, 100)
    assert result.groups[1].empty is EmptyReason.NOT_ASKED


def test_nobody_answering_is_not_a_zero() -> None:
    result = points(make_survey_criterion(), citizen=[], business=[])
    assert result.points is None
    assert result.reason is NoPoints.EVERY_GROUP_EMPTY


@given(st.integers(1, 9), st.integers(0, 9))
def test_only_no_information_is_not_a_zero(citizens: int, businesses: int) -> None:
    silent = "no_information"
    assert (
        points(make_survey_criterion(), citizen=[silent] * citizens, business=[silent] * businesses).points is None
    )


@given(_options, _options)
def test_points_stay_between_zero_and_the_maximum(citizen: list[str], business: list[str]) -> None:
    result = points(make_survey_criterion(max_score="4"), citizen=citizen, business=business)
    assert result.points is None or 0 <= result.points <= 4
    assert (result.points is None) == (result.reason is not None)


@given(_options, _options)
def test_the_trace_adds_up_to_the_points(citizen: list[str], business: list[str]) -> None:
    result = points(make_survey_criterion(max_score="4"), citizen=citizen, business=business)
    if result.points is not None:
        assert sum(trace.weight_used for trace in result.groups) == 1
        assert result.points == 4 * sum(trace.weight_used * (trace.share or 0) for trace in result.groups)


@given(st.lists(st.sampled_from(_informed), min_size=1, max_size=12), _options, st.data())
def test_a_more_satisfied_answer_never_lowers_the_points(
    citizen: list[str], business: list[str], data: st.DataObject
) -> None:
    i = data.draw(st.integers(0, len(citizen) - 1))
    better = data.draw(st.sampled_from(_informed[_informed.index(citizen[i]) :]))
    raised = [*citizen[:i], better, *citizen[i + 1 :]]
    before = points(make_survey_criterion(), citizen=citizen, business=business).points
    after = points(make_survey_criterion(), citizen=raised, business=business).points
    assert before is not None
    assert after is not None
    assert after >= before


@given(st.lists(st.sampled_from(_informed), min_size=1, max_size=12), _options)
def test_one_more_most_satisfied_ballot_never_lowers_the_points(citizen: list[str], business: list[str]) -> None:
    before = points(make_survey_criterion(), citizen=citizen, business=business).points
    after = points(make_survey_criterion(), citizen=[*citizen, "very_good"], business=business).points
    assert before is not None
    assert after is not None
    assert after >= before


def test_an_option_without_a_scale_is_a_defect_and_not_a_zero() -> None:
    with pytest.raises(BrokenCells, match="brilliant"):
        points(make_survey_criterion(), citizen=["brilliant"], business=[])


def test_a_scale_above_one_hundred_percent_is_a_defect() -> None:
    tally = Tally.of(fold(*ballots("citizen", "good")))
    with pytest.raises(BrokenCells, match="worth 110, not 0 to 100"):
        survey_points(make_survey_criterion(), tally, {"c1": {"tthc.dung_hen": {"good": Decimal(110)}}})
