"""A province's folder: the examples as they are, and every way a folder can be broken with its exact fault."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from bot.app.entities import RoundStatus
from bot.app.package import ProvincePackage
from bot.i18n import LANGUAGES
from bot.province import PackageInvalid, read_province
from surveys import option_points

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

Break = Callable[[Path], None]


def faults_of(folder: Path) -> list[str]:
    """Every fault as the command line prints it in English; none is left unfilled."""
    with pytest.raises(PackageInvalid) as invalid:
        read_province(folder)
    return [f"{fault.where}: {fault.reason.format(**fault.params)}" for fault in invalid.value.faults]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Hải Dương without its comments and with one campaign, so that the example may grow."""
    copy = shutil.copytree(EXAMPLES / "hai_duong_2019", tmp_path / "province")
    lines = (copy / "province.yaml").read_text("utf-8").splitlines(keepends=True)
    told = "".join(line for line in lines if not line.lstrip().startswith("#"))
    head, separator, _ = told.partition("    campaigns:\n")
    (copy / "province.yaml").write_text(head + separator + CITIZEN, "utf-8")
    return copy


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


# --- broken folders


def edit(name: str, old: str, new: str) -> Break:
    def broken(folder: Path) -> None:
        path = folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    return broken


def write(name: str, content: bytes) -> Break:
    def broken(folder: Path) -> None:
        (folder / name).write_bytes(content)

    return broken


def delete(name: str) -> Break:
    def broken(folder: Path) -> None:
        (folder / name).unlink()

    return broken


def main(old: str, new: str) -> Break:
    return edit("province.yaml", old, new)


ROUND = "province.yaml: rounds[0]"
TIME = "is no time: write year-month-day hour:minute, such as 2026-11-20 17:00."
CODE = "is no code: lower-case letters without marks, digits and _."

