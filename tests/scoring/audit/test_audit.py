"""Tables with one slip each: one finding, its likely cause, and what follows from it beneath."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from scoring import TableInvalid, load_framework
from scoring.audit import Audit, Finding, Reason, audit_tables

_FRAMEWORK = load_framework(Path(__file__).parents[3] / "examples" / "thanh_hoa_2020" / "framework.yaml")

# unit, two parts, total, rank, grade: 92, 90.75 twice, 89, 79.5, 58.75
_HEADER = ["Tên đơn vị", "Lĩnh vực 1", "Lĩnh vực 2", "Tổng điểm", "Xếp hạng", "Xếp loại"]
_ROWS = [
    ["Sở A", "42,00", "50,00", "92,00", "1", "Xuất sắc"],
    ["Sở B", "40,75", "50,00", "90,75", "2", "Xuất sắc"],
    ["Sở C", "41,75", "49,00", "90,75", "2", "Xuất sắc"],
    ["Sở D", "39,00", "50,00", "89,00", "3", "Tốt"],
    ["Sở E", "31,50", "48,00", "79,50", "4", "Khá"],
    ["Sở F", "18,75", "40,00", "58,75", "5", "Trung bình"],
]
# 213,75 / 6 = 35,625; 287 / 6 = 47,8333…; 500,75 / 6 = 83,4583…
_MEAN = ["Bình quân", "35,63", "47,83", "83,46", "", ""]
_COUNTS = [["Xuất sắc", "", "", "3", "", ""], ["Tốt", "", "", "1", "", ""]]


def table(**changes: str) -> list[list[str]]:
    """The sound table after changing cells such as D4="92,50" (column D, row 4 of the sheet)."""
    grid = [list(row) for row in (_HEADER, *_ROWS, _MEAN, *_COUNTS)]
    for place, text in changes.items():
        grid[int(place[1:]) - 1]["ABCDEF".index(place[0])] = text
    return grid


def audit(*grids: Sequence[Sequence[str]], aliases: dict[str, str] | None = None) -> Audit:
    return audit_tables(grids, framework=_FRAMEWORK, unit_type="department", aliases=aliases)


def cells(findings: Sequence[Finding]) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(each.kind, each.unit, each.printed, each.computed) for each in findings]


def only(found: Audit) -> Finding:
    assert len(found.findings) == 1, [str(each.as_json()) for each in found.findings]
    return found.findings[0]


def test_a_sound_table_has_no_finding_and_many_checks() -> None:
    found = audit(table())
    assert found.findings == ()
    assert found.tables[0].checked == {"sum": 6, "mean": 3, "rank": 6, "grade": 6, "count": 2}
    assert audit_tables([table()]).findings == ()


def test_a_misprinted_total_alone_is_one_finding_without_consequences() -> None:
    finding = only(audit(table(D5="98,00")))  # transposed: everything else was made from 89,00
    assert cells([finding]) == [("sum", "Sở D", "98,00", "89.00")]
    assert (finding.cause.reason, finding.consequences) == (Reason.DIGITS_SWAPPED, ())


def test_a_wrong_sum_that_was_used_has_its_consequences_beneath() -> None:
    # 93,00 made Sở D first: all ranks, its grade, the mean and the count follow from it
    printed = table(D5="93,00", F5="Xuất sắc", E2="2", E3="3", E4="3", E5="1", D8="84,13", D9="4", D10="0")
    wrong = only(audit(printed))
    assert cells([wrong]) == [("sum", "Sở D", "93,00", "89.00")]
    assert sorted(cells(wrong.consequences)) == [
        ("count", "Tốt", "0", "1"),
        ("count", "Xuất sắc", "4", "3"),
        ("grade", "Sở D", "Xuất sắc", "Tốt"),
        ("mean", "Bình quân", "84,13", "83.46"),
        ("rank", "Sở A", "2", "1"),
        ("rank", "Sở B", "3", "2"),
        ("rank", "Sở C", "3", "2"),
        ("rank", "Sở D", "1", "3"),
    ]
    assert [each.cause.reason for each in wrong.consequences] == [Reason.FOLLOWS] * 8


def test_a_broken_tie_shifts_every_rank_below_and_is_one_finding() -> None:
    finding = only(audit(table(E4="3", E5="4", E6="5", E7="6")))
    assert cells([finding]) == [("rank", "Sở C", "3", "2")]
    assert finding.cause.reason is Reason.TIE_BROKEN
    assert finding.cause.params == {"value": Decimal("90.75"), "other": "Sở B"}
    assert cells(finding.consequences) == [
        ("rank", "Sở D", "4", "3"),
        ("rank", "Sở E", "5", "4"),
        ("rank", "Sở F", "6", "5"),
    ]


def test_a_wrong_tie_shifts_every_rank_below_and_is_one_finding() -> None:
    finding = only(audit(table(E5="2", E6="3", E7="4")))
    assert finding.cause.reason is Reason.WRONG_TIE
    assert cells([finding, *finding.consequences]) == [
        ("rank", "Sở D", "2", "3"),
        ("rank", "Sở E", "3", "4"),
        ("rank", "Sở F", "4", "5"),
    ]


@pytest.mark.parametrize(
    ("changes", "reason", "units"),
    [
        ({"E6": "5", "E7": "6"}, Reason.RANK_SKIPPED, ["Sở E", "Sở F"]),
        ({"E5": "9"}, Reason.RANK_MISPRINTED, ["Sở D"]),
        ({"E2": "3", "E5": "1"}, Reason.SWAPPED_RANKS, ["Sở A", "Sở D"]),
    ],
)
def test_other_slips_in_ranks(changes: dict[str, str], reason: Reason, units: list[str]) -> None:
    finding = only(audit(table(**changes)))
    assert finding.cause.reason is reason
    assert [finding.unit, *(each.unit for each in finding.consequences)] == units


def test_two_slips_are_two_findings() -> None:
    found = audit(table(E2="7", E6="5", E7="6"))
    assert [(each.unit, len(each.consequences)) for each in found.findings] == [("Sở A", 0), ("Sở E", 1)]


def test_ranks_that_skip_after_ties_throughout_follow_another_method() -> None:
    finding = only(audit(table(E5="4", E6="5", E7="6")[:7]))
    assert finding.cause.reason is Reason.OTHER_METHOD
    without = audit_tables([table(E5="4", E6="5", E7="6")])
    assert without.findings == ()
    assert without.tables[0].rank_method == "competition"


def test_totals_that_changed_places_are_one_finding() -> None:
    finding = only(audit(table(D2="89,00", D5="92,00")))
    assert finding.cause.reason is Reason.SWAPPED_TOTALS
    assert cells(finding.consequences) == [("sum", "Sở D", "92,00", "89.00")]


def test_a_misprinted_part_is_given_away_by_the_mean_of_its_column() -> None:
    finding = only(audit(table(B5="36,00")))
    assert cells([finding]) == [("cell", "Sở D", "36,00", "39.00")]
    assert cells(finding.consequences) == [
        ("sum", "Sở D", "89,00", "86.00"),
        ("mean", "Bình quân", "35,63", "35.13"),
    ]


@pytest.mark.parametrize(
    ("total", "reason"),
    [("50,00", Reason.LEFT_OUT), ("128,00", Reason.COUNTED_TWICE), ("89,05", Reason.ONE_DIGIT)],
)
def test_the_likely_slip_behind_a_sum(total: str, reason: Reason) -> None:
    assert only(audit(table(D5=total))).cause.reason is reason


@pytest.mark.parametrize(
    ("changes", "expected", "reason"),
    [
        ({"F5": "Khá"}, ("grade", "Sở D", "Khá", "Tốt"), Reason.WRONG_GRADE),
        ({"D8": "83,45"}, ("mean", "Bình quân", "83,45", "83.46"), Reason.CUT_OFF),
        ({"B8": "36,00"}, ("mean", "Bình quân", "36,00", "35.63"), Reason.MEAN_DIFFERS),
        ({"D9": "4"}, ("count", "Xuất sắc", "4", "3"), Reason.COUNT_DIFFERS),
    ],
)
def test_cells_that_stand_alone(
    changes: dict[str, str], expected: tuple[str, str, str, str], reason: Reason
) -> None:
    finding = only(audit(table(**changes)))
    assert cells([finding]) == [expected]
    assert finding.cause.reason is reason


def test_a_number_that_is_none_is_said_and_leaves_the_rest() -> None:
    found = audit(table(C5="5o,00")[:7])
    assert cells(found.findings) == [("unreadable", "Sở D", "5o,00", None)]


def test_a_grade_that_lies_between_its_neighbours_needs_no_framework() -> None:
    grid = [row[:1] + row[3:] for row in (_HEADER, *_ROWS)]
    grid[3][3] = "Tốt"  # Sở C has as much as Sở B, which is "Xuất sắc"
    finding = only(audit_tables([grid]))
    assert finding.kind == "grade"
    assert finding.cause.reason is Reason.GRADE_OUT_OF_ORDER


def ranking(**changes: str) -> list[list[str]]:
    """The same units in a table of totals: unit, total, rank."""
    grid = [["unit", "printed_total", "printed_rank"], *([row[0], row[3], row[4]] for row in _ROWS)]
    for place, text in changes.items():
        grid[int(place[1:]) - 1]["ABC".index(place[0])] = text
    return grid


def test_a_total_that_differs_between_two_tables_is_one_finding() -> None:
    finding = only(audit(table(), ranking(B5="88,00")))
    assert cells([finding]) == [("total", "Sở D", "88,00", "89.00")]
    assert finding.table == 2


def test_a_wrong_sum_in_both_tables_is_one_finding() -> None:
    finding = only(audit(ranking(B5="88,75"), table(D5="88,75")[:7]))
    assert cells([finding, *finding.consequences]) == [
        ("sum", "Sở D", "88,75", "89.00"),
        ("total", "Sở D", "88,75", "89.00"),
    ]
    assert finding.cause.reason is Reason.BOTH_TOTALS_AGREE


def test_a_misprinted_total_without_parts_is_guessed_from_its_place() -> None:
    # 75,00 for 89,00 would make three ranks and a grade wrong; one total explains them all
    grid = [[row[0], *row[3:]] for row in (_HEADER, *_ROWS)]
    grid[4][1] = "75,00"
    finding = only(audit(grid))
    assert cells([finding]) == [("total", "Sở D", "75,00", "79.50–90.75")]
    assert finding.cause.reason is Reason.TOTAL_MISPRINTED


def test_a_grade_that_differs_between_two_tables_is_one_finding() -> None:
    with_grades = [["unit", "printed_total", "printed_grade"], *([row[0], row[3], row[5]] for row in _ROWS)]
    with_grades[4][2] = "Xuất sắc"
    finding = only(audit_tables([table()[:7], with_grades]))
    assert cells([finding]) == [("grade", "Sở D", "Xuất sắc", "Tốt")]
    assert finding.cause.reason is Reason.TABLES_DIFFER


def test_a_doubtful_name_is_asked_and_an_alias_settles_it() -> None:
    one, other = table(A5="Sở Công thuơng nghiệp"), ranking(A5="Sở Công thương nghiêp vụ")
    finding = only(audit(one, other))
    assert finding.kind == "doubtful_match"
    assert finding.candidates == ("Sở Công thuơng nghiệp",)
    settled = audit(one, other, aliases={"Sở Công thuơng nghiệp": "Sở Công thương nghiêp vụ"})
    assert settled.findings == ()
    assert ("Sở Công thương nghiêp vụ", "alias") in [(each.name, each.how) for each in settled.matched]


def test_units_of_one_table_only_are_said() -> None:
    found = audit(table(A7="Ban quản lý X"), ranking(A7="Thanh tra"))
    assert sorted((each.kind, each.unit) for each in found.findings) == [
        ("missing_unit", "Ban quản lý X"),
        ("missing_unit", "Thanh tra"),
    ]


def test_findings_are_written_for_programs_and_for_people() -> None:
    found = audit(table(E4="3", E5="4", E6="5", E7="6"))
    plain = found.findings[0].as_json()
    assert {"kind", "unit", "column", "printed", "computed", "cause", "consequences"} <= plain.keys()
    lines = found.lines(lambda msgid, **params: msgid.format(**params))
    assert lines[0] == "[rank] Sở C · Xếp hạng: 3 → 2. It has the same 90.75 as Sở B and must share its rank."
    assert len(lines) == 4


def test_a_merged_header_titles_and_column_numbers_are_understood() -> None:
    grid = [
        ["BẢNG TỔNG HỢP KẾT QUẢ", "", "", "", "", "", "", ""],
        ["TT", "Tên đơn vị", "Công tác chỉ đạo", "", "Thể chế", "", "Tổng điểm", ""],
        ["", "", "Tự chấm", "Thẩm định", "Tự chấm", "Thẩm định", "Tự chấm", "Thẩm định"],
        ["1", "2", "3", "4", "5", "6", "7", "8"],
        ["", "Điểm tối đa", "20", "20", "10", "10", "30", "30"],
        ["I", "Sở, ban, ngành", "", "", "", "", "", ""],
        ["1", "Sở Y tế", "19,5", "18", "10", "9,25", "29,5", "27,25"],
        ["2", "Sở Nội vụ", "19", "21", "10", "9", "29", "29"],
        ["", "Điểm trung bình", "19,25", "19,5", "10", "9,13", "29,25", "28,13"],
        ["", "Tỷ lệ %", "96,3", "97,5", "100", "91,3", "97,5", "93,8"],
    ]
    found = audit_tables([grid])
    finding = only(found)
    # 20 would mend the total as well as keep the maximum: the sum is beneath the part
    assert cells([finding]) == [("maximum", "Sở Nội vụ", "21", "20")]
    assert cells(finding.consequences) == [("sum", "Sở Nội vụ", "29", "30.00")]


@pytest.mark.parametrize("grid", [[["x"]], [["only", "words"], ["a", "b"]], [["Sở Y tế", "5"]], []])
def test_what_is_no_table_is_refused(grid: list[list[str]]) -> None:
    with pytest.raises(TableInvalid):
        audit_tables([grid])
