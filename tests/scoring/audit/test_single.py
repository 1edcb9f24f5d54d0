"""Blank cells, the decimals of what is computed, and slips that one cause repeats."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring import load_framework
from scoring.audit import Audit, Reason, audit_tables

_FRAMEWORK = load_framework(Path(__file__).parents[3] / "examples" / "thanh_hoa_2020" / "framework.yaml")

_RANKED = [
    ["Đơn vị", "Tự chấm", "Tổng điểm", "Xếp hạng", "Xếp loại"],
    ["Sở A", "98", "92,00", "1", "Xuất sắc"],
    ["Sở B", "97", "90,75", "2", "Xuất sắc"],
    ["Sở C", "96", "90,75", "2", "Xuất sắc"],
    ["Sở D", "95", "89,00", "3", "Tốt"],
    ["Sở E", "94", "79,50", "4", "Khá"],
    ["Sở F", "93", "58,75", "5", "Trung bình"],
]


def audit(grid: list[list[str]], changes: dict[str, str] | None = None, *, rules: bool = True) -> Audit:
    """The audit after changing cells such as D4="x" (column D, row 4)."""
    grid = [list(row) for row in grid]
    for place, text in (changes or {}).items():
        grid[int(place[1:]) - 1]["ABCDEF".index(place[0])] = text
    return audit_tables([grid], framework=_FRAMEWORK if rules else None, unit_type="department" if rules else None)


@pytest.mark.parametrize("row", range(2, 8))
@pytest.mark.parametrize("rules", [False, True])
def test_a_blank_rank_and_a_blank_grade_are_found(row: int, *, rules: bool) -> None:
    unit, _, _, rank, grade = _RANKED[row - 1]
    (finding,) = audit(_RANKED, {f"D{row}": ""}, rules=rules).findings
    assert (finding.kind, finding.unit, finding.column, finding.computed) == ("missing", unit, "Xếp hạng", rank)
    (finding,) = audit(_RANKED, {f"E{row}": ""}, rules=rules).findings
    assert (finding.kind, finding.unit, finding.column) == ("missing", unit, "Xếp loại")
    assert finding.computed == (grade if rules else None)
    (finding,) = audit(_RANKED, {f"D{row}": "", f"E{row}": ""}, rules=rules).findings
    assert (finding.kind, finding.column) == ("missing", "Xếp hạng, Xếp loại")
    assert finding.cause.reason is Reason.MISSING_BESIDE_TOTAL


def test_a_blank_self_score_is_found_where_the_others_have_one() -> None:
    (finding,) = audit(_RANKED, {"B4": ""}).findings
    assert (finding.kind, finding.unit, finding.column) == ("missing", "Sở C", "Tự chấm")


def test_a_column_that_few_units_fill_misses_nothing() -> None:
    few = {f"E{row}": "" for row in range(3, 8)} | {f"B{row}": "" for row in range(3, 8)}
    assert audit(_RANKED, few).findings == ()


def test_a_unit_out_of_the_competition_misses_nothing() -> None:
    out = {"D2": "", "E2": "", "D3": "1", "D4": "1", "D5": "2", "D6": "3", "D7": "4"}
    assert audit(_RANKED, out).findings == ()


def test_a_total_for_which_the_rules_have_no_grade_misses_none() -> None:
    assert audit(_RANKED, {"C7": "65,00", "E7": ""}).findings == ()


_PARTS = [
    ["Đơn vị", "Lĩnh vực 1", "Lĩnh vực 2", "Tổng điểm"],
    ["Sở A", "42,25", "50,00", "92,25"],
    ["Sở B", "40,75", "50,00", "90,75"],
    ["Sở C", "39,00", "50,00", "89,00"],
    ["Bình quân", "40,67", "50,00", "90,67"],
]


@pytest.mark.parametrize(
    ("place", "text", "computed"),
    [
        ("D2", "9225", "92.25"),
        ("D2", "922,5", "92.25"),
        ("D2", "9,225", "92.25"),
        ("D5", "9067", "90.67"),
        ("D5", "91,0", "90.67"),
        ("B3", "4075", "40.75"),
    ],
)
def test_what_is_computed_has_the_decimals_of_the_column(place: str, text: str, computed: str) -> None:
    (finding,) = audit(_PARTS, {place: text}, rules=False).findings
    assert (finding.printed, finding.computed) == (text, computed)


def test_decimals_are_not_cut_off_because_the_other_cells_have_none() -> None:
    whole = [["Đơn vị", "Lĩnh vực 1", "Lĩnh vực 2", "Tổng"], ["Sở A", "4,25", "5", "9,75"], ["Sở B", "4", "5", "9"]]
    (finding,) = audit(whole, rules=False).findings
    assert finding.computed == "9.25"


_MEANS = [
    ["Đơn vị", "Lĩnh vực 1", "Lĩnh vực 2", "Lĩnh vực 3", "Tổng"],
    ["Sở A", "10", "20", "40", "70"],
    ["Sở B", "10", "20", "30", "60"],
    ["Sở C", "9", "21", "40", "70"],
    ["Bình quân", "9,67", "20,33", "36,67", "66,67"],
]


def test_means_cut_off_throughout_are_one_finding_with_the_cells_beneath() -> None:
    assert audit(_MEANS, rules=False).findings == ()
    (finding,) = audit(_MEANS, {"B5": "9,66", "D5": "36,66", "E5": "66,66"}, rules=False).findings
    assert (finding.kind, finding.printed, finding.cause.reason) == ("mean", "9,66", Reason.CUT_OFF)
    assert [(each.printed, each.computed, each.cause.reason) for each in finding.consequences] == [
        ("36,66", "36.67", Reason.SAME_SLIP),
        ("66,66", "66.67", Reason.SAME_SLIP),
    ]


def test_two_means_cut_off_and_another_slip_are_findings_of_their_own() -> None:
    assert len(audit(_MEANS, {"B5": "9,66", "D5": "36,66"}, rules=False).findings) == 2
    found = audit(_MEANS, {"B5": "9,66", "C5": "25,00", "D5": "36,66", "E5": "66,66"}, rules=False).findings
    assert [(each.printed, len(each.consequences)) for each in found] == [("9,66", 2), ("25,00", 0)]


def test_totals_that_leave_out_the_same_column_are_one_finding() -> None:
    grid = [_MEANS[0], *([*row[:4], str(int(row[4]) - int(row[1]))] for row in _MEANS[1:4])]
    (finding,) = audit(grid, rules=False).findings
    assert finding.cause.params == {"column": "Lĩnh vực 1"}
    assert [each.unit for each in finding.consequences] == ["Sở B", "Sở C"]
