"""`parbot audit` as a person or a program calls it: files of both kinds, aliases, every fault, both outputs."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.cli import main

_FRAMEWORK = str(Path(__file__).parents[3] / "examples" / "thanh_hoa_2020" / "framework.yaml")
_PARTS = "Đơn vị;Lĩnh vực 1;Lĩnh vực 2;Tổng điểm\nSở A;40;45,5;85,5\nBan quản lý Khu KT Nghi Sơn;30;50;80\n"
_TOTALS = "Đơn vị;Tổng điểm;Xếp hạng\nSở A;85,5;1\nBQL khu Nghi Sơn;80;2\n"


def written(tmp_path: Path, **texts: str) -> list[str]:
    for name, text in texts.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8-sig")
    return [str(tmp_path / f"{name}.csv") for name in texts]


def kinds(capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str | None]]:
    return [(each["kind"], each["unit"]) for each in json.loads(capsys.readouterr().out)["findings"]]


def test_a_doubtful_name_is_settled_by_an_option_or_by_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = written(tmp_path, parts=_PARTS, totals=_TOTALS)
    assert main(["audit", *tables, "--json"]) == 0
    assert {kind for kind, _ in kinds(capsys)} <= {"doubtful_match", "missing_unit"}
    alias = "BQL khu Nghi Sơn = Ban quản lý Khu KT Nghi Sơn"
    assert main(["audit", *tables, "--alias", alias, "--json"]) == 0
    assert kinds(capsys) == []
    (tmp_path / "names.txt").write_text(f"# tên gọi khác\n\n{alias}\n", encoding="utf-8")
    assert main(["audit", *tables, "--aliases", str(tmp_path / "names.txt"), "--json"]) == 0
    assert kinds(capsys) == []


@pytest.mark.parametrize(
    "options", [["--alias", "no pair"], ["--alias", "=x"], ["--aliases", "/nowhere"], ["--framework", "/nowhere"]]
)
def test_what_cannot_be_read_is_refused(
    options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", *written(tmp_path, parts=_PARTS), *options]) == 1
    assert capsys.readouterr().err


def test_faults_of_all_files_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 and no more")
    tables = [str(tmp_path / "missing.csv"), str(tmp_path / "broken.xlsx")]
    assert main(["audit", *tables]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 2
    assert main(["audit", *written(tmp_path, words="Đơn vị;Điểm\nSở A;tốt\n")]) == 1
    assert main(["audit", *tables, *tables]) == 1
    assert main(["audit", *written(tmp_path, parts=_PARTS), "--framework", _FRAMEWORK, "--set", "commune"]) == 1


def test_people_read_sentences_and_a_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = _PARTS.replace("85,5", "58,5")
    assert main(["audit", *written(tmp_path, parts=wrong)]) == 0
    first, last = capsys.readouterr().out.splitlines()
    assert "Sở A" in first
    assert "58,5 → 85.5" in first
    assert "1" in last


def workbook(tmp_path: Path) -> Path:
    book = Workbook()
    book.create_sheet("Ghi chú").append(["không phải bảng"])
    sheet = book.create_sheet("Tổng hợp", 0)
    sheet.append(["TT", "Tên đơn vị", "Lĩnh vực 1", "Lĩnh vực 2", "Tổng điểm", "Ngày"])
    sheet.append([1, "Sở A", 40.004, 45.5, 85.504, date(2020, 1, 2)])
    sheet.append([2, "Sở B", 0.1 + 0.2, 45.5, 45.8, None])
    for row in sheet["C2:E3"]:
        for cell in row:
            cell.number_format = "0.00"
    path = tmp_path / "table.xlsx"
    book.save(path)
    return path


def test_a_sheet_is_chosen_by_name_and_numbers_are_as_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(workbook(tmp_path))
    assert main(["audit", path, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["findings"] == []
    assert report["checked"][0]["cells"]["sum"] == 2
    assert main(["audit", path, "--sheet", "Ghi chú"]) == 1
    assert main(["audit", path, "--sheet", "nowhere"]) == 1
    assert "nowhere" in capsys.readouterr().err


def test_an_archive_that_is_no_workbook_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with zipfile.ZipFile(tmp_path / "other.xlsx", "w") as archive:
        archive.writestr("readme.txt", "x")
    assert main(["audit", str(tmp_path / "other.xlsx")]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_table_in_which_nothing_can_be_compared_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", *written(tmp_path, totals="Đơn vị;Tổng điểm\nSở A;90\nSở B;80\n")]) == 0
    (said,) = capsys.readouterr().out.splitlines()
    assert said.startswith("Không có gì để đối chiếu")


def test_a_table_of_something_else_is_no_score_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = "unit;group;planned\ngeneral;leader;5\ngeneral;official;7\n"
    assert main(["audit", *written(tmp_path, plan=plan)]) == 0
    (said,) = capsys.readouterr().out.splitlines()
    assert said.startswith("Không có gì để đối chiếu")


def test_a_cell_above_the_maximum_is_told_where_nothing_else_is_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    above = "Đơn vị;Tổng điểm\nSở A;905\n"
    assert main(["audit", *written(tmp_path, totals=above), "--framework", _FRAMEWORK]) == 0
    first, last = capsys.readouterr().out.splitlines()
    assert first.startswith("[vượt điểm tối đa] Sở A · Tổng điểm: 905. ")
    assert last.startswith("Phát hiện 1 ")


def test_people_read_the_kind_of_a_finding_in_their_language_and_programs_its_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = written(tmp_path, totals="Đơn vị;Tổng điểm;Xếp hạng\nSở A;90;1\nSở B;80;2\nSở A;70;5\nSở C;60;4\n")
    assert main(["audit", *table]) == 0
    rank, twice = sorted(capsys.readouterr().out.splitlines()[:2], reverse=True)
    assert rank.startswith("[xếp hạng] Sở A #4 · Xếp hạng: 5 → 3. ")
    assert twice.startswith("[trùng đơn vị] Sở A. ")
    assert main(["audit", *table, "--json"]) == 0
    assert {kind for kind, _ in kinds(capsys)} == {"rank", "duplicate_unit"}
