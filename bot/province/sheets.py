"""Workbooks as grids of cell texts: values as they are shown, one sheet, bounded."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from scoring import Fault, TableInvalid, decimal_text
from scoring.csv_text import MAX_TABLE_BYTES, csv_records, read_table_bytes

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.workbook import Workbook

__all__ = ["MAX_COLUMNS", "MAX_ROWS", "Grid", "read_grid", "read_records"]

Grid: TypeAlias = list[list[str]]

MAX_ROWS, MAX_COLUMNS = 5_000, 300
"""A province has about 100 units; its widest table has a column or two for each of 100 criteria."""

_MAX_UNPACKED = 100_000_000
"""A workbook is a zip archive: what it unpacks to is bounded as well, against archives that explode."""

_THREE_DECIMALS = 3
_FIXED = re.compile(r"[#,0]*0\.(0+)(_\))?")
_ZIP = b"PK\x03\x04"


def read_grid(path: Path, sheet: str | None) -> Grid:
    """The texts of a CSV file, or of one sheet of a workbook: `sheet`, or the first where that is None.

    A number is written with the decimals that its cell shows. Raises `TableInvalid` for what cannot be read.
    """
    raw = _bytes(path)
    if not raw.startswith(_ZIP):
        return csv_records(raw)
    return _trimmed([[_shown(cell.value, cell.number_format) for cell in row] for row in _rows(path, sheet)])


def read_records(path: Path) -> Grid:
    """The texts of a table whose first row is its header: a CSV file, or the first sheet of a workbook.

    A number of a workbook is exact, whatever its cell shows, a date is written 2021-01-15, and a row is as long as
    the header at least. Raises `TableInvalid` for what cannot be read, and for a formula that was never computed.
    """
    raw = _bytes(path)
    if not raw.startswith(_ZIP):
        return csv_records(raw)
    rows = _rows(path)
    faults = [
        Fault(f"row {number}", "A formula has no value: open the workbook, save it and load again.")
        for number, (values, given) in enumerate(zip(rows, _rows(path, formulas=True), strict=True), 1)
        if any(f.data_type == "f" and value.value is None for value, f in zip(values, given, strict=True))
    ]
    if faults:
        raise TableInvalid(faults)
    grid = _trimmed([[_exact(cell.value) for cell in row] for row in rows])
    if not grid or not grid[0]:
        raise TableInvalid([Fault("file", "The first row is empty; it must name the columns.")])
    return [row + [""] * (len(grid[0]) - len(row)) for row in grid]


def _bytes(path: Path) -> bytes:
    """The bytes of a table; those of a workbook only where it is not too large."""
    raw = read_table_bytes(path)
    if raw.startswith(_ZIP) and len(raw) > MAX_TABLE_BYTES:
        raise TableInvalid([Fault("file", "The file is larger than {limit} bytes.", limit=MAX_TABLE_BYTES)])
    return raw


def _rows(path: Path, sheet: str | None = None, *, formulas: bool = False) -> list[tuple[Cell | MergedCell, ...]]:
    """The cells of a sheet, the first if none is named; with `formulas` they hold these and not their values."""
    with _opened(path, formulas) as book:
        if sheet is not None and sheet not in book.sheetnames:
            known = ", ".join(book.sheetnames)
            raise TableInvalid(
                [Fault("file", "There is no sheet {name}; there are {known}.", name=sheet, known=known)]
            )
        named = book[sheet or book.sheetnames[0]]
        return list(named.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS + 1))


@contextmanager
def _opened(path: Path, formulas: bool) -> Iterator[Workbook]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(each.file_size for each in archive.infolist()) > _MAX_UNPACKED:
                raise TableInvalid([Fault("file", "The file is larger than {limit} bytes.", limit=_MAX_UNPACKED)])
        book = load_workbook(path, read_only=True, data_only=not formulas)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise TableInvalid([Fault("file", "This is no workbook: {problem}.", problem=error)]) from error
    try:
        yield book
    finally:
        book.close()


def _trimmed(grid: Grid) -> Grid:
    """Without empty rows at the end and empty cells at the end of the rows; no cell is cut off."""
    while grid and not any(grid[-1]):
        grid.pop()
    for row in grid:
        while row and not row[-1]:
            row.pop()
    if len(grid) > MAX_ROWS or any(len(row) > MAX_COLUMNS for row in grid):
        reason = "The sheet has more than {rows} rows or {columns} columns."
        raise TableInvalid([Fault("file", reason, rows=MAX_ROWS, columns=MAX_COLUMNS)])
    return grid


def _shown(value: object, number_format: str | None) -> str:
    """A cell's value as the sheet shows it: 88.1625 in the format 0.00 is "88.16"."""
    text = _text(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return text
    decimals = _FIXED.fullmatch((number_format or "").partition(";")[0])
    return text if decimals is None or "e" in text else decimal_text(Decimal(text), len(decimals[1]))


def _exact(value: object) -> str:
    """A cell's value in full; exactly three decimals get a fourth, so that nobody takes them for thousands."""
    text = _text(value)
    if isinstance(value, float) and len(text.partition(".")[2]) == _THREE_DECIMALS:
        return text + "0"
    return text.removesuffix(" 00:00:00") if isinstance(value, datetime) else text


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return " ".join(str(value).split())
    return f"{value:.12g}"  # a float is a decimal that went through binary
