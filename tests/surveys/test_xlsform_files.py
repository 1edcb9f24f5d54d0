"""Files that are no questionnaire, and files made to hurt."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from surveys.errors import FormInvalid
from surveys.xlsform import Reason, read_xlsform
from surveys.xlsform.limits import MAX_FILE_BYTES, MAX_UNPACKED_BYTES, MAX_ZIP_ENTRIES

MakeForm = Callable[..., bytes]

SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)


def refusal(data: bytes) -> str:
    """The one reason for which a file is refused, which must be about the file itself."""
    with pytest.raises(FormInvalid) as raised:
        read_xlsform(data, name="phieu.xlsx")
    (fault,) = raised.value.faults
    assert fault.where == "phieu.xlsx"
    return fault.reason


def repacked(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The workbook with some of its parts replaced or added."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return packed.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(name)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.NOT_XLSX),
        (b"type,name,label\ntext,a,A\n", Reason.NOT_XLSX),
        ("phiếu khảo sát".encode(), Reason.NOT_XLSX),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", Reason.NOT_XLSX),
        (b"\x89PNG\r\n\x1a\n", Reason.NOT_XLSX),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Reason.OLD_OR_LOCKED),
        (b"PK\x03\x04" + bytes(100), Reason.DAMAGED),
        (b"PK\x03\x04" + bytes(MAX_FILE_BYTES), Reason.TOO_LARGE),
    ],
    ids=["empty", "csv", "text", "pdf", "png", "xls or encrypted", "broken zip", "too large"],
)
def test_what_is_no_workbook_is_refused(data: bytes, reason: Reason) -> None:
    assert refusal(data) == reason


def test_a_large_file_is_refused_without_being_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "phieu.xlsx"
    with path.open("wb") as file:
        file.truncate(50 * MAX_FILE_BYTES)
    with pytest.raises(FormInvalid) as raised:
        read_xlsform(path)
    assert [fault.reason for fault in raised.value.faults] == [Reason.TOO_LARGE]


def test_a_missing_file_is_the_callers_matter(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_xlsform(tmp_path / "none.xlsx")


def test_a_zip_archive_of_other_things_is_no_workbook() -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word.txt", "no")
    assert refusal(packed.getvalue()) == Reason.NOT_XLSX


def test_a_bomb_is_refused_by_its_ratio(make_form: MakeForm) -> None:
    assert refusal(repacked(make_form(), {SHEET: bytes(5_500_000)})) == Reason.BOMB


def test_a_bomb_is_refused_by_its_size(make_form: MakeForm) -> None:
    parts = {f"xl/media/{at}.bin": bytes(900_000) for at in range(MAX_UNPACKED_BYTES // 900_000 + 1)}
    assert refusal(repacked(make_form(), parts)) == Reason.BOMB


def test_a_bomb_is_refused_by_its_number_of_parts(make_form: MakeForm) -> None:
    parts = {f"xl/media/{at}.bin": b"" for at in range(MAX_ZIP_ENTRIES + 1)}
    assert refusal(repacked(make_form(), parts)) == Reason.BOMB


def test_declared_sizes_cannot_lie(make_form: MakeForm) -> None:
    data = bytearray(repacked(make_form(), {SHEET: bytes(5_500_000)}))
    size = (5_500_000).to_bytes(4, "little")
    while size in data:
        at = data.index(size)
        data[at : at + 4] = (100).to_bytes(4, "little")
    assert refusal(bytes(data)) == Reason.DAMAGED


@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"])
def test_entities_are_never_expanded(make_form: MakeForm, name: str) -> None:
    content = re.sub(r"^<\?xml.*?\?>", "", part(make_form(), name).decode())
    data = repacked(make_form(), {name: (LAUGHS + content).encode()})
    assert refusal(data) == Reason.ENTITIES


def test_openpyxl_parses_with_the_defused_parser() -> None:
    assert openpyxl.DEFUSEDXML


def test_a_workbook_without_a_survey_sheet_says_what_it_has(make_form: MakeForm) -> None:
    workbook = Workbook()
    workbook.worksheets[0].title = "Trang tính 1"
    file = BytesIO()
    workbook.save(file)
    with pytest.raises(FormInvalid) as raised:
        read_xlsform(file.getvalue())
    assert "Trang tính 1" in str(raised.value)
    assert raised.value.faults[0].reason == Reason.NO_SHEET


def faults_of(data: bytes) -> list[tuple[str, str]]:
    with pytest.raises(FormInvalid) as raised:
        read_xlsform(data)
    return [(fault.where, fault.reason) for fault in raised.value.faults]


def test_ten_thousand_choices_are_refused(make_form: MakeForm) -> None:
    choices = [{"list_name": "c", "name": f"c{at}", "label": f"Xã {at}"} for at in range(10_000)]
    survey = [{"type": "select_one c", "name": "q", "label": "Q"}]
    assert faults_of(make_form(survey=survey, choices=choices)) == [("choices", Reason.TOO_MANY_ROWS)]


def test_too_many_columns_are_refused(make_form: MakeForm) -> None:
    survey = [{"type": "text", "name": "a", "label": "A", **{f"c{at}": "x" for at in range(200)}}]
    assert faults_of(make_form(survey=survey)) == [("survey", Reason.TOO_MANY_COLUMNS)]


@pytest.mark.parametrize(
    ("column", "fault"),
    [("D", ("survey!D1", Reason.HEADER_MISSING)), ("CZ", ("survey", Reason.TOO_MANY_COLUMNS))],
)
def test_content_right_of_the_last_heading_is_not_passed_over(column: str, fault: tuple[str, str]) -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "survey"
    for row in (["type", "name", "label"], ["text", "a", "A"], ["text", "b", "B"]):
        sheet.append(row)
    sheet[f"{column}3"] = "${a} = 'x'"
    file = BytesIO()
    workbook.save(file)
    assert faults_of(file.getvalue()) == [fault]


def test_an_excel_error_is_named(make_form: MakeForm) -> None:
    survey = [{"type": "text", "name": "a", "label": "#REF!"}]
    data = make_form(survey=survey)
    assert faults_of(data) == [("survey!C2", Reason.CELL_ERROR)]


def test_formatting_down_to_the_last_row_is_no_content(make_form: MakeForm) -> None:
    sheet = part(make_form(), SHEET).decode()
    last = '<row r="1048576"><c r="A1048576" s="1"/></row></sheetData>'
    data = repacked(make_form(), {SHEET: sheet.replace("</sheetData>", last).encode()})
    assert [question.name for question in read_xlsform(data).questions()] == ["q"]
