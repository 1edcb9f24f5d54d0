from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.checks import framework_faults
from tests.scoring.builders import make_framework_data

_NAME = {"vi": "x", "en": "x"}
_WHERE = "sets.district.domains[1].criteria[0]"


def faults(criterion: Mapping[str, object] | None = None, **top: object) -> list[str]:
    """Faults of the valid framework with other top-level fields, and other fields of its appraised criterion."""
    data: Any = copy.deepcopy(make_framework_data()) | top
    data["sets"]["district"]["domains"][1]["criteria"][0] |= criterion or {}
    return [str(fault) for fault in framework_faults(data)]


def indicators(**formulas: str | None) -> dict[str, object]:
    return {code: {"name": _NAME} | ({"formula": text} if text else {}) for code, text in formulas.items()}


def test_circles_are_named_once() -> None:
    assert faults(indicators=indicators(a="b + 1", b="c * 2", c="a", d="a")) == [
        "indicators.a.formula: The formulas go round in a circle: a → b → c → a."
    ]
    assert faults(indicators=indicators(a="a")) == [
        "indicators.a.formula: The formulas go round in a circle: a → a."
    ]
    assert faults(indicators=indicators(a="b + c", b="d", c="d", d=None)) == []
    assert faults(indicators=indicators(a="c", c="b", b="a", p="q", q="p")) == [
        "indicators.a.formula: The formulas go round in a circle: a → c → b → a.",
        "indicators.p.formula: The formulas go round in a circle: p → q → p.",
    ]


def test_circles_that_share_formulas_are_told_together_with_every_step() -> None:
    """a → b → a, a → c → a and a → c → b → a; d needs them, but is in no circle."""
    assert faults(indicators=indicators(a="b + c", b="a", c="a + b", d="a + e", e=None)) == [
        "indicators.a.formula: The formulas go round in several circles: a → b, c; b → a; c → a, b."
    ]
    assert faults(indicators=indicators(a="a + b", b="a")) == [
        "indicators.a.formula: The formulas go round in several circles: a → a, b; b → a."
    ]


def test_a_circle_of_thousands_of_formulas_is_told() -> None:
    many = {f"i{n}": f"i{(n + 1) % 5000}" for n in range(5000)}
    (fault,) = faults(indicators=indicators(**many))
    assert fault.endswith(" → i4999 → i0.")


_letters = st.sampled_from("abcdef")


@given(st.dictionaries(_letters, st.lists(_letters, unique=True), max_size=6))
def test_every_step_that_leads_back_is_told_and_no_other(needs: dict[str, list[str]]) -> None:
    formulas = {name: " + ".join(others) or None for name, others in needs.items()}
    told = set()
    for fault in faults(indicators=indicators(**formulas)):
        circles = re.search(r"circles?: (.*)\.$", fault)
        for group in circles[1].split("; ") if circles else ():
            names = group.split(" → ")
            told |= {(one, other) for one, others in pairwise(names) for other in others.split(", ")}

    def reached(start: str) -> set[str]:
        found: set[str] = set()
        waiting = [start]
        while waiting:
            fresh = [other for other in needs.get(waiting.pop(), []) if other not in found]
            found.update(fresh)
            waiting += fresh
        return found

    steps = [(one, other) for one, others in needs.items() for other in others]
    assert told == {(one, other) for one, other in steps if one in {other} | reached(other)}


def test_a_formula_names_indicators_that_exist() -> None:
    assert faults(indicators=indicators(a="b / 2")) == [
        "indicators.a.formula: There is no indicator b in indicators."
    ]
    assert faults(indicators=indicators(a="2 **")) == ["indicators.a.formula: “2 **” is not a formula."]
    statistic = {"source": "statistic", "statistic": {"method": "points", "formula": "x"}}
    assert faults(statistic) == [f"{_WHERE}.statistic.formula: There is no indicator x in indicators."]


@pytest.mark.parametrize(
    ("criterion", "expected"),
    [
        (
            {"statistic": {"method": "min_max", "formula": "1", "lowest_points": "6"}},
            f"{_WHERE}.statistic.lowest_points: This must be below the maximum of 6.",
        ),
        (
            {"substitution": {"total": "without_criterion", "traits": ["unranked"]}},
            f"{_WHERE}.substitution.traits[0]: There is no trait unranked in traits.",
        ),
        (
            {"not_applicable": {"policy": "no_points", "traits": ["new"]}},
            f"{_WHERE}.not_applicable.traits[0]: There is no trait new in traits.",
        ),
    ],
)
def test_sources_that_cannot_work_are_faults(criterion: dict[str, object], expected: str) -> None:
    assert faults(criterion) == [expected]


def test_substituted_points_need_something_else_to_be_a_share_of() -> None:
    circular = {"max_score": "100", "substitution": {"total": "with_criterion", "traits": []}}
    assert any("must stay below 100" in fault for fault in faults(circular))


def with_set(**fields: object) -> list[str]:
    data: Any = copy.deepcopy(make_framework_data())
    data["sets"]["district"] |= fields
    return [str(fault) for fault in framework_faults(data | {"rounds": fields.pop("rounds", {})})]


def test_items_have_one_amount_and_shares_of_domains_that_exist() -> None:
    items = [
        {"code": "x.a"},
        {"code": "x.b", "points": "1", "percent": "5"},
        {"code": "x.c", "percent": "5", "amount": "decided"},
        {"code": "x.d", "percent": "5", "domains": ["nowhere"]},
        {"code": "x.e", "points": "1", "domains": ["tthc"]},
    ]
    assert [fault.partition(": ")[2] for fault in with_set(penalty={"items": items})] == [
        "Exactly one of points and percent must be given.",
        "Exactly one of points and percent must be given.",
        "A percentage leaves nothing to decide.",
        "There is no domain nowhere in this set.",
        "Only a percentage is taken of domains.",
    ]


def test_where_a_year_has_rounds_every_domain_names_one() -> None:
    data: Any = copy.deepcopy(make_framework_data())
    data["rounds"] = {"first": _NAME}
    data["sets"]["district"]["domains"][0]["round"] = "second"
    assert [str(fault) for fault in framework_faults(data)] == [
        "sets.district.domains[0].round: There is no round second in rounds.",
        "sets.district.domains[1].round: The year has several rounds; this must name one of them.",
    ]


def test_a_group_that_is_not_asked_has_a_weight_and_traits_that_exist() -> None:
    data: Any = copy.deepcopy(make_framework_data())
    data["sets"]["district"]["domains"][1]["criteria"][1]["survey"]["not_asked"] = {"stranger": ["zone"]}
    assert [str(fault).partition(": ")[2] for fault in framework_faults(data)] == [
        "The group stranger has no weight here.",
        "There is no trait zone in traits.",
    ]