BROKEN: dict[str, tuple[Break, str]] = {
    "no YAML": (main("code: hai_duong", "code: [hai_duong"), "province.yaml: line 2, column 5: This is not YAML: "),
    "not UTF-8": (write("province.yaml", b"code: \xff"), "province.yaml: byte 6: The file is not UTF-8 text."),
    "empty": (write("province.yaml", b""), "province.yaml: The file is empty or nested deeper than 20 levels."),
    "a list": (write("province.yaml", b"- a"), "province.yaml: This must be a group of fields."),
    "a key twice": (
        main("timezone:", "code: x\ntimezone:"),
        "province.yaml: code: The key is given twice, at line 1",
    ),
    "a required field": (main("units: units.csv\n", ""), "province.yaml: units: This is required."),
    "a misspelt field": (main("status:", "state:"), f"{ROUND}.status: This is required."),
    "an unknown field": (main("replay:", "colour: red\n    replay:"), f"{ROUND}.colour: This field is not known."),
    "an unknown zone": (main("Asia/Ho_Chi_Minh", "Mars"), "province.yaml: timezone: Mars is no time zone."),
    "a bad code": (main("code: hai_duong", "code: Hải Dương"), f"province.yaml: code: “Hải Dương” {CODE}"),
    "a code of a wrong type": (main("code: hai_duong", "code: [a]"), "province.yaml: code: This must be text."),
    "a wording without English": (
        main("  en: Hải Dương province\n", ""),
        "province.yaml: name.en: This is required.",
    ),
    "a wording in French": (
        main("  en: Hải", "  fr: Haï\n  en: Hải"),
        "province.yaml: name.fr: This field is not known.",
    ),
    "no days of retention": (
        main("  retention_days: 365 # papers, after the results are published\n", ""),
        "province.yaml: privacy.retention_days: This is required.",
    ),
    "days of retention that are none": (
        main("retention_days: 365", "retention_days: 0"),
        "province.yaml: privacy.retention_days: This must be above 0.",
    ),
    "papers kept too long": (
        main("retention_days: 365", "retention_days: 3651"),
        "province.yaml: privacy.retention_days: This must be at most 3650.",
    ),
    "a controller in one language": (
        main("    en: the Department of Home Affairs of Hải Dương province\n", ""),
        "province.yaml: privacy.controller.en: This is required.",
    ),
    "an empty wording": (main("Hải Dương province", "''"), "province.yaml: name.en: This must not be empty."),
    "an unknown status": (
        main("provisional", "secret"),
        f"{ROUND}.status: This must be 'provisional' or 'published'.",
    ),
    "a bad time": (main("2019-11-20 17:00", "20/11/2019"), f"{ROUND}.deadlines[0].due: “20/11/2019” {TIME}"),
    "a date without an hour": (
        main("2019-11-20 17:00", "2019-11-20"),
        f"{ROUND}.deadlines[0].due: “2019-11-20” {TIME}",
    ),
    "a time with a zone": (
        main("2019-11-20 17:00", "2019-11-20 17:00:00+09:00"),
        f"{ROUND}.deadlines[0].due: “2019-11-20 17:00:00+09:00” {TIME}",
    ),
    "no rounds": (
        write("province.yaml", b"code: x\nname: {vi: x, en: x}\nunits: units.csv\nrounds: []"),
        "province.yaml: rounds: This needs at least 1 entry.",
    ),
    "seats in words": (
        main("seats: 30", "seats: many"),
        f"{ROUND}.campaigns[0].seats: This must be a whole number.",
    ),
    "no seats": (main("seats: 30", "seats: 0"), f"{ROUND}.campaigns[0].seats: This must be above 0."),
    "too many seats": (
        main("seats: 30", "seats: 100001"),
        f"{ROUND}.campaigns[0].seats: This must be at most 100000.",
    ),
    "neither true nor false": (
        main("replay: true", "replay: maybe"),
        f"{ROUND}.replay: This must be true or false.",
    ),
    "scores that are no list": (
        main("scores: [scores_departments.csv, scores_districts.csv]", "scores: x.csv"),
        f"{ROUND}.scores: This must be a list.",
    ),
    "a deadline twice": (
        main("code: appraisal_1", "code: self_score"),
        f"{ROUND}.deadlines: The code self_score is used twice.",
    ),
    "an unknown unit type of a deadline": (
        main("due: 2019-11-20 17:00", "due: 2019-11-20 17:00\n        unit_types: [village]"),
        f"{ROUND}.deadlines[0].unit_types: There is no unit type village.",
    ),
    "an unknown rated type": (
        main("rates: district", "rates: village"),
        f"{ROUND}.campaigns[0].rates: There is no unit of type village.",
    ),
    "an unknown unit of a campaign": (
        main("rates: district", "rates: district\n        only: [nowhere]"),
        f"{ROUND}.campaigns[0].only: There is no unit nowhere of type district.",
    ),
    "a unit of another type": (
        main("rates: district", "rates: district\n        without: [kcn]"),
        f"{ROUND}.campaigns[0].without: There is no unit kcn of type district.",
    ),
    "a group of respondents that the framework does not have": (
        main("respondent_group: citizen", "respondent_group: citizens"),
        f"{ROUND}.campaigns[0].respondent_group: The framework has no group of respondents citizens.",
    ),
    "a group whose answers count for nothing": (
        main("respondent_group: citizen", "respondent_group: provincial_front_leader"),
        "forms/citizen.xlsx: tthc.huong_dan: The group provincial_front_leader has no weight here.",
    ),
    "a campaign that closes before it opens": (
        main("seats: 30", "seats: 30\n        opens: 2026-12-01 08:00\n        closes: 2026-11-01 08:00"),
        f"{ROUND}.campaigns[0].closes: This lies before the opening.",
    ),
    "no unit list": (delete("units.csv"), "province.yaml: units: There is no file units.csv."),
    "no framework": (delete("framework.yaml"), f"{ROUND}.framework: There is no file framework.yaml."),
    "no form": (delete("forms/citizen.xlsx"), f"{ROUND}.campaigns[0].form: There is no file forms/citizen.xlsx."),
    "no score sheet": (
        delete("scores_districts.csv"),
        f"{ROUND}.scores[1]: There is no file scores_districts.csv.",
    ),
    "a folder as a file": (
        main("units: units.csv", "units: forms"),
        "province.yaml: units: There is no file forms.",
    ),
    "a file outside": (
        main("units: units.csv", "units: ../../etc/units.csv"),
        "province.yaml: units: ../../etc/units.csv lies outside the folder.",
    ),
    "an absolute path": (
        main("framework: framework.yaml", "framework: /etc/passwd"),
        f"{ROUND}.framework: /etc/passwd lies outside the folder.",
    ),
    "a null in a path": (
        main("units: units.csv", 'units: "a\\0b"'),
        "province.yaml: units: a\0b lies outside the folder.",
    ),
    "a unit list in another encoding": (
        write("units.csv", "Hải".encode("utf-16")),
        "units.csv: byte 0: The file is not UTF-8 text.",
    ),
    "a unit list without a column": (
        edit("units.csv", "aliases", "alias"),
        "units.csv: The column aliases is missing.",
    ),
    "an empty unit list": (
        write("units.csv", b"code,type,name_vi,name_en,aliases\n"),
        "units.csv: The list has no units.",
    ),
    "a quote left open": (
        edit("units.csv", "chi_linh,district,Thành", 'chi_linh,district,"Thành'),
        "units.csv: row 24: This is not CSV: ",
    ),
    "a unit's bad code": (
        edit("units.csv", "kinh_mon,", "Kinh Môn,"),
        f"units.csv: row 3 (code): “Kinh Môn” {CODE}",
    ),
    "a unit's code twice": (
        edit("units.csv", "nam_sach,", "kinh_mon,"),
        "units.csv: row 4 (code): The code kinh_mon is used twice.",
    ),
    "a unit's missing name": (
        edit("units.csv", "Kinh Môn Town", ""),
        "units.csv: row 3 (name_en): A name is missing.",
    ),
    "an alias of two units": (
        edit("units.csv", "TX Kinh Môn", "chí  linh"),
        "units.csv: row 3: The name “chí  linh” already means chi_linh.",
    ),
    "a unit type without rules": (
        edit("units.csv", "kcn,department", "kcn,ministry"),
        "province.yaml: units: No round's framework has a set for unit type ministry.",
    ),
    "an unknown unit in the scores": (
        edit("scores_districts.csv", "kinh_mon", "nowhere"),
        "scores_districts.csv: row 3: There is no unit “nowhere” in the unit list.",
    ),
    "a unit twice under two names": (
        edit("scores_districts.csv", "kinh_mon", "TP Chí Linh"),
        "scores_districts.csv: row 3: The unit “TP Chí Linh” is there twice.",
    ),
    "a unit of another type in a sheet": (
        edit("scores_districts.csv", "chi_linh", "kcn"),
        "scores_districts.csv: row 2, kinh_te.tham_dinh: The framework has no criterion kinh_te.tham_dinh",
    ),
    "a unit in two sheets": (
        main("scores_districts.csv]", "scores_districts.csv, scores_districts.csv]"),
        "scores_districts.csv: chi_dao.tham_dinh, the_che.tham_dinh, tthc.tham_dinh, bo_may.tham_dinh, "
        "can_bo.tham_dinh, tai_chinh.tham_dinh, hien_dai.tham_dinh, kinh_te.tham_dinh of the unit “chi_linh” "
        "stands in another sheet already.",
    ),
    "a wrong column in the scores": (
        edit("scores_districts.csv", "chi_dao.tham_dinh_self", "chi_dao.tham_dinh"),
        "scores_districts.csv: row 1, column chi_dao.tham_dinh: The column is neither",
    ),
    "an unknown criterion in the scores": (
        edit("scores_districts.csv", "chi_dao.tham_dinh_self", "nothing_self"),
        "scores_districts.csv: row 2, nothing: The framework has no criterion nothing for this type of unit.",
    ),
    "a score above the maximum": (
        edit("scores_districts.csv", "chi_linh,13,", "chi_linh,99,"),
        "scores_districts.csv: row 2, chi_dao.tham_dinh_self: 99 is above the maximum of ",
    ),
    "a score that is no number": (
        edit("scores_districts.csv", "chi_linh,13,", "chi_linh,many,"),
        "scores_districts.csv: row 2, column chi_dao.tham_dinh_self: many is not a number.",
    ),
    "a framework with a fault": (edit("framework.yaml", "max_score: ", "max_score: -"), "framework.yaml: "),
    "a criterion that the framework does not know": (
        edit("framework.yaml", "code: tthc.huong_dan", "code: tthc.other"),
        "forms/citizen.xlsx: ",
    ),
    "a form that is no workbook": (write("forms/citizen.xlsx", b"PK nothing"), "forms/citizen.xlsx: "),
}


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
    for part in ("row 3 (code)", "row 4 (name_en)", "framework.yaml: ", "self_score is used twice"):
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
        f"{ROUND}.status: This must be 'provisional' or 'published'.",
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
    assert faults_of(folder) == [
        f"{ROUND}.campaigns: No form asks about tthc.dung_hen of unit type district; its points would never be "
        "known."
    ]
