"""Tables by the names in their first row."""

from __future__ import annotations

import pytest

from scoring import Fault
from scoring.columns import header_faults, named_columns, rows_by_column

COLUMNS = ("unit", "value")


def said(header: list[str]) -> list[str]:
    known = COLUMNS.__contains__
    return [str(fault) for fault in header_faults(named_columns(header), known, "This is unknown.", COLUMNS)]


@pytest.mark.parametrize(
    ("header", "faults"),
    [
        (["unit", "value"], []),
        ([" value ", "unit", "", ""], []),
        (["unit"], ["row 1: The column value is missing."]),
        (
            ["unit", "valeu"],
            ["row 1: The column value is missing.", "row 1, column valeu: This is unknown."],
        ),
        (["unit", "value", "unit"], ["row 1, column unit: The column is there twice."]),
        (["unit", "", "value"], ["row 1, column 2: This is unknown."]),
    ],
    ids=["right", "blanks and empty ends", "missing", "misspelt", "twice", "without a name"],
)
def test_a_header_is_faulted_column_by_column(header: list[str], faults: list[str]) -> None:
    assert said(header) == faults


def test_rows_keep_their_number_and_lose_their_blanks() -> None:
    faults: list[Fault] = []
    lines = [["a", " 1 "], ["", ""], [], ["b", "", "", ""]]
    assert list(rows_by_column(COLUMNS, lines, faults)) == [
        (2, {"unit": "a", "value": "1"}),
        (5, {"unit": "b", "value": ""}),
    ]
    assert faults == []


@pytest.mark.parametrize("line", [["a"], ["a", "1", "5"], ["a", "1", "", "5"]])
def test_a_row_of_another_width_is_a_fault_and_no_row(line: list[str]) -> None:
    faults: list[Fault] = []
    assert [number for number, _ in rows_by_column(COLUMNS, [line, ["b", "2"]], faults)] == [3]
    (fault,) = faults
    assert (fault.where, fault.params) == ("row 2", {"found": len(line), "expected": 2})
