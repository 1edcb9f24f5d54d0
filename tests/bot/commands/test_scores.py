"""`parbot score`: the published table of Thanh Hóa 2020, as text and as the JSON contract."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.bot.commands.conftest import Parbot

EXAMPLES = Path(__file__).parents[3] / "examples"
TABLE = EXAMPLES / "thanh_hoa_2020" / "scores_departments.csv"
FRAMEWORK = EXAMPLES / "thanh_hoa_2020" / "framework.yaml"
DECIMAL = re.compile(r"-?\d+(\.\d+)?")
DOMAINS = ["chi_dao", "the_che", "tthc", "bo_may", "can_bo", "tai_chinh", "hien_dai"]


@pytest.fixture
def report(parbot: Parbot) -> dict[str, Any]:
    ran = parbot("score", TABLE, "--framework", FRAMEWORK, "--json")
    assert (ran.code, ran.err) == (0, "")
    found: dict[str, Any] = json.loads(ran.out)
    return found


def test_twenty_departments_have_dense_ranks_with_two_at_5_and_two_at_7(report: dict[str, Any]) -> None:
    ranks = [unit["rank"] for unit in report["units"]]
    assert len(ranks) == 20
    assert ranks == [1, 2, 3, 4, 5, 5, 6, 7, 7, *range(8, 19)]


def test_grades_are_distributed_as_published(report: dict[str, Any]) -> None:
    assert Counter(unit["grade"] for unit in report["units"]) == {
        "Xuất sắc": 7,
        "Tốt": 9,
        "Khá": 3,
        "Trung bình": 1,
    }


def test_every_number_is_a_decimal_text_and_every_key_of_the_contract_is_there(report: dict[str, Any]) -> None:
    assert set(report) == {"set", "units", "means"}
    assert report["set"] == "department"
    for unit in report["units"]:
        assert {"unit", "self", "appraised", "grade", "rank", "domains"} <= set(unit)
        assert DECIMAL.fullmatch(unit["self"])
        assert DECIMAL.fullmatch(unit["appraised"])
        assert list(unit["domains"]) == DOMAINS
        for domain in unit["domains"].values():
            assert all(DECIMAL.fullmatch(value) for value in domain.values())
    assert list(report["means"]["domains"]) == DOMAINS


def test_the_first_and_the_last_are_those_of_the_report(report: dict[str, Any]) -> None:
    first, last = report["units"][0], report["units"][-1]
    assert (first["unit"], first["self"], first["appraised"]) == ("Sở Thông tin & TT", "98.00", "92.00")
    assert (last["unit"], last["self"], last["appraised"]) == ("Thanh Tra tỉnh", "88.50", "58.75")
    assert first["domains"]["chi_dao"] == {
        "self": "19.00",
        "appraised": "16.75",
        "max": "19.00",
        "percent": "88.16",
    }


def test_every_printed_total_is_the_computed_one(report: dict[str, Any]) -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        printed = {row["unit"]: row["printed_total"].replace(",", ".") for row in csv.DictReader(file)}
    assert {unit["unit"]: unit["appraised"] for unit in report["units"]} == printed


def test_the_text_has_a_line_for_each_unit_in_the_order_of_rank(parbot: Parbot) -> None:
    lines = parbot("score", TABLE, "--framework", FRAMEWORK).out.splitlines()
    assert re.split(r"\s{2,}", lines[0].strip()) == ["Rank", "Unit", "Self", "Appraised", "%", "Grade"]
    assert re.split(r"\s{2,}", lines[1].strip())[:5] == ["1", "Sở Thông tin & TT", "98.00", "92.00", "92.00"]
    assert len(lines) == 1 + 20 + 1 + len(DOMAINS) + 1
    assert lines[-1] == "Scored by the set department; --set chooses another one: district."


def test_the_text_is_vietnamese_for_a_vietnamese(parbot: Parbot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARBOT_LANGUAGE", "vi")
    text = parbot("score", TABLE, "--framework", FRAMEWORK).out
    assert "92,00" in text
    assert "92.00" not in text
    assert "Xuất sắc" in text


def test_the_set_is_the_one_that_fits_or_the_one_named(parbot: Parbot) -> None:
    assert parbot("score", TABLE, "--framework", FRAMEWORK, "--set", "department").code == 0
    wrong = parbot("score", TABLE, "--framework", FRAMEWORK, "--set", "ministry")
    assert (wrong.code, wrong.out) == (1, "")
    assert "ministry" in wrong.err
    assert "department, district" in wrong.err


def test_a_table_of_other_units_names_the_set_that_it_fits(parbot: Parbot) -> None:
    folder = EXAMPLES / "hai_duong_2019"
    table, framework = folder / "scores_districts.csv", folder / "framework.yaml"
    wrong = parbot("score", table, "--framework", framework, "--set", "department")
    assert (wrong.code, wrong.out) == (1, "")
    assert wrong.err == "The set department was used; the table fits --set district.\n"
    for named in ((), ("--set", "district")):
        fitting = parbot("score", table, "--framework", framework, *named, "--json")
        assert (fitting.code, json.loads(fitting.out)["set"]) == (0, "district")


def test_a_table_that_fits_no_set_says_which_there_are(parbot: Parbot, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("unit,nothing_self\nSở Nội vụ,1\n")
    ran = parbot("score", other, "--framework", FRAMEWORK)
    assert ran.code == 1
    assert ran.err.splitlines()[0] == (
        "The table fits no set (department, district). What the set department does not take:"
    )
    assert f"{other}: row 1: There are no columns for the criterion chi_dao." in ran.err


def test_a_table_that_fits_no_set_is_measured_by_the_nearest(parbot: Parbot, tmp_path: Path) -> None:
    folder = EXAMPLES / "hai_duong_2019"
    broken = tmp_path / "broken.csv"
    with (folder / "scores_districts.csv").open(encoding="utf-8", newline="") as file:
        header, first, *rest = csv.reader(file)
    first[1] = "999"
    with broken.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, first, *rest])
    ran = parbot("score", broken, "--framework", folder / "framework.yaml")
    head, line = ran.err.splitlines()
    assert (ran.code, ran.out) == (1, "")
    assert head.endswith("What the set district does not take:")
    assert line.startswith(f"{broken}: row 2, column {header[1]}: 999 is above the maximum of ")


def test_a_broken_table_lists_every_fault_with_its_place(parbot: Parbot, tmp_path: Path) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_text(
        TABLE.read_text("utf-8").replace('"16,75"', '"99,75"', 1).replace('"17,75"', "abc", 1), encoding="utf-8"
    )
    ran = parbot("score", broken, "--framework", FRAMEWORK)
    assert (ran.code, ran.out) == (1, "")
    assert f"{broken}: row 3, column chi_dao_appraised: abc is not a number." in ran.err


def test_scores_above_the_maximum_are_all_listed(parbot: Parbot, tmp_path: Path) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_text(
        TABLE.read_text("utf-8").replace('"16,75"', '"99,75"', 1).replace('"17,75"', '"-1"', 1), encoding="utf-8"
    )
    ran = parbot("score", broken, "--framework", FRAMEWORK, "--json")
    assert (ran.code, ran.out) == (1, "")
    assert "row 2, column chi_dao_appraised: 99.75 is above the maximum of 19." in ran.err
    assert "row 3, column chi_dao_appraised" in ran.err


@pytest.mark.parametrize(
    ("table", "framework", "named"),
    [
        ("missing.csv", FRAMEWORK, "missing.csv"),
        (TABLE, "missing.yaml", "missing.yaml"),
        (EXAMPLES / "hai_duong_2019" / "forms" / "citizen.xlsx", FRAMEWORK, "citizen.xlsx"),
        (TABLE, TABLE, "scores_departments.csv"),
        (EXAMPLES, FRAMEWORK, "examples"),
    ],
    ids=["no table", "no framework", "a workbook", "a table as a framework", "a folder"],
)
def test_a_file_that_is_something_else_is_refused_in_a_line(
    parbot: Parbot, table: str | Path, framework: str | Path, named: str
) -> None:
    ran = parbot("score", table, "--framework", framework)
    assert (ran.code, ran.out) == (1, "")
    assert named in ran.err
    assert "Traceback" not in ran.err


def test_the_task_ratings_have_only_totals_and_are_graded_by_them(parbot: Parbot) -> None:
    table = EXAMPLES / "thanh_hoa_2020" / "task_completion_departments.csv"
    framework = EXAMPLES / "thanh_hoa_2020" / "framework_task.yaml"
    ran = parbot("score", table, "--framework", framework, "--json")
    assert ran.code == 0, ran.err
    assert {unit["grade"] for unit in json.loads(ran.out)["units"]} >= {"Hoàn thành xuất sắc nhiệm vụ"}


def test_the_faults_of_both_files_are_listed_at_once(parbot: Parbot, tmp_path: Path) -> None:
    table, framework = tmp_path / "table.csv", tmp_path / "framework.yaml"
    table.write_text("unit,chi_dao\nSở Nội vụ,1\n", "utf-8")
    framework.write_text(FRAMEWORK.read_text("utf-8").replace("decimals: 2", "decimals: two"), "utf-8")
    ran = parbot("score", table, "--framework", framework)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.splitlines() == [
        f"{framework}: rounding.decimals: This must be a whole number.",
        f"{table}: row 1, column chi_dao: The column is neither <criterion>_self nor <criterion>_appraised nor "
        "printed_….",
    ]


@pytest.mark.parametrize("command", ["score", "audit"])
def test_a_set_that_the_framework_does_not_have_is_refused_with_those_it_has(parbot: Parbot, command: str) -> None:
    ran = parbot(command, TABLE, "--framework", FRAMEWORK, "--set", "ministry")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "The framework has no set ministry; it has department, district.\n"


def test_audit_lists_the_faults_of_the_framework_and_of_both_tables(parbot: Parbot, tmp_path: Path) -> None:
    ran = parbot("audit", tmp_path / "a.csv", tmp_path / "b.csv", "--framework", tmp_path / "f.yaml")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.splitlines() == [
        f"{tmp_path / name}: file: There is no such file." for name in ("f.yaml", "a.csv", "b.csv")
    ]


def test_estimate_lists_the_faults_of_the_design_and_of_the_ratings(parbot: Parbot, tmp_path: Path) -> None:
    design, ratings = tmp_path / "design.yaml", tmp_path / "ratings.csv"
    design.write_text("~", "utf-8")
    ratings.write_text("group,worth\nA,1\n", "utf-8")
    ran = parbot("estimate", ratings, "--design", design)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.splitlines() == [
        f"{design}: file: The file is empty.",
        f"{ratings}: row 1: The column value is missing.",
        f"{ratings}: row 1, column worth: The columns are group, cluster and value; this one has no meaning.",
    ]
