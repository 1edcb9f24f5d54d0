"""Units that one table leaves out, names twice or renames: one finding, and the printed ranks are believed."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring import load_framework
from scoring.audit import Audit, Reason, audit_tables

_FRAMEWORK = load_framework(Path(__file__).parents[3] / "examples" / "thanh_hoa_2020" / "framework.yaml")

_PARTS = [
    ["Đơn vị", "Lĩnh vực 1", "Lĩnh vực 2", "Tổng điểm", "Xếp loại"],
    ["Sở Nội vụ", "42,00", "50,00", "92,00", "Xuất sắc"],
    ["Sở Y tế", "40,75", "50,00", "90,75", "Xuất sắc"],
    ["Sở Tư pháp", "41,75", "49,00", "90,75", "Xuất sắc"],
    ["Sở Xây dựng", "39,00", "50,00", "89,00", "Tốt"],
    ["Ban Dân tộc", "31,50", "48,00", "79,50", "Khá"],
    ["Thanh tra tỉnh", "18,75", "40,00", "58,75", "Trung bình"],
]
_TOTALS = [
    ["Đơn vị", "Tổng điểm", "Xếp hạng", "Xếp loại"],
    *([row[0], row[3], rank, row[4]] for row, rank in zip(_PARTS[1:], "122345", strict=True)),
]


def audit(*grids: list[list[str]]) -> Audit:
    return audit_tables(grids, framework=_FRAMEWORK, unit_type="department")


def without(grid: list[list[str]], unit: str) -> list[list[str]]:
    return [row for row in grid if row[0] != unit]


def renamed(grid: list[list[str]], unit: str, other: str) -> list[list[str]]:
    return [[other if cell == unit else cell for cell in row] for row in grid]


@pytest.mark.parametrize("unit", [row[0] for row in _PARTS[1:]])
def test_a_unit_left_out_of_the_ranking_is_one_finding_and_the_ranks_stand(unit: str) -> None:
    for tables in [(_PARTS, without(_TOTALS, unit)), (without(_TOTALS, unit), _PARTS)]:
        (finding,) = audit(*tables).findings
        assert (finding.kind, finding.unit, finding.consequences) == ("missing_unit", unit, ())


@pytest.mark.parametrize("unit", [row[0] for row in _PARTS[1:]])
def test_a_unit_left_out_of_the_table_of_parts_is_one_finding(unit: str) -> None:
    (finding,) = audit(without(_PARTS, unit), _TOTALS).findings
    assert (finding.kind, finding.unit) == ("missing_unit", unit)


def test_ranks_made_without_the_missing_unit_stand_as_well() -> None:
    ranked = without(_TOTALS, "Sở Xây dựng")
    ranked[4:] = [["Ban Dân tộc", "79,50", "3", "Khá"], ["Thanh tra tỉnh", "58,75", "4", "Trung bình"]]
    assert [each.kind for each in audit(_PARTS, ranked).findings] == ["missing_unit"]


def test_a_mean_and_counts_that_hold_with_the_missing_unit_stand() -> None:
    ranked = [
        *without(_TOTALS, "Sở Tư pháp"),
        ["Bình quân", "83,46", "", ""],
        ["Xuất sắc", "3", "", ""],
        ["Tổng số đơn vị", "6", "", ""],
    ]
    assert [each.kind for each in audit(_PARTS, ranked).findings] == ["missing_unit"]


def test_a_wrong_rank_is_still_found_beside_a_missing_unit() -> None:
    ranked = [list(row) for row in without(_TOTALS, "Sở Xây dựng")]
    ranked[1][2] = "7"
    assert [(each.kind, each.unit) for each in audit(_PARTS, ranked).findings] == [
        ("missing_unit", "Sở Xây dựng"),
        ("rank", "Sở Nội vụ"),
    ]


@pytest.mark.parametrize(("unit", "other"), [("Sở Xây dựng", "Sở Nội vụ"), ("Sở Nội vụ", "Sở Xây dựng")])
def test_a_unit_printed_under_the_name_of_another_is_one_finding(unit: str, other: str) -> None:
    (finding,) = audit(_PARTS, renamed(_TOTALS, unit, other)).findings
    assert (finding.kind, finding.printed) == ("duplicate_unit", other)
    assert finding.row == next(i for i, row in enumerate(_TOTALS, 1) if row[0] == unit)
    assert finding.candidates == (unit,)
    assert [(each.kind, each.unit, each.cause.reason) for each in finding.consequences] == [
        ("missing_unit", unit, Reason.FOLLOWS)
    ]


def test_a_unit_under_the_name_of_another_in_the_table_of_parts_is_one_finding() -> None:
    (finding,) = audit(renamed(_PARTS, "Sở Xây dựng", "Sở Nội vụ"), _TOTALS).findings
    assert (finding.kind, finding.candidates) == ("duplicate_unit", ("Sở Xây dựng",))


def test_a_self_score_tells_tied_units_apart() -> None:
    parts = [["Đơn vị", "Tự chấm", "Thẩm định"], ["Sở A", "98", "90"], ["Sở B", "97", "90"], ["Sở C", "96", "80"]]
    ranked = [[*row, rank] for row, rank in zip(parts, ("Xếp hạng", "1", "1", "2"), strict=True)]
    ranked[1][0] = "Sở B"
    (finding,) = audit_tables([parts, ranked]).findings
    assert (finding.kind, finding.row, finding.candidates) == ("duplicate_unit", 2, ("Sở A",))


def test_a_row_printed_twice_changes_nothing_else() -> None:
    for tables in [(_PARTS, [*_TOTALS, _TOTALS[4]]), ([*_TOTALS, _TOTALS[4]],)]:
        (finding,) = audit(*tables).findings
        assert (finding.kind, finding.unit, finding.row) == ("duplicate_unit", "Sở Xây dựng", 8)
        assert finding.consequences == ()


def test_a_name_twice_in_a_single_table_leaves_the_ranks() -> None:
    (finding,) = audit(renamed(_TOTALS, "Sở Xây dựng", "Sở Nội vụ")).findings
    assert (finding.kind, finding.printed) == ("duplicate_unit", "Sở Nội vụ")
