from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from scoring import (
    Cases,
    EntriesInvalid,
    Entry,
    TableInvalid,
    UnitFacts,
    UnitSheet,
    load_framework,
    load_table,
    parse_table,
    score_table,
    score_units,
)
from scoring.totals import TOTAL, most, score_total
from tests.scoring.builders import make_framework

_EXAMPLES = Path(__file__).parents[2] / "examples"
_TASK = load_framework(_EXAMPLES / "thanh_hoa_2020" / "framework_task.yaml")


@pytest.mark.parametrize(
    ("name", "unit_type", "outstanding", "good"),
    [("departments", "department", 5, 15), ("public_service_units", "public_service_unit", 1, 13)],
)
def test_golden_grades_of_thanh_hoa(name: str, unit_type: str, outstanding: int, good: int) -> None:
    table = load_table(_EXAMPLES / "thanh_hoa_2020" / f"task_completion_{name}.csv")
    report: Any = score_table(table, _TASK, unit_type).as_json()
    grades = {unit["unit"]: unit["grade"] for unit in report["units"]}
    assert Counter(grades.values()) == {
        "Hoàn thành xuất sắc nhiệm vụ": outstanding,
        "Hoàn thành tốt nhiệm vụ": good,
    }
    assert grades == {row.unit: row.printed["printed_grade"] for row in table.rows}


def test_totals_are_ranked_and_averaged_without_domains() -> None:
    table = parse_table(b"unit,self_score,appraised_score\nA,98,90\nB,96,\nC,97,91\n")
    report: Any = score_table(table, _TASK, "department").as_json()
    assert [(unit["unit"], unit["rank"], unit["domains"]) for unit in report["units"]] == [
        ("C", 1, {}),
        ("A", 2, {}),
        ("B", None, {}),
    ]
    assert report["means"] == {"self": "97.0", "appraised": None, "domains": {}}


def test_a_total_cannot_exceed_the_maximum_and_the_bonus() -> None:
    table = parse_table(b"unit,self_score\nA,100\nB,100.5\n")
    with pytest.raises(TableInvalid) as refused:
        score_table(table, _TASK, "department")
    assert [str(fault) for fault in refused.value.faults] == [
        "row 3, column self_score: 100.5 is above the maximum of 100."
    ]


def test_the_most_of_a_total_is_the_maximum_and_the_bonus_as_far_as_it_is_capped() -> None:
    quality = load_framework(_EXAMPLES / "phu_tho_2020" / "framework.yaml")
    assert most(_TASK.set_for("department"), Fraction(90)) == 90 + 10
    assert most(quality.set_for("department"), Fraction(97)) == 97
    assert most(make_framework().set_for("district"), Fraction(15)) == 15


def test_an_entered_total_is_the_score() -> None:
    """Where a report prints no criteria, the total stands among the entries, under a code of its own."""
    sheets = {
        unit: UnitSheet({TOTAL: Entry(None, Decimal(points))}, {}) for unit, points in (("A", 88), ("B", "93.3"))
    }
    best, other = score_units(_TASK, "department", sheets, {})
    assert (best.unit, best.rank, best.score.total) == ("B", 1, Fraction("93.3"))
    assert best.score.domains == ()
    assert other.score.grade
    assert other.score.grade.band
    assert other.score.grade.band.code == "tot"


@pytest.mark.parametrize(
    ("sheet", "reason"),
    [
        (UnitSheet({TOTAL: Entry(None, Decimal(101))}, {}), "101 is above the maximum of 100"),
        (
            UnitSheet({TOTAL: Entry(None, Decimal(90)), "nhiem_vu": Entry(None, Decimal(90))}, {}),
            "leaves no criterion",
        ),
        (
            UnitSheet({TOTAL: Entry(None, Decimal(90))}, {}, UnitFacts({"thuong.van_ban": Cases(1)})),
            "leaves no criterion",
        ),
    ],
)
def test_what_cannot_stand_beside_a_total(sheet: UnitSheet, reason: str) -> None:
    with pytest.raises(EntriesInvalid, match=reason):
        score_units(_TASK, "department", {"A": sheet}, {})


def test_floors_need_domains_so_a_total_alone_has_no_grade_there() -> None:
    score = score_total(make_framework(), "district", Entry(None, Decimal(15)))
    assert score.total == 15
    assert score.grade is None
