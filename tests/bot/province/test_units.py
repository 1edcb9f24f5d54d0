"""The unit list: a comma that is not quoted must not shift the columns behind it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.province.units import MAX_UNITS, read_units
from scoring import TableInvalid

HEADER = "code,type,name_vi,name_en,aliases"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "units.csv"


def faults_of(path: Path) -> list[str]:
    with pytest.raises(TableInvalid) as invalid:
        read_units(path)
    return [str(fault) for fault in invalid.value.faults]


@pytest.mark.parametrize(("row", "cells"), [("a,district,Huyện A,A,,extra", 6), ("a,district,Huyện A", 3)])
def test_a_row_with_more_or_fewer_cells_than_the_header_is_named(path: Path, row: str, cells: int) -> None:
    path.write_text(f"{HEADER}\nb,district,Huyện B,B,\n{row}\n", "utf-8")
    (fault,) = faults_of(path)
    assert fault.startswith(f"row 3: The row has {cells} cells and the header 5")


def test_a_misspelt_column_is_named_and_so_is_the_one_that_is_missing(path: Path) -> None:
    path.write_text("code,type,name_vi,name_en,alias,colour\na,district,Huyện A,A,,red\n", "utf-8")
    assert faults_of(path) == [
        "row 1: The column aliases is missing.",
        "row 1, column alias: The column is not known.",
        "row 1, column colour: The column is not known.",
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_list_may_be_separated_as_every_other_table(path: Path, delimiter: str) -> None:
    lines = [HEADER, "a,district,Huyện A,A,HA|A1", "", "b,district,Huyện B,B,", ",,,,"]
    path.write_text("\r\n".join(lines).replace(",", delimiter), "utf-8-sig")
    assert [(unit.code, unit.aliases) for unit in read_units(path)] == [("a", ("HA", "A1")), ("b", ())]


def test_empty_columns_that_a_spreadsheet_leaves_at_the_end_mean_nothing(path: Path) -> None:
    path.write_text(f"{HEADER},,\na,district,Huyện A,A,,,\n", "utf-8")
    assert [unit.code for unit in read_units(path)] == ["a"]


def test_faults_name_the_row_of_the_file_also_below_a_blank_one(path: Path) -> None:
    path.write_text(f"{HEADER}\n\na,district,,A,\n", "utf-8")
    assert faults_of(path) == ["row 3, column name_vi: A name is missing."]


def test_a_row_that_does_not_fit_hides_no_fault_of_another(path: Path) -> None:
    path.write_text(f"{HEADER}\na,district\nb,district,Huyện B,,\n", "utf-8")
    assert [fault.partition(":")[0] for fault in faults_of(path)] == ["row 2", "row 3, column name_en"]


def test_there_are_not_more_units_than_a_province_can_have(path: Path) -> None:
    rows = [f"u{n},commune,Xã {n},Commune {n}," for n in range(MAX_UNITS + 1)]
    path.write_text("\n".join([HEADER, *rows]), "utf-8")
    assert faults_of(path) == [f"file: There are more than {MAX_UNITS} units."]
