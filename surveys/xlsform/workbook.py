"""From the bytes of a workbook to grids of clean text. The one place that knows openpyxl."""

from __future__ import annotations

import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Final, Protocol, cast
from xml.etree.ElementTree import ParseError

from surveys.errors import Fault, FormInvalid, Spot
from surveys.xlsform.faults import Faults
from surveys.xlsform.guard import check_container
from surveys.xlsform.limits import MAX_BLANK_RUN, MAX_CHOICES_ROWS, MAX_COLUMNS, MAX_SURVEY_ROWS
from surveys.xlsform.reasons import Reason

__all__ = ["Grid", "clean", "place", "read_grids"]

_ROW_LIMITS: Final = {"survey": MAX_SURVEY_ROWS, "choices": MAX_CHOICES_ROWS, "settings": MAX_SURVEY_ROWS}
_REFUSED_SHEETS: Final = frozenset({"external_choices", "entities", "osm"})
_UNREADABLE: Final = (
    zipfile.BadZipFile, zlib.error, ParseError, OSError, EOFError, ValueError, KeyError, IndexError, TypeError,
    AttributeError, RuntimeError, ArithmeticError, AssertionError,
)  # fmt: skip
"""What openpyxl and the libraries below it raise on damaged workbooks: it validates nothing beforehand."""

_INVISIBLE: Final = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"))
_SPACES: Final = {ord("\u00a0"): " ", ord("\u202f"): " ", ord("\u2007"): " "}


class _Cell(Protocol):
    value: object
    data_type: str


class _Sheet(Protocol):
    """A worksheet opened for reading only, which the type stubs describe wrongly."""

    def reset_dimensions(self) -> None: ...
    def iter_rows(self) -> Iterable[tuple[_Cell, ...]]: ...


@dataclass(frozen=True)
class Grid:
    """One sheet: `rows[0]` is row 1, and blank rows are kept, so that places can be named."""

    sheet: str
    rows: tuple[tuple[str, ...], ...]


def place(sheet: str, column: int, row: int, heading: str = "") -> Spot:
    """The cell in column `column`, from 0, of row `row`."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return Spot(sheet, row, letters, heading)


def clean(value: object) -> str:
    """A cell as text: NFC, ordinary spaces, whole numbers without `.0`, ISO dates, truth as pyxform writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date | time):
        return value.isoformat()
    written = unicodedata.normalize("NFC", str(value)).translate(_SPACES).translate(_INVISIBLE)
    return written.replace("\r\n", "\n").replace("\r", "\n").strip()


def read_grids(data: bytes, name: str, faults: Faults) -> dict[str, Grid]:
    """The sheets `survey`, `choices` and `settings` by name, as far as they are there.

    Raises `FormInvalid` when the file is no workbook; adds to `faults` what is wrong with single sheets.
    """
    check_container(data, name)
    from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings(action="ignore"):  # about styles and validations that are not read
            workbook = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
            grids: dict[str, Grid] = {}
            for sheet in workbook.worksheets:
                title = str(sheet.title).strip().lower()
                if title in _REFUSED_SHEETS:
                    faults.add(Spot(title), Reason.SHEET_REFUSED, sheet=title)
                elif title in _ROW_LIMITS and title not in grids:
                    grids[title] = _read(cast(_Sheet, sheet), title, faults)
            if "survey" not in grids:
                found = ", ".join(map(str, workbook.sheetnames))
                faults.add(name, Reason.NO_SHEET, sheet="survey", found=found)
            workbook.close()
    except _UNREADABLE as error:  # DefusedXmlException is a ValueError, and openpyxl wraps it in another
        entities = any(isinstance(each, DefusedXmlException) for each in (error, error.__context__))
        raise FormInvalid([Fault(name, Reason.ENTITIES if entities else Reason.DAMAGED)]) from error
    return grids


def _read(worksheet: _Sheet, title: str, faults: Faults) -> Grid:
    limit = _ROW_LIMITS[title]
    rows: list[tuple[str, ...]] = []
    filled = blank = 0
    for row in _rows(worksheet, title, faults):
        rows.append(row)
        if any(row):
            filled, blank = filled + 1, 0
        else:
            blank += 1
        if filled > limit + 1:
            faults.add(Spot(title), Reason.TOO_MANY_ROWS, limit=limit)
            break
        if blank > MAX_BLANK_RUN:
            break
    return Grid(title, tuple(rows[: len(rows) - blank]))


def _rows(worksheet: _Sheet, title: str, faults: Faults) -> Iterator[tuple[str, ...]]:
    worksheet.reset_dimensions()
    wide = False
    for number, row in enumerate(worksheet.iter_rows(), 1):
        if not wide and any(cell.value is not None for cell in row[MAX_COLUMNS:]):
            wide = True
            faults.add(Spot(title), Reason.TOO_MANY_COLUMNS, limit=MAX_COLUMNS)
        cells = row[:MAX_COLUMNS]
        for column, cell in enumerate(cells):
            if cell.data_type == "e":
                faults.add(place(title, column, number), Reason.CELL_ERROR, error=cell.value)
        yield tuple(clean(cell.value) for cell in cells)
