"""Sheets of indicators, cases and decisions: what they say, and every fault with its row and column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.app.package import UnitPlan
from bot.province.facts import read_cases, read_indicators, read_overrides
from bot.province.unit_names import Units
from scoring import Cases, Override, Ruling, TableInvalid, load_framework

EXAMPLES = Path(__file__).parents[3] / "examples"
PHU_THO = load_framework(EXAMPLES / "phu_tho_2020" / "framework.yaml")
DDCI = load_framework(EXAMPLES / "dong_thap_2020" / "framework_ddci.yaml")
UNITS = Units(
    (
        UnitPlan("so_a", "department", {"vi": "Sở A", "en": "Department A"}, ("Sở  a1",)),
        UnitPlan("so_b", "department", {"vi": "Sở B", "en": "Department B"}, ()),
        UnitPlan("xa_c", "commune", {"vi": "Xã C", "en": "Commune C"}, ()),
    )
)
RULING = Ruling("Đã khắc phục", "Hội đồng", date(2021, 3, 1))
CASES = "unit,item,number,decided,waived_reason,waived_by,waived_on\n"
OVERRIDES = "unit,criterion,value,reason,author,date\n"


def sheet(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "sheet.csv"
    path.write_text(text, "utf-8")
    return path


def faults(read: Callable[[], object]) -> list[str]:
    with pytest.raises(TableInvalid) as invalid:
        read()
    return [str(fault) for fault in invalid.value.faults]


# --- indicators


def test_indicators_are_exact_and_an_empty_cell_is_not_imported(tmp_path: Path) -> None:
    path = sheet(tmp_path, 'unit;ho_so;gio_giai_quyet\nSở A;1200;"12,25"\nSỞ B;;0\n')
    assert read_indicators(path, UNITS, DDCI) == {
        "so_a": {"ho_so": Decimal(1200), "gio_giai_quyet": Decimal("12.25")},
        "so_b": {"gio_giai_quyet": Decimal(0)},
    }


def test_faults_of_indicators(tmp_path: Path) -> None:
    path = sheet(
        tmp_path,
        "unit,ho_so,ty_le_dung_han,nothing\nso_a,many,1,1\nnobody,1.234,1,1\n"
        "sở a1,1,1,1\nxa_c,1,1,1\n,1,1,1\nso_b,1\n",
    )
    assert faults(lambda: read_indicators(path, UNITS, DDCI)) == [
        "row 7: The row has 2 cells and the header 4; a decimal comma needs quotes around it.",
        "row 1, column ty_le_dung_han: ty_le_dung_han is computed by a formula and takes no import.",
        "row 1, column nothing: The framework has no indicator nothing.",
        "row 2, column ho_so: many is not a number.",
        "row 3, column unit: There is no unit “nobody” in the unit list.",
        "row 3, column ho_so: 1.234 can be read in two ways: write no thousands separator, and not exactly three "
        "decimals.",
        "row 4, column unit: The unit “sở a1” is there twice.",
        "row 5, column unit: The framework has no set for unit type commune.",
        "row 6, column unit: This must not be empty.",
    ]


@pytest.mark.parametrize(
    ("header", "fault"),
    [
        ("ho_so", "row 1: The column unit is missing."),
        ("unit,ho_so,ho_so", "row 1, column ho_so: The column is there twice."),
        ("unit,,ho_so", "row 1, column 2: The column is not known."),
    ],
)
def test_a_header_that_cannot_be_used(tmp_path: Path, header: str, fault: str) -> None:
    assert faults(lambda: read_indicators(sheet(tmp_path, header + "\n"), UNITS, DDCI)) == [fault]


def test_without_units_or_rules_the_sheet_itself_is_still_looked_at(tmp_path: Path) -> None:
    path = sheet(tmp_path, "unit,nothing\nnobody,many\n")
    assert faults(lambda: read_indicators(path, None, None)) == ["row 2, column nothing: many is not a number."]


# --- cases


def test_cases_with_a_decision_and_a_waiver(tmp_path: Path) -> None:
    path = sheet(
        tmp_path,
        CASES + 'so_a,thuong.thanh_tich,2,"4,5",,,\n'
        "so_a,tru.hinh_su,1,,Đã khắc phục,Hội đồng,01/03/2021\n"
        "so_b,tru.ky_luat,0,,,,\n",
    )
    assert read_cases(path, UNITS, PHU_THO) == {
        "so_a": {
            "thuong.thanh_tich": Cases(2, Decimal("4.5"), None),
            "tru.hinh_su": Cases(1, None, RULING),
        },
        "so_b": {"tru.ky_luat": Cases(0, None, None)},
    }


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("so_a,nothing,1,,,,", ["item: The framework has no bonus or penalty nothing for this type of unit."]),
        ("so_a,,1,,,,", ["item: This must not be empty."]),
        ("so_a,tru.ky_luat,,,,,", ["number: This must not be empty."]),
        ("so_a,tru.ky_luat,1.5,,,,", ["number: This must be a whole number."]),
        ("so_a,tru.ky_luat,-1,,,,", ["number: A number of cases cannot be negative, and -1 is."]),
        (
            "so_a,tru.ky_luat,2,2.5,,,",
            ["decided: 2.5 is not between 0 and 2, the most that 2 × 1 points allow."],
        ),
        ("so_a,tru.hinh_su,1,3,,,", ["decided: tru.hinh_su takes 50 % and leaves nothing to decide."]),
        (
            "so_a,tru.hinh_su,1,,Lý do,,",
            ["waived_by: This must not be empty.", "waived_on: This must not be empty."],
        ),
        (
            "so_a,tru.hinh_su,1,,,Hội đồng,31/02/2021",
            [
                "waived_reason: This must not be empty.",
                "waived_on: “31/02/2021” is no date: write 2021-01-15 or 15/01/2021.",
            ],
        ),
        ("so_a,tru.ky_luat,1,,Lý do,Hội đồng,2021-03-01", ["waived_reason: tru.ky_luat cannot be waived."]),
    ],
)
def test_faults_of_cases(tmp_path: Path, row: str, found: list[str]) -> None:
    path = sheet(tmp_path, CASES + row + "\n")
    assert faults(lambda: read_cases(path, UNITS, PHU_THO)) == [f"row 2, column {each}" for each in found]


def test_an_item_twice(tmp_path: Path) -> None:
    path = sheet(tmp_path, CASES + "so_a,tru.ky_luat,1,,,,\nSở A,tru.ky_luat,2,,,,\n")
    assert faults(lambda: read_cases(path, UNITS, PHU_THO)) == [
        "row 3, column item: tru.ky_luat of the unit “Sở A” is there twice."
    ]


# --- decisions


def test_overrides_say_why_whose_and_when(tmp_path: Path) -> None:
    path = sheet(tmp_path, OVERRIDES + "Sở A,tac_dong.doanh_nghiep,3,Đã khắc phục,Hội đồng,2021-03-01\n")
    assert read_overrides(path, UNITS, PHU_THO) == {"so_a": {"tac_dong.doanh_nghiep": Override(Decimal(3), RULING)}}


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (
            "so_a,nothing,3,Lý do,Hội đồng,2021-03-01",
            ["criterion: The framework has no criterion nothing for this type of unit."],
        ),
        ("so_a,tac_dong.doanh_nghiep,4,Lý do,Hội đồng,2021-03-01", ["value: 4 is not between 0 and 3."]),
        ("so_a,tac_dong.doanh_nghiep,,Lý do,Hội đồng,2021-03-01", ["value: This must not be empty."]),
        (
            "so_a,tac_dong.doanh_nghiep,3,,,",
            [f"{column}: This must not be empty." for column in ("reason", "author", "date")],
        ),
        (
            "so_a,tac_dong.doanh_nghiep,3,Lý do,Hội đồng,1.3.2021",
            ["date: “1.3.2021” is no date: write 2021-01-15 or 15/01/2021."],
        ),
    ],
)
def test_faults_of_overrides(tmp_path: Path, row: str, found: list[str]) -> None:
    path = sheet(tmp_path, OVERRIDES + row + "\n")
    assert faults(lambda: read_overrides(path, UNITS, PHU_THO)) == [f"row 2, column {each}" for each in found]


def test_a_criterion_twice(tmp_path: Path) -> None:
    row = "so_a,tac_dong.doanh_nghiep,3,Lý do,Hội đồng,2021-03-01\n"
    assert faults(lambda: read_overrides(sheet(tmp_path, OVERRIDES + row + row), UNITS, PHU_THO)) == [
        "row 3, column criterion: tac_dong.doanh_nghiep of the unit “so_a” is there twice."
    ]


# --- workbooks


def workbook(tmp_path: Path, *rows: Sequence[object]) -> Path:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(tmp_path / "sheet.xlsx")
    return tmp_path / "sheet.xlsx"


def test_a_workbook_is_as_good_as_csv(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        OVERRIDES.strip().split(","),
        ["so_a", "tac_dong.doanh_nghiep", 2.125, "Đã khắc phục", "Hội đồng", datetime(2021, 3, 1)],  # noqa: DTZ001
        ["so_b", "tac_dong.doanh_nghiep", "2,5", "Đã khắc phục", "Hội đồng", "01/03/2021"],
    )
    assert read_overrides(path, UNITS, PHU_THO) == {
        "so_a": {"tac_dong.doanh_nghiep": Override(Decimal("2.125"), RULING)},
        "so_b": {"tac_dong.doanh_nghiep": Override(Decimal("2.5"), RULING)},
    }


def test_a_workbook_with_empty_cells_at_the_end_of_its_rows(tmp_path: Path) -> None:
    path = workbook(tmp_path, CASES.strip().split(","), ["so_a", "tru.ky_luat", 1, 1], [None], [None, None])
    assert read_cases(path, UNITS, PHU_THO) == {"so_a": {"tru.ky_luat": Cases(1, Decimal(1), None)}}


def test_a_formula_that_was_never_computed_is_no_empty_cell(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["unit", "ho_so"], ["so_a", 5], ["so_b", "=B2+1"])
    assert faults(lambda: read_indicators(path, UNITS, DDCI)) == [
        "row 3: A formula has no value: open the workbook, save it and load again."
    ]


def test_rows_beyond_the_limit_are_refused_and_not_cut_off(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["unit", "ho_so"], *[["so_a", 5]] * 5000)
    assert faults(lambda: read_indicators(path, UNITS, DDCI)) == [
        "file: The sheet has more than 5000 rows or 300 columns."
    ]
