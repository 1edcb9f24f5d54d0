from __future__ import annotations

from decimal import Decimal

import pytest
from pydantic import ValidationError

from scoring import AppraisedCriterion, Framework, SurveyCriterion, UnknownCode
from tests.scoring.builders import make_framework, make_framework_data


def test_json_round_trip_is_exact() -> None:
    framework = make_framework()
    again = Framework.model_validate_json(framework.model_dump_json())
    assert again == framework
    assert again.model_dump_json() == framework.model_dump_json()


def test_trailing_zeros_survive_the_round_trip() -> None:
    data = make_framework_data() | {"version": "1.10"}
    framework = Framework.model_validate(data)
    assert Framework.model_validate_json(framework.model_dump_json()).version == "1.10"


def test_a_domain_without_criteria_is_its_own_criterion() -> None:
    unit_set = make_framework().set_for("district")
    leaf = unit_set.criterion("chi_dao")
    assert isinstance(leaf, AppraisedCriterion)
    assert leaf.max_score == Decimal(6)
    assert [leaf.code for _, leaf in unit_set.leaves] == ["chi_dao", "tthc.tham_dinh", "tthc.dung_hen"]


def test_criteria_are_found_by_code() -> None:
    unit_set = make_framework().set_for("district")
    assert isinstance(unit_set.criterion("tthc.dung_hen"), SurveyCriterion)
    with pytest.raises(UnknownCode):
        unit_set.criterion("tthc")


def test_a_unit_type_without_grading_has_no_grades() -> None:
    framework = make_framework()
    district = framework.sets["district"].model_copy(update={"grading": None})
    without = framework.model_copy(update={"sets": {"district": district}})
    assert framework.grading_for("district") is not None
    assert without.grading_for("district") is None


def test_a_float_is_not_an_exact_number() -> None:
    data = make_framework_data()
    with pytest.raises(ValidationError, match="not an exact decimal"):
        Framework.model_validate(data | {"sets": {"district": {"max_score": 20.5}}})
