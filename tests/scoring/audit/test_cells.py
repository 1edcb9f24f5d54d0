"""Cells that cannot be read, are blank, or exceed their maximum: one finding each, and nothing invented beneath."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring import load_framework
from scoring.audit import Reason, audit_tables

_FRAMEWORK = load_framework(Path(__file__).parents[3] / "examples" / "thanh_hoa_2020" / "framework.yaml")

_RANKED = [
    ["Đơn vị", "Tổng điểm", "Xếp hạng", "Xếp loại"],
    ["Sở A", "92,00", "1", "Xuất sắc"],
    ["Sở B", "90,75", "2", "Xuất sắc"],
    ["Sở C", "90,75", "2", "Xuất sắc"],
    ["Sở D", "89,00", "3", "Tốt"],
    ["Sở E", "79,50", "4", "Khá"],
    ["Sở F", "58,75", "5", "Trung bình"],
]
_PARTS = [
    ["Đơn vị", "Lĩnh vực 1", "Lĩnh vực 2", "Tổng điểm"],
    ["Sở A", "42,00", "50,00", "92,00"],
    ["Sở B", "40,75", "50,00", "90,75"],
    ["Sở C", "39,00", "50,00", "89,00"],
]

Found = list[tuple[str, str | None, str | None, Reason]]


def found(grid: list[list[str]], changes: dict[str, str] | None = None, *, rules: bool = False) -> Found:
    """What is found, consequences left out, after changing cells such as B2="92,0O"."""
    grid = [list(row) for row in grid]
    for place, text in (changes or {}).items():
        grid[int(place[1:]) - 1]["ABCD".index(place[0])] = text
    audit = audit_tables([grid], framework=_FRAMEWORK if rules else None)
    return [(each.kind, each.unit, each.printed, each.cause.reason) for each in audit.findings]


@pytest.mark.parametrize("mark", ["*", " **", "(1)", "[2]", "²"])
@pytest.mark.parametrize("place", ["B2", "C2", "B6"])
def test_a_footnote_mark_leaves_the_number(place: str, mark: str) -> None:
    text = _RANKED[int(place[1:]) - 1]["ABCD".index(place[0])] + mark
    assert found(_RANKED, {place: text}) == []
    assert found(_PARTS, {"D2": "92,10*"}) == [("sum", "Sở A", "92,10*", Reason.ONE_DIGIT)]


@pytest.mark.parametrize("rules", [False, True])
@pytest.mark.parametrize("row", [2, 3, 5, 7])
@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [("92,0O", "unreadable", Reason.UNREADABLE), ("", "missing", Reason.MISSING_TOTAL)],
)
def test_the_other_ranks_are_judged_without_an_unknown_total(
    text: str, kind: str, reason: Reason, row: int, rules: bool
) -> None:
    expected: Found = [(kind, _RANKED[row - 1][0], text or None, reason)]
    assert found(_RANKED, {f"B{row}": text}, rules=rules) == expected
    wrong = found(_RANKED, {"C6": "9", f"B{row}": text}, rules=rules)
    assert [each[:3] for each in wrong] == [expected[0][:3], ("rank", "Sở E", "9")]


def test_several_unknown_totals_leave_both_ways_of_counting_ties() -> None:
    assert [kind for kind, *_ in found(_RANKED, {"B2": "?!", "B3": "?!", "B5": "?!"})] == ["unreadable"] * 3
    skipping = {"C5": "4", "C6": "5", "C7": "6"}
    assert [kind for kind, *_ in found(_RANKED, {"B2": "?!", "B6": ""} | skipping)] == ["unreadable", "missing"]


def test_a_unit_that_prints_nothing_but_its_name_and_self_score_misses_nothing() -> None:
    grid = [["Đơn vị", "Tự chấm", "Thẩm định", "Xếp hạng"], ["Sở A", "9", "8", "1"], ["Sở B", "9", "", ""]]
    assert found(grid) == []


@pytest.mark.parametrize("roman", ["I", "I II II III IV V"])
def test_roman_ranks_are_read(roman: str) -> None:
    ranks = {f"C{row}": text for row, text in enumerate(roman.split(), 2)}
    assert found(_RANKED, ranks) == []
    assert found(_RANKED, ranks | {"C6": "VI"}) == [("rank", "Sở E", "VI", Reason.RANK_MISPRINTED)]


@pytest.mark.parametrize("text", ["nhất", "1,5", "IIX"])
def test_what_is_no_rank_is_one_finding(text: str) -> None:
    assert found(_RANKED, {"C2": text}) == [("unreadable", "Sở A", text, Reason.UNREADABLE)]


def test_a_unit_out_of_the_ranking_leaves_the_ranks_of_the_others() -> None:
    assert found(_RANKED, {"C2": "", "C3": "1", "C4": "1", "C5": "2", "C6": "3", "C7": "4"}) == []


@pytest.mark.parametrize("text", ["", "x", "–"])
def test_a_blank_part_is_said_unless_the_others_are_the_total(text: str) -> None:
    assert found(_PARTS, {"B3": text}) == [("missing", "Sở B", text or None, Reason.MISSING_PART)]
    assert found(_PARTS, {"B3": text, "D3": "50,00"}) == []
    assert found(_PARTS, {"B3": "4o,75"}) == [("unreadable", "Sở B", "4o,75", Reason.UNREADABLE_PART)]


def test_blank_parts_of_one_unit_are_one_finding() -> None:
    assert found(_PARTS, {"B3": "", "C3": ""}) == [("missing", "Sở B", None, Reason.MISSING_PART)]


def test_a_total_above_the_maximum_is_found_by_the_framework_or_the_table() -> None:
    above: Found = [("maximum", "Sở A", "102,00", Reason.ABOVE_MAXIMUM)]
    assert found(_RANKED, {"B2": "102,00"}, rules=True) == above
    assert found(_RANKED, {"B2": "102,00"}) == []  # nothing says what the maximum is
    assert found([*_RANKED, ["Điểm tối đa", "100", "", ""]], {"B2": "102,00"}) == above
    # a bonus column has no maximum, so that the total has none
    bonus = [[*row[:2], text, row[3]] for row, text in zip(_PARTS, ("Điểm thưởng", "60", "50", "50"), strict=True)]
    assert found([*bonus, ["Điểm tối đa", "50", "", "100"]], {"D2": "102,00"}) == []


def test_a_total_above_the_maximum_that_its_parts_do_not_give_is_a_wrong_sum() -> None:
    wrong = found([*_PARTS, ["Điểm tối đa", "50", "50", "100"]], {"D2": "102,00"})
    assert [(kind, unit) for kind, unit, *_ in wrong] == [("sum", "Sở A")]


def test_a_total_in_a_gap_of_the_scale_has_no_grade() -> None:
    assert found(_RANKED, {"B7": "65,00"}, rules=True) == [("grade", "Sở F", "Trung bình", Reason.NO_GRADE)]


def test_a_table_of_mostly_unreadable_totals_is_still_looked_at() -> None:
    rows = [["A", "90", "1", "Tốt"], ["B", "nan", "2", "Tốt"], ["C", "1e400", "3", "Tốt"], ["D", "", "4", "Tốt"]]
    said = found([_RANKED[0], *rows, ["E", "1.234,5", "5", "Xuất sắc"]], rules=True)
    assert [(kind, unit) for kind, unit, *_ in said] == [
        ("unreadable", "B"),
        ("unreadable", "C"),
        ("missing", "D"),
        ("unreadable", "E"),
        ("grade", "A"),
    ]
