from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from scoring import SurveyCriterion, form_faults, unasked_criteria
from tests.scoring.builders import SCALE, make_framework, make_survey_criterion

Scale = Mapping[str, Decimal | None]


def faults(
    *,
    group: str = "citizen",
    criterion: str = "tthc.dung_hen",
    scale: Scale = SCALE,
    surveyed: SurveyCriterion | None = None,
) -> list[str]:
    framework = make_framework(surveyed=surveyed)
    return [str(fault) for fault in form_faults(framework.set_for("district"), group, {criterion: scale})]


def test_a_form_that_fits_leaves_nothing_to_say() -> None:
    assert faults() == faults(group="business") == []


@pytest.mark.parametrize(
    ("criterion", "reason"),
    [
        ("tthc.tham_dinh", "tthc.tham_dinh is not scored by a survey; the question counts for nothing."),
        ("tthc.nowhere", "The framework has no criterion tthc.nowhere for this type of unit."),
    ],
)
def test_a_question_that_counts_for_nothing_is_a_fault(criterion: str, reason: str) -> None:
    assert faults(criterion=criterion) == [f"{criterion}: {reason}"]


def test_a_group_without_a_weight_is_a_fault() -> None:
    assert faults(group="delegate") == ["tthc.dung_hen: The group delegate has no weight here."]


YES_NO: Scale = {"co": Decimal(1), "khong": Decimal(0)}


YES = make_survey_criterion(method="yes_share", yes="yes")
TOP_TWO = make_survey_criterion(method="top_two_box")
ONE_TO_FIVE = make_survey_criterion(method="mean_scaled", lowest="1", highest="5")


@pytest.mark.parametrize(
    ("surveyed", "scale", "reason"),
    [
        (None, {"good": Decimal(110)}, "The option good is worth 110, not 0 to 100."),
        (None, {"unknown": None}, "No option of the question is worth anything."),
        (YES, YES_NO, "The scale has no option yes, which the rule counts."),
        (TOP_TWO, YES_NO, "The scale does not say which two options are the best."),
        (ONE_TO_FIVE, YES_NO, "The option khong is worth 0, not 1 to 5."),
    ],
)
def test_a_scale_that_its_rule_cannot_read_is_a_fault(
    surveyed: SurveyCriterion | None, scale: Scale, reason: str
) -> None:
    assert faults(scale=scale, surveyed=surveyed) == [f"tthc.dung_hen: {reason}"]


def unasked(ballots: Mapping[tuple[str, str], int], *traits: str, **changed: object) -> list[str]:
    rule = make_survey_criterion().model_dump(mode="json")
    changed_rule = rule | {"survey": rule["survey"] | changed}
    unit_set = make_framework(surveyed=SurveyCriterion.model_validate(changed_rule)).set_for("district")
    return list(unasked_criteria(unit_set, frozenset(traits), ballots))


def test_criteria_that_no_form_asks_about_are_named() -> None:
    assert unasked({("citizen", "tthc.dung_hen"): 5}) == []
    assert unasked({("stranger", "tthc.dung_hen"): 50, ("citizen", "other"): 50}) == ["tthc.dung_hen"]
    nobody = {"policy": "no_points", "reason": "r"}
    surveyed = SurveyCriterion.model_validate(
        make_survey_criterion().model_dump(mode="json") | {"not_applicable": nobody}
    )
    assert list(unasked_criteria(make_framework(surveyed=surveyed).set_for("district"), frozenset(), {})) == []


def test_criteria_that_too_few_are_asked_about_are_named() -> None:
    assert unasked({("citizen", "tthc.dung_hen"): 4}) == ["tthc.dung_hen"], "fewer than five are never shown"
    assert unasked({("citizen", "tthc.dung_hen"): 9}, minimum_ballots=10) == ["tthc.dung_hen"]
    assert unasked({("citizen", "tthc.dung_hen"): 10}, minimum_ballots=10) == []


def test_a_group_may_be_missing_where_the_others_get_its_weight() -> None:
    both: dict[str, object] = {"weights": {"citizen": "0.5", "business": "0.5"}}
    citizens = {("citizen", "tthc.dung_hen"): 5}
    assert unasked(citizens, **both, empty_group="redistribute") == []
    assert unasked(citizens, **both, empty_group="insufficient") == ["tthc.dung_hen"]


def test_whom_nobody_asks_about_a_unit_need_not_answer() -> None:
    rule: dict[str, object] = {
        "weights": {"citizen": "0.5", "business": "0.5"},
        "empty_group": "insufficient",
        "not_asked": {"business": ["no_business"]},
    }
    citizens = {("citizen", "tthc.dung_hen"): 5}
    assert unasked(citizens, "no_business", **rule) == []
    assert unasked(citizens, **rule) == ["tthc.dung_hen"]
    assert unasked({("business", "tthc.dung_hen"): 5}, "no_business", **rule) == ["tthc.dung_hen"]
