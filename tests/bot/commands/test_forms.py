"""`parbot form check`: a contract that a shell script may rely on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bot.commands.conftest import Parbot
from tests.bot.commands.forms import FAULTY, VISIT, Form

CITIZEN = Path(__file__).parents[3] / "examples" / "hai_duong_2019" / "forms" / "citizen.xlsx"


def test_a_good_form_is_said_to_be_so(shell: Parbot) -> None:
    ran = shell("form", "check", CITIZEN)
    assert (ran.code, ran.err) == (0, "")
    assert "7 questions, no fault" in ran.out


def test_a_good_form_as_json(shell: Parbot, form: Form) -> None:
    ran = shell("form", "check", form(VISIT), "--json")
    assert (ran.code, json.loads(ran.out)) == (
        0,
        {
            "valid": True,
            "faults": [],
            "form_id": "trial",
            "version": "7",
            "questions": ["hello", "came", "times", "kinds", "share", "said"],
        },
    )


def test_every_fault_is_listed_with_its_place_and_reason(shell: Parbot, form: Form) -> None:
    ran = shell("form", "check", form(FAULTY), "--json")
    said = json.loads(ran.out)
    assert (ran.code, said["valid"]) == (1, False)
    assert [(each["sheet"], each["row"], each["column"]) for each in said["faults"]] == [
        ("survey", 2, "type"),
        ("survey", 3, "type"),
        ("survey", 4, "label::en"),
    ]
    assert said["faults"][0] == {
        "sheet": "survey",
        "row": 2,
        "column": "type",
        "reason": "There is no choice list named nolist.",
        "where": "survey!A2 (type)",
    }


def test_every_fault_is_listed_for_a_reader_too(shell: Parbot, form: Form) -> None:
    ran = shell("form", "check", form(FAULTY))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.splitlines()[0] == "survey!A2 (type): There is no choice list named nolist."
    assert len(ran.err.splitlines()) == 3


def test_a_fault_about_a_whole_sheet_or_file_has_no_row_and_no_column(
    shell: Parbot, form: Form, tmp_path: Path
) -> None:
    (sheet,) = json.loads(shell("form", "check", form([{"name": "a", "label": "A"}]), "--json").out)["faults"]
    assert (sheet["sheet"], sheet["row"], sheet["column"]) == ("survey", None, None)
    (tmp_path / "letter.xlsx").write_bytes(b"Dear Sir")
    (file,) = json.loads(shell("form", "check", tmp_path / "letter.xlsx", "--json").out)["faults"]
    assert (file["sheet"], file["row"], file["column"], file["where"]) == (None, None, None, "letter.xlsx")


@pytest.mark.parametrize("command", [["form", "check"], ["walk"]])
def test_a_form_that_is_not_there_is_said_to_be_missing(shell: Parbot, command: list[str], tmp_path: Path) -> None:
    ran = shell(*command, tmp_path / "gone.xlsx")
    assert (ran.code, ran.out) == (1, "")
    assert "gone.xlsx cannot be read" in ran.err
