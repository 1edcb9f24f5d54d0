"""Folders with faults: each is told with its place, and none hides another."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.bot.province.broken_folders import BROKEN, CODE, ROUND, Break, edit, faults_of, main, write


@pytest.mark.parametrize(("broken", "fault"), BROKEN.values(), ids=BROKEN)
def test_a_broken_folder_is_refused_with_place_and_reason(folder: Path, broken: Break, fault: str) -> None:
    broken(folder)
    found = faults_of(folder)
    assert any(each.startswith(fault) for each in found), found
    assert not any("cannot be used" in each for each in found), "the validator's own words"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path / "nowhere")
    assert fault == f"{tmp_path / 'nowhere' / 'province.yaml'}: There is no such file."


def test_every_fault_of_every_file_is_told_at_once(folder: Path) -> None:
    for name in ("a deadline twice", "no score sheet", "an unknown unit of a campaign"):
        BROKEN[name][0](folder)
    edit("scores_departments.csv", "kcn,13.25", "kcn,99")(folder)
    edit("scores_departments.csv", "so_y_te,", "nobody,")(folder)
    found = faults_of(folder)
    assert found == [
        "scores_departments.csv: row 2, chi_dao.tham_dinh_self: 99 is above the maximum of 14.",
        "scores_departments.csv: row 10: There is no unit “nobody” in the unit list.",
        f"{ROUND}.scores[1]: There is no file scores_districts.csv.",
        f"{ROUND}.deadlines: The code self_score is used twice.",
        f"{ROUND}.campaigns[0].only: There is no unit nowhere of type district.",
        f"{ROUND}.campaigns[0].rates: There is no unit of type district.",
    ]


def test_a_broken_framework_hides_no_fault_of_the_units_the_form_or_the_calendar(folder: Path) -> None:
    for name in ("no framework", "a deadline twice", "an unknown rated type", "a form that is no workbook"):
        BROKEN[name][0](folder)
    found = "\n".join(faults_of(folder))
    for name in ("no framework", "a deadline twice", "an unknown rated type", "a form that is no workbook"):
        assert BROKEN[name][1] in found


def test_a_broken_unit_list_hides_no_fault_of_the_other_files(folder: Path) -> None:
    for name in ("a unit's bad code", "a framework with a fault", "a deadline twice"):
        BROKEN[name][0](folder)
    edit("units.csv", "Nam Sách District", "")(folder)
    found = "\n".join(faults_of(folder))
    for part in ("row 3, column code", "row 4, column name_en", "framework.yaml: ", "self_score is used twice"):
        assert part in found


def test_a_broken_main_file_hides_no_fault_of_the_files_it_names(folder: Path) -> None:
    """And invents none: the rounds are there, though one field in them is wrong."""
    main("status: provisional", "status: secret")(folder)
    main("code: hai_duong", "code: Hải Dương")(folder)
    edit("units.csv", "Nam Sách District", "")(folder)
    edit("framework.yaml", "decimals: 2", "decimals: two")(folder)
    edit("scores_departments.csv", "kcn,13.25", "kcn,many")(folder)
    write("forms/citizen.xlsx", b"PK nothing")(folder)
    found = faults_of(folder)
    assert [each.partition(":")[0] for each in found] == [
        "province.yaml",
        "province.yaml",
        "units.csv",
        "framework.yaml",
        "forms/citizen.xlsx",
        "scores_departments.csv",
    ]
    assert found[:2] == [
        f"province.yaml: code: “Hải Dương” {CODE}",
        f"{ROUND}.status: This must be one of: provisional, published.",
    ]
    assert found[-1] == "scores_departments.csv: row 2, column chi_dao.tham_dinh_self: many is not a number."


def test_a_broken_main_file_still_shows_scores_that_break_the_rules(folder: Path) -> None:
    main("code: hai_duong", "code: Hải Dương")(folder)
    edit("scores_departments.csv", "kcn,13.25", "kcn,99")(folder)
    assert faults_of(folder)[1:] == [
        "scores_departments.csv: row 2, chi_dao.tham_dinh_self: 99 is above the maximum of 14."
    ]


@pytest.mark.parametrize("name", ["units.csv", "framework.yaml", "scores_districts.csv", "forms/citizen.xlsx"])
def test_a_link_that_leads_back_to_itself_is_a_fault_of_its_place(folder: Path, name: str) -> None:
    (folder / name).unlink()
    (folder / name).symlink_to(folder / name)
    (fault,) = faults_of(folder)
    assert fault.startswith("province.yaml: ")
    assert "The file cannot be opened: " in fault


def test_a_main_file_that_is_a_link_to_itself_cannot_be_opened(folder: Path) -> None:
    (folder / "province.yaml").unlink()
    (folder / "province.yaml").symlink_to(folder / "province.yaml")
    (fault,) = faults_of(folder)
    assert "The file cannot be opened: " in fault


def test_a_link_to_a_file_outside_is_refused(folder: Path, tmp_path: Path) -> None:
    shutil.move(folder / "units.csv", tmp_path / "units.csv")
    (folder / "units.csv").symlink_to(tmp_path / "units.csv")
    assert faults_of(folder) == ["province.yaml: units: units.csv lies outside the folder."]


def test_a_framework_with_a_fault_hides_no_fault_of_the_forms(folder: Path) -> None:
    edit("framework.yaml", "decimals: 2", "decimals: two")(folder)
    edit("framework.yaml", "at_most: 80", "at_most: 70")(folder)
    main("respondent_group: citizen", "respondent_group: provincial_front_leader")(folder)
    found = faults_of(folder)
    assert found[0] == "framework.yaml: rounding.decimals: This must be a whole number."
    assert "No grade covers the values from 70 to 80" in found[1]
    group = "The group provincial_front_leader has no weight here."
    assert f"forms/citizen.xlsx: tthc.huong_dan: {group}" in found[2:]
    assert all(fault.startswith("forms/citizen.xlsx: ") for fault in found[2:])


@pytest.mark.parametrize("framework", [("max_score: 100", "max_score: 90"), ("decimals: 2", "decimals: 2")])
def test_criteria_that_no_form_feeds_are_told_beside_other_faults(folder: Path, framework: tuple[str, str]) -> None:
    edit("framework.yaml", *framework)(folder)
    edit("scores_departments.csv", "so_y_te,", "nobody,")(folder)
    main("seats: 30", "seats: 1")(folder)
    found = faults_of(folder)
    assert ("framework.yaml: " in found[0]) == (framework[0] != framework[1])
    unasked = f"{ROUND}.campaigns: No form asks enough people about tthc.huong_dan"
    assert any(each.startswith(unasked) for each in found)
    assert any("There is no unit “nobody”" in each for each in found)
