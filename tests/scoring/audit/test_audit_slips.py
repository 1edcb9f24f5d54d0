"""Any one slip of the pen in the province's own tables: never more than one root cause, and never silence."""

from __future__ import annotations

from pathlib import Path
from random import Random

from scoring import load_framework
from scoring.audit import audit_tables
from scoring.csv_text import csv_records, read_table_bytes

_DATA = Path(__file__).parents[3] / "examples" / "thanh_hoa_2020"
_FRAMEWORK = load_framework(_DATA / "framework.yaml")
_PARTS = csv_records(read_table_bytes(_DATA / "scores_departments.csv"))
_GRADES = ["Xuất sắc", "Tốt", "Khá", "Trung bình"]


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _ranking() -> list[list[str]]:
    """The ranking table, made from the parts: unit, both totals, rank, grade."""
    rows = [
        [row[0], f"{sum(map(_number, row[1:15:2])):.2f}", f"{sum(map(_number, row[2:15:2])):.2f}", row[16]]
        for row in _PARTS[1:]
    ]
    order = sorted({_number(row[2]) for row in rows}, reverse=True)
    ranked = [[*row[:3], str(order.index(_number(row[2])) + 1), row[3]] for row in rows]
    return [["unit", "printed_self_total", "printed_appraised_total", "printed_rank", "printed_grade"], *ranked]


_TABLES = (_PARTS, _ranking())


def test_the_tables_themselves_are_sound() -> None:
    assert audit_tables(_TABLES, framework=_FRAMEWORK).findings == ()


def _slips() -> list[tuple[int, int, int, str]]:
    """Every slip that is tried: table, row, column, the text printed by mistake."""
    slips = []
    for which, table in enumerate(_TABLES):
        for row in range(1, len(table)):
            for column in range(1, len(table[0])):
                text, title = table[row][column], table[0][column]
                if "grade" in title:
                    wrong = [grade for grade in _GRADES if grade != text]
                elif "rank" in title:
                    wrong = [str(int(text) + step) for step in (-1, 1, 2)]
                else:
                    wrong = [f"{_number(text) + step:.2f}" for step in (-1.0, -0.5, 0.25, 1.0, 3.0)]
                slips += [(which, row, column, each) for each in wrong if not each.startswith("-")]
    return slips


def test_one_slip_is_one_finding() -> None:
    """A sample of the 1,880 slips; all of them pass, in three quarters of a minute."""
    for which, row, column, text in Random(2020).sample(_slips(), 100):
        tables = [[list(line) for line in table] for table in _TABLES]
        tables[which][row][column] = text
        findings = audit_tables(tables, framework=_FRAMEWORK).findings
        assert len(findings) == 1, (which, row, column, text, [finding.as_json() for finding in findings])
