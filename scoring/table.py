"""Score tables as they are published: CSV with decimal commas, abbreviated names and printed totals.

The first column is `unit`; `<criterion>_self` and `<criterion>_appraised` hold scores, a blank being "not
entered". `self_score` and `appraised_score` hold totals, for reports that print no criteria. `printed_*` columns
are kept letter by letter, for they are what an audit compares with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from scoring.columns import header_faults, named_columns, rows_by_column
from scoring.csv_text import MAX_TABLE_BYTES, csv_records, read_table_bytes
from scoring.entries import Entry
from scoring.errors import Fault, TableInvalid
from scoring.printed import printed_number

__all__ = ["MAX_TABLE_BYTES", "ScoreTable", "TableRow", "load_table", "parse_records", "parse_table"]

_UNIT = "unit"
_SELF, _APPRAISED, _PRINTED = "_self", "_appraised", "printed_"
_TOTALS = ("self_score", "appraised_score")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One unit's line. `number` is the line of the sheet, 1 being the header; `total` None without such columns."""

    number: int
    unit: str
    entries: Mapping[str, Entry]
    printed: Mapping[str, str]
    total: Entry | None = None


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """A table of scores; `criteria` are the codes its columns name, in their order."""

    criteria: tuple[str, ...]
    rows: tuple[TableRow, ...]

    @property
    def has_only_totals(self) -> bool:
        """Whether the table prints totals and no criteria."""
        return not self.criteria and any(row.total is not None for row in self.rows)


def load_table(path: Path | str) -> ScoreTable:
    """The table in a CSV file; raises `TableInvalid` with the row, column, value and reason of every fault."""
    return parse_table(read_table_bytes(path))


def parse_table(raw: bytes) -> ScoreTable:
    """The table that the bytes of a CSV file hold; raises `TableInvalid` as `load_table` does."""
    return parse_records(csv_records(raw))


def parse_records(records: Sequence[Sequence[str]]) -> ScoreTable:
    """The table in rows of cells, the header first; raises `TableInvalid` as `load_table` does."""
    header, *lines = records
    columns = named_columns(header)
    faults = _header_faults(columns)
    if faults:
        raise TableInvalid(faults)
    criteria = tuple(dict.fromkeys(code for code, _ in map(_score_column, columns) if code))
    rows = [_row(number, cells, criteria, faults) for number, cells in rows_by_column(columns, lines, faults)]
    faults += _unit_faults(rows)
    if faults:
        raise TableInvalid(faults)
    return ScoreTable(criteria, tuple(rows))


def _header_faults(columns: Sequence[str]) -> list[Fault]:
    faults = []
    first = columns[0]
    if first != _UNIT:
        faults.append(Fault("row 1", "The first column must be {unit}, not {found}.", unit=_UNIT, found=first))
    reason = "The column is neither <criterion>_self nor <criterion>_appraised nor printed_…."
    return [*faults, *header_faults(columns, lambda name: name == first or _is_known(name), reason)]


def _is_known(column: str) -> bool:
    return column.startswith(_PRINTED) or column in _TOTALS or bool(_score_column(column)[0])


def _score_column(column: str) -> tuple[str, str]:
    """The criterion and the kind of score that a column holds; two empty texts for another column."""
    if not column.startswith(_PRINTED):
        for suffix in (_SELF, _APPRAISED):
            if column.endswith(suffix):
                return column.removesuffix(suffix), suffix
    return "", ""


def _row(number: int, cells: Mapping[str, str], criteria: Sequence[str], faults: list[Fault]) -> TableRow:
    def score(column: str) -> Decimal | None:
        text = cells.get(column, "")
        if not text:
            return None
        try:
            return printed_number(text)
        except ValueError as error:
            faults.append(Fault(f"row {number}, column {column}", str(error), value=text))
            return None

    return TableRow(
        number=number,
        unit=cells[_UNIT],
        entries={code: Entry(score(code + _SELF), score(code + _APPRAISED)) for code in criteria},
        printed={column: text for column, text in cells.items() if column.startswith(_PRINTED)},
        total=Entry(*map(score, _TOTALS)) if any(column in cells for column in _TOTALS) else None,
    )


def _unit_faults(rows: Sequence[TableRow]) -> list[Fault]:
    faults = []
    seen: dict[str, int] = {}
    for row in rows:
        where = f"row {row.number}, column {_UNIT}"
        if not row.unit:
            faults.append(Fault(where, "The row names no unit."))
        elif row.unit in seen:
            faults.append(Fault(where, "{value} is already in row {other}.", value=row.unit, other=seen[row.unit]))
        else:
            seen[row.unit] = row.number
    return faults
