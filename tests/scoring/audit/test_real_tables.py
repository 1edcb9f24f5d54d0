"""The province's own tables of 2020, as printed.

What is true of them was established by hand before this test was written: each of the 20 printed totals is the
sum of its seven domains, for self-scores (against the ranking table) as for appraised scores; the printed ranks
are dense ranks of the printed totals (90,75 twice in 5th place, then 6; 89,00 twice in 7th); every printed grade is
that of its total (nobody lies in the undefined 60 to below 70); and all 5 + 15 and 1 + 13 grades of task completion
are right, 90 exactly included. So there is nothing to find. The two department tables differ only in names: two
units are abbreviated differently, and the units tied at 89,00 stand in another order, which is no fault.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.cli import main

_DATA = Path(__file__).parents[3] / "examples" / "thanh_hoa_2020"
_TASK = Path(__file__).parents[3] / "examples" / "thanh_hoa_2020" / "framework_task.yaml"
_BY_DOMAIN = _DATA / "scores_departments.csv"
_TASKS = [_DATA / f"task_completion_{kind}.csv" for kind in ("departments", "public_service_units")]

_PRINTED = """\
Sở Thông tin & TT;98,00;92,00;1;Xuất sắc
Sở Giao thông vận tải;98,50;91,75;2;Xuất sắc
Sở Công thương;98,00;91,25;3;Xuất sắc
Sở Kế hoạch và Đầu tư;95,00;91,00;4;Xuất sắc
Ban quản lý Khu kinh tế Nghị Sơn;97,50;90,75;5;Xuất sắc
Sở Tài Chính;99,00;90,75;5;Xuất sắc
Sở Nông nghiệp&PTNT;98,00;90,50;6;Xuất sắc
Sở Tư Pháp;99,50;89,00;7;Tốt
Văn phòng UBND Tỉnh;98,50;89,00;7;Tốt
Sở Khoa học & CN;98,00;87,25;8;Tốt
Sở Nội Vụ;98,50;86,75;9;Tốt
Sở Ngoại Vụ;98,50;86,25;10;Tốt
Sở Y Tế;92,00;85,50;11;Tốt
Sở Tài nguyên và MT;94,00;85,25;12;Tốt
Sở Lao động, TB & XH;98,75;85,00;13;Tốt
Sở Xây Dựng;99,00;82,00;14;Tốt
Ban Dân Tộc;97,00;79,50;15;Khá
Sở Văn hóa, TTDL;92,00;74,75;16;Khá
Sở Giáo Dục - Đào Tạo;88,75;73,50;17;Khá
Thanh Tra tỉnh;88,50;58,75;18;Trung bình
"""


@pytest.fixture
def ranking(tmp_path: Path) -> Path:
    path = tmp_path / "ranking.csv"
    header = "unit;printed_self_total;printed_appraised_total;printed_rank;printed_grade\n"
    path.write_text(header + _PRINTED, encoding="utf-8")
    return path


def audited(capsys: pytest.CaptureFixture[str], *arguments: Path | str) -> dict[str, list[dict[str, object]]]:
    assert main(["audit", *map(str, arguments), "--json"]) == 0
    found: dict[str, list[dict[str, object]]] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize("framework", [(), ("--framework", _DATA / "framework.yaml")], ids=["alone", "with rules"])
def test_the_department_tables_have_nothing_wrong(
    framework: tuple[str, Path], ranking: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    by_domain = audited(capsys, _BY_DOMAIN, *framework)
    assert by_domain["findings"] == []
    assert by_domain["checked"] == [{"table": 1, "cells": {"sum": 20, "grade": 20}, "ranks": None}]
    alone = audited(capsys, ranking, *framework)
    assert alone["findings"] == []
    assert alone["checked"] == [{"table": 1, "cells": {"sum": 0, "rank": 20, "grade": 20}, "ranks": "dense"}]


def test_the_two_department_tables_agree_although_their_names_differ(
    ranking: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for tables in [(ranking, _BY_DOMAIN), (_BY_DOMAIN, ranking)]:
        found = audited(capsys, *tables, "--framework", _DATA / "framework.yaml")
        assert found["findings"] == []
        assert found["matched_names"] == [
            {"name": "Ban quản lý Khu kinh tế Nghị Sơn", "other": "Ban quản lý KKT NS", "how": "abbreviation"},
            {"name": "Sở Nông nghiệp&PTNT", "other": "Sở Nông nghiệp & PTNT", "how": "punctuation"},
        ]
        of_ranking = next(each for each in found["checked"] if each["ranks"])
        assert of_ranking["cells"] == {"sum": 40, "rank": 20, "grade": 20}


@pytest.mark.parametrize(("table", "units"), [(_TASKS[0], 20), (_TASKS[1], 14)])
def test_the_task_tables_have_nothing_wrong(table: Path, units: int, capsys: pytest.CaptureFixture[str]) -> None:
    found = audited(capsys, table, "--framework", _TASK)
    assert found["findings"] == []
    assert found["checked"] == [{"table": 1, "cells": {"sum": 0, "grade": units}, "ranks": None}]


def test_a_workbook_is_read_as_it_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    with _BY_DOMAIN.open(encoding="utf-8", newline="") as file:
        for line in csv.reader(file):
            sheet.append([_cell(text) for text in line])
    path = tmp_path / "table.xlsx"
    sheet["P3"] = 91.7
    sheet["P3"].number_format = "0.00"
    book.save(path)
    (finding,) = audited(capsys, path, "--framework", _DATA / "framework.yaml")["findings"]
    assert (finding["unit"], finding["printed"], finding["computed"]) == ("Sở Giao thông vận tải", "91.70", "91.75")


def _cell(text: str) -> str | float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return text
