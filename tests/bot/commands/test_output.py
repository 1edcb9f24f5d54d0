from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.commands.output import aligned

_ROOT = Path(__file__).parents[3]


def test_columns_are_as_wide_as_their_widest_cell_and_lines_end_with_words() -> None:
    rows = [("Mã", "Điểm", ""), ("thanh_ha", "9", "x"), ("a", "90,75", "")]
    assert aligned(rows, right={1}) == [
        "Mã         Điểm",
        "thanh_ha      9  x",
        "a         90,75",
    ]


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
