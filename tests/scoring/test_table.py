from __future__ import annotations

import unicodedata
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import Entry, TableInvalid, load_table, parse_table
from scoring.table import MAX_TABLE_BYTES

_HEADER = "unit,chi_dao_self,chi_dao_appraised,printed_total\n"


def faults_of(raw: bytes | str) -> list[str]:
    with pytest.raises(TableInvalid) as refused:
        parse_table(raw.encode() if isinstance(raw, str) else raw)
    return [str(fault) for fault in refused.value.faults]


def test_a_printed_table_is_read_as_it_stands() -> None:
    table = parse_table(
        (_HEADER + '"Sở Lao động, TB & XH","19,00",16.75,"92,00"\nB ,10, ,\n\n').encode("utf-8-sig")
    )
    first, second = table.rows
    assert table.criteria == ("chi_dao",)
    assert first.unit == "Sở Lao động, TB & XH"
    assert first.entries == {"chi_dao": Entry(Decimal("19.00"), Decimal("16.75"))}
    assert first.printed == {"printed_total": "92,00"}
    assert second.unit == "B"
    assert second.entries == {"chi_dao": Entry(Decimal(10), None)}


def test_names_are_composed_the_same_way_however_they_were_typed() -> None:
    decomposed = unicodedata.normalize("NFD", "Sở Nội Vụ")
    assert parse_table(f"{_HEADER}{decomposed},1,1,\n".encode()).rows[0].unit == "Sở Nội Vụ"


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_are_recognised(delimiter: str) -> None:
    raw = (_HEADER + "A,1,2,3\n").replace(",", delimiter)
    assert parse_table(raw.encode()).rows[0].entries == {"chi_dao": Entry(Decimal(1), Decimal(2))}


def test_blank_lines_and_trailing_blank_cells_are_passed_over() -> None:
    table = parse_table((_HEADER + "\n,,,\nA,1,2,3,,\n").encode())
    assert [(row.number, row.unit) for row in table.rows] == [(4, "A")]


def test_every_fault_names_row_column_and_value() -> None:
    assert faults_of(_HEADER + 'A,x,"1.234,5",\nA,1,2,\n,1,2,\n') == [
        "row 2, column chi_dao_self: x is not a number.",
        "row 2, column chi_dao_appraised: 1.234,5 can be read in two ways: write no thousands separator, "
        "and not exactly three decimals.",
        "row 3, column unit: A is already in row 2.",
        "row 4, column unit: The row names no unit.",
    ]


def test_an_unquoted_decimal_comma_is_noticed() -> None:
    assert faults_of(_HEADER + "A,19,00,16,75,\n") == [
        "row 2: The row has 6 cells and the header 4; a decimal comma needs quotes around it."
    ]


def test_unknown_and_repeated_columns_are_refused() -> None:
    faults = faults_of("unit,colour,chi_dao_self,chi_dao_self\n")
    assert [fault.split(":")[0] for fault in faults] == ["row 1, column colour", "row 1, column chi_dao_self"]
    assert faults_of("name,a_self\n") == ["row 1: The first column must be unit, not name."]


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\x00", b'unit,a_self\n"x', b"x" * (MAX_TABLE_BYTES + 1), b"\n\n"])
def test_what_is_no_table_is_a_fault(raw: bytes) -> None:
    assert len(faults_of(raw)) == 1


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(TableInvalid, match="There is no such file"):
        load_table(tmp_path / "nowhere.csv")


@given(st.binary(max_size=100) | st.text(max_size=100).map(lambda text: (_HEADER + text).encode()))
def test_no_bytes_end_in_another_error(raw: bytes) -> None:
    with suppress(TableInvalid):
        parse_table(raw)
