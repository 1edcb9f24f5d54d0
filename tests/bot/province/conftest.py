"""A folder to break."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[3] / "examples"

CITIZEN = """\
      - code: citizen
        title:
          vi: Khảo sát người dân
          en: Citizens
        respondent_group: citizen
        form: forms/citizen.xlsx
        rates: district
        seats: 30
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Hải Dương without its comments and with one campaign, so that the example may grow."""
    copy = shutil.copytree(EXAMPLES / "hai_duong_2019", tmp_path / "province")
    lines = (copy / "province.yaml").read_text("utf-8").splitlines(keepends=True)
    told = "".join(line for line in lines if not line.lstrip().startswith("#"))
    head, separator, _ = told.partition("    campaigns:\n")
    (copy / "province.yaml").write_text(head + separator + CITIZEN, "utf-8")
    return copy
