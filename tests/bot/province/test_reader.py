"""A province's folder: the examples as they are, and what its files must have to do with each other."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from bot.app.entities import RoundStatus
from bot.app.package import ProvincePackage
from bot.i18n import LANGUAGES
from bot.province import read_province
from surveys import option_points
from tests.bot.province.broken_folders import ROUND, edit, faults_of, main

EXAMPLES = Path(__file__).parents[3] / "examples"

# --- the examples


def test_hai_duong_as_the_source_has_it(hai_duong: ProvincePackage) -> None:
    (round_,) = hai_duong.rounds
    campaign = next(each for each in round_.campaigns if each.code == "citizen")
    types = [unit.type for unit in hai_duong.units]
    assert (types.count("district"), types.count("department")) == (12, 18)
    assert len(round_.scores) == 30
    assert round_.status is RoundStatus.PROVISIONAL
    assert round_.replay
    assert (len(campaign.units), campaign.seats) == (12, 30)
    assert [deadline.code for deadline in round_.deadlines] == [
        "self_score",
        "appraisal_1",
        "supplement",
        "appraisal_2",
    ]


def test_every_invitation_is_worth_a_paper_where_the_file_says_so(hai_duong: ProvincePackage) -> None:
    (sipas,) = [
        campaign
        for round_ in read_province(EXAMPLES / "dong_thap_2020").rounds
        for campaign in round_.campaigns
        if campaign.code == "sipas"
    ]
    assert (sipas.per_ticket, sipas.opens_at, sipas.closes_at) == (True, None, None)
    assert not any(campaign.per_ticket for round_ in hai_duong.rounds for campaign in round_.campaigns)


def test_times_are_those_of_the_provinces_clock(hai_duong: ProvincePackage) -> None:
    assert hai_duong.rounds[0].deadlines[0].due_at == datetime(2019, 11, 20, 10, 0, tzinfo=UTC)


def test_every_criterion_asked_about_has_a_full_scale(hai_duong: ProvincePackage) -> None:
    asked = {each.code: option_points(each.questionnaire) for each in hai_duong.rounds[0].campaigns}
    assert len(asked["citizen"]) == 6
    for scales in asked.values():
        for scale in scales.values():
            assert list(scale.values()).count(None) == 1
            assert Decimal(100) in scale.values()


def test_each_example_says_who_is_responsible(hai_duong: ProvincePackage, thanh_hoa: ProvincePackage) -> None:
    for package in (hai_duong, thanh_hoa):
        assert set(package.privacy.controller) == set(package.privacy.contact) == set(LANGUAGES)
        assert package.privacy.retention_days == 365
        assert "ví dụ" in package.privacy.contact["vi"], "nobody takes an example for the Department's own word"


def test_thanh_hoa_as_published(thanh_hoa: ProvincePackage) -> None:
    index, task = thanh_hoa.rounds
    types = {unit.code: unit.type for unit in thanh_hoa.units}
    assert Counter(types.values()) == {"department": 20, "district": 27, "public_service_unit": 14}
    assert {round_.status for round_ in thanh_hoa.rounds} == {RoundStatus.PUBLISHED}
    assert Counter(types[code] for code in index.scores) == {"department": 20}
    assert Counter(types[code] for code in task.scores) == {"department": 20, "public_service_unit": 14}


@pytest.mark.parametrize("name", ["dong_thap_2020", "hai_duong_2019", "phu_tho_2020", "thanh_hoa_2020"])
def test_everything_has_a_name_in_both_languages(name: str) -> None:
    package = read_province(EXAMPLES / name)
    named = [package.name, *(unit.name for unit in package.units)]
    for round_ in package.rounds:
        named += [
            round_.title,
            *(each.title for each in round_.deadlines),
            *(each.title for each in round_.campaigns),
        ]
    assert all(set(LANGUAGES) == set(texts) and all(texts.values()) for texts in named)


def test_reading_changes_nothing(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    read_province(folder)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_every_table_may_be_a_workbook_the_unit_list_too(folder: Path) -> None:
    before = read_province(folder)
    book = Workbook()
    sheet = book.worksheets[0]
    with (folder / "units.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            sheet.append(row)
    sheet.insert_rows(2)
    book.save(folder / "units.xlsx")
    (folder / "units.csv").unlink()
    main("units: units.csv", "units: units.xlsx")(folder)
    assert read_province(folder) == before


# --- facts about units


MORE = "\n      khong_thu_tuc_doanh_nghiep: [so_noi_vu, so_gddt, thanh_tra]\n"
TRAITS = f"    traits:\n      khu_cong_nghiep: [kcn]{MORE}"


def test_facts_of_every_kind_reach_the_round() -> None:
    (round_,) = read_province(EXAMPLES / "phu_tho_2020").rounds
    assert set(round_.facts["nganh_3"].traits) == {"khong_xep_hang_cchc"}
    assert round_.facts["nganh_3"].overrides["tac_dong.doanh_nghiep"].value == 1
    assert round_.facts["so_1"].cases["thuong.thanh_tich"].decided == Decimal("1.5")
    assert "so_5" not in round_.facts, "nothing is known about it"
    assert len(round_.scores["so_1"]) == 8, "two sheets, one for each round of the year"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("[kcn]", "[nobody]", "khu_cong_nghiep[0]: There is no unit “nobody” in the unit list."),
        ("[kcn]", "[kcn, kcn]", "khu_cong_nghiep[1]: The unit “kcn” is there twice."),
        ("khu_cong_nghiep:", "nothing:", "nothing: The framework has no trait nothing."),
        ("[kcn]", "kcn", "khu_cong_nghiep: This must be a list."),
        (f"\n      khu_cong_nghiep: [kcn]{MORE}", " [kcn]\n", "This must be a group of fields."),
    ],
)
def test_faults_of_traits(folder: Path, old: str, new: str, fault: str) -> None:
    main(TRAITS, TRAITS.replace(old, new))(folder)
    assert any(f"{ROUND}.traits" in each and each.endswith(fault) for each in faults_of(folder))


def test_a_total_leaves_nothing_else_to_enter(tmp_path: Path) -> None:
    copy = shutil.copytree(EXAMPLES / "thanh_hoa_2020", tmp_path / "province")
    header = "unit,item,number,decided,waived_reason,waived_by,waived_on\n"
    (copy / "cases.csv").write_text(header + "so_y_te,thuong.van_ban,1,,,,\n", "utf-8")
    main(
        "task_completion_public_service_units.csv]",
        "task_completion_public_service_units.csv]\n    cases: [cases.csv]",
    )(copy)
    assert faults_of(copy) == [
        "province.yaml: rounds[1] (so_y_te, total): The total is entered and leaves no criterion, case or decision "
        "to enter."
    ]


def test_a_deadline_concerns_the_units_that_its_round_scores(tmp_path: Path) -> None:
    copy = shutil.copytree(EXAMPLES / "thanh_hoa_2020", tmp_path / "province")
    due = "    deadlines:\n      - {code: d, title: {vi: Hạn, en: Due}, due: 2020-12-01 17:00}\n"
    main("    framework: framework.yaml\n", "    framework: framework.yaml\n" + due)(copy)
    main("    framework: framework_task.yaml\n", "    framework: framework_task.yaml\n" + due)(copy)
    index, task = read_province(copy).rounds
    assert index.deadlines[0].unit_types == ("department", "district")
    assert task.deadlines[0].unit_types == (), "all of them"


def test_a_campaign_rates_units_that_its_round_scores(folder: Path) -> None:
    edit("framework.yaml", "  district:\n    name", "  ward:\n    name")(folder)
    found = faults_of(folder)
    assert f"{ROUND}.campaigns[0].rates: The framework has no set for unit type district." in found
    assert "scores_districts.csv: row 2: The framework has no set for unit type district." in found


def test_two_rounds_may_not_share_a_code(folder: Path) -> None:
    text = (folder / "province.yaml").read_text("utf-8")
    rounds = text.split("rounds:\n", 1)[1]
    (folder / "province.yaml").write_text(text.rstrip("\n") + "\n" + rounds, "utf-8")
    assert faults_of(folder) == ["province.yaml: rounds: The code 2019 is used twice."]


def test_a_form_in_a_language_that_the_bot_does_not_speak_is_refused(folder: Path) -> None:
    form = Workbook()
    form.remove(form.worksheets[0])
    survey = form.create_sheet("survey")
    survey.append(["type", "name", "label::Tiếng Việt (vi)", "label::Français (fr)"])
    survey.append(["text", "q", "Gì?", "Quoi ?"])
    form.save(folder / "forms" / "citizen.xlsx")
    assert faults_of(folder) == ["forms/citizen.xlsx: The bot does not speak the language fr of this form."]


def test_nested_aliases_are_refused_before_they_explode(folder: Path) -> None:
    bomb = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    bomb += [f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)]
    (folder / "province.yaml").write_text("\n".join(bomb), "utf-8")
    (fault,) = faults_of(folder)
    assert "With its aliases written out the file exceeds" in fault


def test_each_surveyed_criterion_of_a_type_that_is_surveyed_is_asked_about(folder: Path) -> None:
    form = load_workbook(folder / "forms" / "citizen.xlsx")
    survey = form["survey"]
    column = next(cell.column for cell in survey[1] if cell.value == "par::criterion")
    for row in survey.iter_rows(min_row=2, min_col=column, max_col=column):
        if row[0].value == "tthc.dung_hen":
            row[0].value = None
    form.save(folder / "forms" / "citizen.xlsx")
    (fault,) = faults_of(folder)
    assert fault.startswith(
        f"{ROUND}.campaigns: No form asks enough people about tthc.dung_hen of chi_linh, kinh_mon"
    )


def test_each_unit_is_asked_about_by_enough_people(folder: Path) -> None:
    """Fewer than five papers are never shown, so that points made of them would never be known."""
    text = (folder / "province.yaml").read_text("utf-8")
    (folder / "province.yaml").write_text(text.replace("seats: 30", "seats: 4"), "utf-8")
    faults = faults_of(folder)
    assert faults
    assert all(fault.startswith(f"{ROUND}.campaigns: No form asks enough people about ") for fault in faults)
