"""Workbooks as grids of cell texts: values as they are shown, one sheet, bounded."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

from scoring import Fault, TableInvalid, decimal_text
from scoring.csv_text import MAX_TABLE_BYTES, csv_records, read_table_bytes

__all__ = ["MAX_COLUMNS", "MAX_ROWS", "Grid", "read_grid"]

Grid: TypeAlias = list[list[str]]

MAX_ROWS, MAX_COLUMNS = 5_000, 300
"""A province has about 100 units; its widest table has a column or two for each of 100 criteria."""

_MAX_UNPACKED = 100_000_000
"""A workbook is a zip archive: what it unpacks to is bounded as well, against archives that explode."""

_FIXED = re.compile(r"[#,0]*0\.(0+)(_\))?")
_ZIP = b"PK\x03\x04"


def read_grid(path: Path, sheet: str | None = None) -> Grid:
    """The texts of a CSV file, or of one sheet of a workbook: `sheet`, or the first.

    A number is written with the decimals that its cell shows. Raises `TableInvalid` for what cannot be read.
    """
    raw = read_table_bytes(path)
    if not raw.startswith(_ZIP):
        return csv_records(raw)
    if len(raw) > MAX_TABLE_BYTES:
        raise TableInvalid([Fault("file", "The file is larger than {limit} bytes.", limit=MAX_TABLE_BYTES)])
    return _workbook(path, sheet)


def _workbook(path: Path, sheet: str | None) -> Grid:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(each.file_size for each in archive.infolist()) > _MAX_UNPACKED:
                raise TableInvalid([Fault("file", "The file is larger than {limit} bytes.", limit=_MAX_UNPACKED)])
        book = load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise TableInvalid([Fault("file", "This is no workbook: {problem}.", problem=error)]) from error
    try:
        if sheet is not None and sheet not in book.sheetnames:
            known = ", ".join(book.sheetnames)
            raise TableInvalid(
                [Fault("file", "There is no sheet {name}; there are {known}.", name=sheet, known=known)]
            )
        rows = book[sheet or book.sheetnames[0]].iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS)
        return _trimmed([_shown(cell.value, cell.number_format) for cell in row] for row in rows)
    finally:
        book.close()


def _trimmed(rows: Iterable[list[str]]) -> Grid:
    """Without empty rows at the end and empty cells at the end of the rows."""
    grid = list(rows)
    while grid and not any(grid[-1]):
        grid.pop()
    for row in grid:
        while row and not row[-1]:
            row.pop()
    return grid


def _shown(value: object, number_format: str | None) -> str:
    """A cell's value as the sheet shows it: 88.1625 in the format 0.00 is "88.16"."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return " ".join(str(value).split())
    text = f"{value:.12g}"  # a float is a decimal that went through binary
    decimals = _FIXED.fullmatch((number_format or "").partition(";")[0])
    return text if decimals is None or "e" in text else decimal_text(Decimal(text), len(decimals[1]))
