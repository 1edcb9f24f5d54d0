from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from scoring import FormLink, form_faults
from tests.scoring.builders import SCALE, make_framework, make_survey_criterion

Scale = Mapping[str, Decimal | None]


def link(
    *, group: str = "citizen", criterion: str = "tthc.dung_hen", scale: Scale = SCALE, unit_type: str = "district"
) -> FormLink:
    return FormLink(f"{group}.xlsx", unit_type, group, {criterion: scale})


def faults(*forms: FormLink) -> list[str]:
    return [str(fault) for fault in form_faults(make_framework(), forms)]


def test_forms_of_both_groups_leave_nothing_to_say() -> None:
    assert faults(link(), link(group="business")) == []


def test_a_criterion_that_no_form_feeds_is_a_fault() -> None:
    other = link(criterion="tthc.tham_dinh")
    assert faults(other) == [
        "citizen.xlsx, tthc.tham_dinh: tthc.tham_dinh is not scored by a survey; the question counts for nothing.",
        "district, tthc.dung_hen: No questionnaire asks about this criterion.",
    ]


def test_a_group_with_a_weight_that_is_never_asked_is_a_fault() -> None:
    assert faults(link()) == [
        "district, tthc.dung_hen: No questionnaire asks the group business, which has a weight."
    ]


def test_a_question_mapped_to_nothing_is_a_fault() -> None:
    both = [link(), link(group="business")]
    assert faults(*both, link(criterion="tthc.nowhere")) == [
        "citizen.xlsx, tthc.nowhere: The framework has no criterion tthc.nowhere for this type of unit."
    ]
    assert faults(*both, link(group="delegate")) == [
        "delegate.xlsx, tthc.dung_hen: The group delegate has no weight here."
    ]
    assert faults(*both, link(unit_type="commune")) == ["citizen.xlsx: The framework has no set commune."]


def test_a_scale_that_its_rule_cannot_read_is_a_fault() -> None:
    business = link(group="business")
    assert "cannot read the options" in faults(link(scale={"good": Decimal(110)}), business)[0]
    assert faults(link(scale={"unknown": None}), business) == [
        "citizen.xlsx, tthc.dung_hen: No option of the question is worth anything."
    ]
    yes = make_framework(surveyed=make_survey_criterion(method="yes_share", yes="yes"))
    (fault, *_) = form_faults(yes, [link(scale={"co": Decimal(1), "khong": Decimal(0)}), business])
    assert "no option yes" in str(fault)
