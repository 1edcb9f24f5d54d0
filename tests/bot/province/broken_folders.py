"""Every way a province's folder can be broken, with its exact fault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.province import PackageInvalid, read_province

__all__ = ["BROKEN", "CODE", "ROUND", "Break", "delete", "edit", "faults_of", "main", "write"]

Break = Callable[[Path], None]


def faults_of(folder: Path) -> list[str]:
    """Every fault as the command line prints it in English; none is left unfilled."""
    with pytest.raises(PackageInvalid) as invalid:
        read_province(folder)
    return [f"{fault.where}: {fault.reason.format(**fault.params)}" for fault in invalid.value.faults]


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
        f"{ROUND}.status: This must be one of: provisional, published.",
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
        "units.csv: row 1: The column aliases is missing.",
    ),
    "a misspelt column of the unit list": (
        edit("units.csv", "aliases", "alias"),
        "units.csv: row 1, column alias: The column is not known.",
    ),
    "a column of the unit list twice": (
        edit("units.csv", "aliases", "code"),
        "units.csv: row 1, column code: The column is there twice.",
    ),
    "a comma too many in the unit list": (
        edit("units.csv", "Chí Linh City,", "Chí Linh City,x,"),
        "units.csv: row 2: The row has 6 cells and the header 5; a decimal comma needs quotes around it.",
    ),
    "nothing but null": (write("province.yaml", b"~"), "province.yaml: The file is empty."),
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
        f"units.csv: row 3, column code: “Kinh Môn” {CODE}",
    ),
    "a unit's code twice": (
        edit("units.csv", "nam_sach,", "kinh_mon,"),
        "units.csv: row 4, column code: The code kinh_mon is used twice.",
    ),
    "a unit's missing name": (
        edit("units.csv", "Kinh Môn Town", ""),
        "units.csv: row 3, column name_en: A name is missing.",
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
