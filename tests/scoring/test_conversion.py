from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from scoring import BrokenCells, OptionCount
from scoring.conversion import group_share
from scoring.survey_rule import SurveyRule

_ANY_RULE: TypeAdapter[SurveyRule] = TypeAdapter(SurveyRule)
_SATISFACTION = {
    "very": "5",
    "satisfied": "4",
    "normal": "3",
    "not": "2",
    "not_at_all": "1",
    "no_information": None,
}
_METHODS = [
    {"method": "mean_scaled", "lowest": "1", "highest": "5"},
    {"method": "top_two_box"},
    {"method": "yes_share", "yes": "very"},
    {"method": "option_points"},
]


def make_rule(**method: str) -> SurveyRule:
    common = {"weights": {"citizen": "1"}, "empty_group": "redistribute", "minimum_ballots": 1}
    return _ANY_RULE.validate_python(common | method)


def counts(scale: Mapping[str, str | None], *numbers: int, campaign: str = "c1") -> list[OptionCount]:
    return [
        OptionCount(campaign, option, None if worth is None else Decimal(worth), number)
        for (option, worth), number in zip(scale.items(), numbers, strict=True)
    ]


def test_option_points_average_the_percentages() -> None:
    scale = {"good": "100", "fair": "60", "poor": "0", "no_information": None}
    share = group_share(make_rule(method="option_points"), counts(scale, 3, 2, 1, 7))
    assert share == Fraction(3 * 100 + 2 * 60 + 1 * 0, 100 * 6)


def test_a_mean_is_scaled_from_its_lowest_to_its_highest_value() -> None:
    rule = make_rule(method="mean_scaled", lowest="1", highest="5")
    mean = Fraction(2 * 5 + 1 * 4 + 1 * 1, 4)  # 15/4
    assert group_share(rule, counts(_SATISFACTION, 2, 1, 0, 0, 1, 9)) == (mean - 1) / (5 - 1)


def test_top_two_box_counts_the_two_best_options_of_all_valid_answers() -> None:
    rule = make_rule(method="top_two_box")
    assert group_share(rule, counts(_SATISFACTION, 3, 4, 2, 0, 1, 5)) == Fraction(3 + 4, 10)


def test_top_two_box_takes_each_campaign_by_its_own_scale() -> None:
    ten = {"ten": "10", "nine": "9", "eight": "8"}
    pooled = counts(_SATISFACTION, 1, 0, 1, 0, 0, 0) + counts(ten, 0, 1, 1, campaign="c2")
    assert group_share(make_rule(method="top_two_box"), pooled) == Fraction(1 + 1, 2 + 2)


@pytest.mark.parametrize("scale", [{"a": "2", "b": "1"}, {"a": "3", "b": "2", "c": "2"}])
def test_a_scale_without_two_clear_best_options_is_a_defect(scale: dict[str, str | None]) -> None:
    with pytest.raises(BrokenCells, match="which two options are the best"):
        group_share(make_rule(method="top_two_box"), counts(scale, *[1] * len(scale)))


def test_yes_share_counts_yes_whatever_its_number() -> None:
    scale = {"yes": "0", "no": "0", "unknown": None}
    assert group_share(make_rule(method="yes_share", yes="yes"), counts(scale, 3, 1, 4)) == Fraction(3, 4)


def test_yes_share_without_its_option_is_a_defect() -> None:
    with pytest.raises(BrokenCells, match="no option yes"):
        group_share(make_rule(method="yes_share", yes="yes"), counts({"no": "0"}, 1))


def test_a_value_off_the_scale_is_a_defect() -> None:
    rule = make_rule(method="mean_scaled", lowest="1", highest="4")
    with pytest.raises(BrokenCells, match="very is worth 5, not 1 to 4"):
        group_share(rule, counts(_SATISFACTION, 1, 0, 0, 0, 0, 0))


@given(st.sampled_from(_METHODS), st.lists(st.integers(0, 9), min_size=6, max_size=6).filter(lambda n: any(n[:5])))
def test_every_method_stays_between_zero_and_one_and_rises_with_satisfaction(
    method: dict[str, str], numbers: list[int]
) -> None:
    before = group_share(make_rule(**method), counts(_SATISFACTION, *numbers))
    after = group_share(make_rule(**method), counts(_SATISFACTION, numbers[0] + 1, *numbers[1:]))
    assert 0 <= before <= after <= 1
