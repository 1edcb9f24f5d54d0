from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scoring import TableInvalid, UnknownCode, load_framework, load_table, parse_table, score_table
from tests.scoring.builders import make_framework

_THANH_HOA = Path(__file__).parents[2] / "examples" / "thanh_hoa_2020"
_HEADER = "unit,chi_dao_self,chi_dao_appraised,tthc.tham_dinh_self,tthc.tham_dinh_appraised\n"


@pytest.fixture(scope="module")
def thanh_hoa() -> dict[str, Any]:
    framework = load_framework(_THANH_HOA / "framework.yaml")
    return score_table(load_table(_THANH_HOA / "scores_departments.csv"), framework, "department").as_json()


def test_golden_ranks_of_thanh_hoa_are_dense_with_two_ties(thanh_hoa: dict[str, Any]) -> None:
    ranks = [unit["rank"] for unit in thanh_hoa["units"]]
    assert ranks == [1, 2, 3, 4, 5, 5, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]
    assert [unit["unit"] for unit in thanh_hoa["units"] if unit["rank"] == 5] == [
        "Ban quản lý KKT NS",
        "Sở Tài Chính",
    ]


def test_golden_grades_of_thanh_hoa(thanh_hoa: dict[str, Any]) -> None:
    grades = [unit["grade"] for unit in thanh_hoa["units"]]
    counts = {grade: grades.count(grade) for grade in dict.fromkeys(grades)}
    assert counts == {"Xuất sắc": 7, "Tốt": 9, "Khá": 3, "Trung bình": 1}
    assert thanh_hoa["units"][-1]["grade_code"] == "trung_binh"


def test_golden_totals_of_thanh_hoa_are_those_printed(thanh_hoa: dict[str, Any]) -> None:
    table = load_table(_THANH_HOA / "scores_departments.csv")
    printed = {row.unit: row.printed["printed_total"].replace(",", ".") for row in table.rows}
    assert {unit["unit"]: unit["appraised"] for unit in thanh_hoa["units"]} == printed


def test_golden_domains_and_means_of_thanh_hoa(thanh_hoa: dict[str, Any]) -> None:
    first = thanh_hoa["units"][0]
    # 16.75 of 19 points are 88.157… %
    assert first["domains"]["chi_dao"] == {
        "self": "19.00",
        "appraised": "16.75",
        "max": "19.00",
        "percent": "88.16",
    }
    assert (first["self"], first["appraised"]) == ("98.00", "92.00")
    means = thanh_hoa["means"]
    assert (means["self"], means["appraised"]) == ("96.35", "85.03")  # 1700.5 / 20 = 85.025
    assert means["domains"]["chi_dao"] == {"self": "18.30", "appraised": "14.30", "percent": "75.26"}


def test_a_table_without_ballots_leaves_the_total_of_a_surveyed_set_open() -> None:
    report = score_table(parse_table((_HEADER + "A,5,5,5,5\nB,5,6,,\n").encode()), make_framework(), "district")
    data: Any = report.as_json()
    first, second = data["units"]
    assert (first["self"], first["appraised"], first["grade"], first["rank"]) == ("10.00", "10.00", None, None)
    assert second["appraised"] is None
    assert data["means"]["appraised"] is None
    assert data["means"]["domains"]["chi_dao"] == {"self": "5.00", "appraised": "5.50", "percent": "91.67"}


def test_scores_that_cannot_be_are_listed_with_row_and_column() -> None:
    table = parse_table((_HEADER + "A,7,5,5,-1\nB,5,6.25,,\n").encode())
    with pytest.raises(TableInvalid) as refused:
        score_table(table, make_framework(), "district")
    assert [str(fault) for fault in refused.value.faults] == [
        "row 2, column chi_dao_self: 7 is above the maximum of 6.",
        "row 2, column tthc.tham_dinh_appraised: A score cannot be negative, and -1 is.",
        "row 3, column chi_dao_appraised: 6.25 is above the maximum of 6.",
    ]


def test_a_criterion_without_columns_is_a_fault() -> None:
    with pytest.raises(TableInvalid, match=r"no columns for the criterion tthc\.tham_dinh"):
        score_table(parse_table(b"unit,chi_dao_self\nA,5\n"), make_framework(), "district")


def test_an_unknown_type_of_unit_is_refused() -> None:
    with pytest.raises(UnknownCode):
        score_table(parse_table(_HEADER.encode()), make_framework(), "commune")
