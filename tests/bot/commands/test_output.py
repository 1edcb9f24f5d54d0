from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import scoring
import surveys
from bot.commands.output import aligned, tell
from bot.i18n import translator

_ROOT = Path(__file__).parents[3]


def test_columns_are_as_wide_as_their_widest_cell_and_lines_end_with_words() -> None:
    rows = [("Mã", "Điểm", ""), ("thanh_ha", "9", "x"), ("a", "90,75", "")]
    assert aligned(rows, right={1}) == [
        "Mã         Điểm",
        "thanh_ha      9  x",
        "a         90,75",
    ]


def test_a_fault_of_either_room_is_told_with_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    of_table = scoring.Fault("row 2", "{value} is not a number.", value="x")
    of_form = surveys.Fault(surveys.Spot("survey", 12, "B", "type"), "This must not be empty.")
    tell([of_table, of_form], translator("en"))
    tell([of_table], translator("en"), Path("a.csv"))
    out, err = capsys.readouterr()
    assert (out, err.splitlines()) == (
        "",
        [
            "row 2: x is not a number.",
            "survey!B12 (type): This must not be empty.",
            "a.csv: row 2: x is not a number.",
        ],
    )


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("row 2", "dòng 2"),
        ("row 1234, column tai_chinh.tham_dinh_self", "dòng 1234, cột tai_chinh.tham_dinh_self"),
        ("row 1, column Tên đơn vị", "dòng 1, cột Tên đơn vị"),
        ("units.csv: row 3, column code", "units.csv: dòng 3, cột code"),
        ("scores.csv: row 2 (so_a, chi_dao)", "scores.csv: dòng 2 (so_a, chi_dao)"),
        ("framework.yaml: line 3, column 5", "framework.yaml: dòng 3, cột 5"),
        ("file", "tệp"),
        ("sets.department.domains[2].code", "sets.department.domains[2].code"),
        ("survey!B12 (type)", "survey!B12 (type)"),
        ("arrow 2", "arrow 2"),
    ],
)
def test_a_place_is_told_in_the_language_of_the_reader(
    where: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    fault = scoring.Fault(where, "The file is empty.")
    tell([fault], translator("vi"))
    tell([fault], translator("en"))
    vietnamese, english = capsys.readouterr().err.splitlines()
    assert vietnamese.startswith(f"{told}: ")
    assert english.startswith(f"{where}: ")


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("arguments", [["audit", "examples/thanh_hoa_2020/scores_departments.csv"], ["--help"]])
def test_a_reader_that_goes_away_leaves_no_traceback(arguments: list[str], unbuffered: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        [sys.executable, "-c", "import sys; from bot.cli import main; sys.exit(main())", *arguments],
        cwd=_ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    # 0 where it was done before anybody noticed; the interpreter itself would end with 120
    assert (ran.stderr, ran.returncode in {0, 1}) == (b"", True)
