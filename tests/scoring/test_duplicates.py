"""No code means two things, and no answer counts twice."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from scoring.checks import framework_faults
from tests.scoring.builders import make_framework_data

_TTHC = "sets.district.domains[1].criteria"
_OWN = f"{_TTHC}[1].code"


def faults(*asks: list[str], traits: list[str] | None = None) -> list[str]:
    """Faults of the valid framework with `tthc.dung_hen`, and for each further list one more criterion."""
    data: Any = copy.deepcopy(make_framework_data())
    data["traits"] = {"new": {"vi": "x", "en": "x"}}
    criteria = data["sets"]["district"]["domains"][1]["criteria"]
    surveyed = criteria.pop()
    for i, questions in enumerate(asks):
        criteria.append(surveyed | {"asks": questions} | ({"code": f"tthc.more{i}"} if i else {}))
    criteria[-1]["not_applicable"] = {"policy": "no_points", "reason": "r", "traits": traits or []}
    data["sets"]["district"]["domains"][1]["max_score"] = str(6 + 4 * len(asks))
    data["sets"]["district"]["max_score"] = str(12 + 4 * len(asks))
    return [str(fault) for fault in framework_faults(data)]


def used(place: str, code: str, other: str) -> str:
    return f"{place}: The code {code} is already used at {other}."


def test_questions_that_feed_one_criterion_once_are_no_fault() -> None:
    assert faults(["sipas.tiep_can", "sipas.thu_tuc"], ["sipas.ket_qua"]) == []
    assert faults(["tthc.dung_hen", "sipas.thu_tuc"]) == [], "its own code among others"


def test_a_question_that_would_count_twice_is_a_fault() -> None:
    twice = used(f"{_TTHC}[1].asks[1]", "sipas.tiep_can", f"{_TTHC}[1].asks[0]")
    assert faults(["sipas.tiep_can", "sipas.tiep_can", "sipas.thu_tuc"]) == [twice]
    assert faults(["tthc.dung_hen", "tthc.dung_hen"]) == [
        used(f"{_TTHC}[1].asks[1]", "tthc.dung_hen", f"{_TTHC}[1].asks[0]")
    ]


def test_a_question_that_would_feed_two_criteria_is_a_fault() -> None:
    assert faults(["sipas.a", "sipas.b"], ["sipas.c", "sipas.a"]) == [
        used(f"{_TTHC}[2].asks[1]", "sipas.a", f"{_TTHC}[1].asks[0]")
    ]


@pytest.mark.parametrize(
    ("code", "place"), [("tthc.tham_dinh", f"{_TTHC}[0].code"), ("chi_dao", "sets.district.domains[0].code")]
)
def test_a_question_under_the_code_of_something_else_is_a_fault(code: str, place: str) -> None:
    assert faults(["sipas.a", code]) == [used(f"{_TTHC}[1].asks[1]", code, place)]


def test_a_question_under_the_code_of_another_surveyed_criterion_is_a_fault() -> None:
    assert faults(["sipas.a"], ["tthc.dung_hen"]) == [used(f"{_TTHC}[2].asks[0]", "tthc.dung_hen", _OWN)]
    assert faults(["tthc.more1"], ["sipas.a"]) == [used(f"{_TTHC}[1].asks[0]", "tthc.more1", f"{_TTHC}[2].code")]


def test_a_trait_twice_in_a_list_is_a_fault() -> None:
    place = f"{_TTHC}[1].not_applicable.traits"
    assert faults(["sipas.a"], traits=["new", "new"]) == [used(f"{place}[1]", "new", f"{place}[0]")]
