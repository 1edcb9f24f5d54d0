"""Sheets with a header, read by column name: every cell that cannot be used is a fault with its row and column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from bot.app.package import UnitPlan
from bot.province.sheets import read_records
from bot.province.unit_names import Units
from scoring import Fault, TableInvalid
from scoring.columns import header_faults, named_columns, rows_by_column
from scoring.printed import printed_number

__all__ = ["DAYS", "Row", "Table", "read_table"]

DAYS = ("%Y-%m-%d", "%d/%m/%Y")
"""How a day may be written: 2021-01-15 or 15/01/2021."""


@dataclass(frozen=True)
class Row:
    """One row; `number` counts from 1, the header. Its faults are those of the whole sheet."""

    number: int
    cells: Mapping[str, str]
    faults: list[Fault]

    def fault(self, column: str, reason: str, **params: object) -> None:
        self.faults.append(Fault(f"row {self.number}, column {column}", reason, **params))

    def take(self, column: str, found: Sequence[Fault]) -> bool:
        """Keep the faults that a rule found in this cell; whether there are any."""
        for fault in found:
            self.fault(column, fault.reason, **fault.params)
        return bool(found)

    def text(self, column: str) -> str:
        """What the cell says; a fault where it says nothing."""
        if not self.cells[column]:
            self.fault(column, "This must not be empty.")
        return self.cells[column]

    def decimal(self, column: str) -> Decimal | None:
        """The number in the cell, None where it is empty; a fault where it is none."""
        text = self.cells[column]
        if not text:
            return None
        try:
            return printed_number(text)
        except ValueError as error:
            self.fault(column, str(error), value=text)
            return None

    def count(self, column: str) -> int | None:
        """The whole number that must be in the cell."""
        value = self.decimal(column) if self.text(column) else None
        if value is not None and value != int(value):
            self.fault(column, "This must be a whole number.")
            return None
        return None if value is None else int(value)

    def day(self, column: str) -> date | None:
        """The day that must be in the cell."""
        text = self.text(column)
        for form in DAYS if text else ():
            try:
                return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
            except ValueError:
                continue
        if text:
            self.fault(column, "“{value}” is no date: write 2021-01-15 or 15/01/2021.", value=text)
        return None

    def unit(self, units: Units | None) -> UnitPlan | None:
        """The unit that the row is about; None where there is none, or no list to find it in."""
        name = self.text("unit")
        unit = units.named(name) if units and name else None
        if units and name and unit is None:
            self.fault("unit", "There is no unit “{name}” in the unit list.", name=name)
        return unit


@dataclass(frozen=True)
class Table:
    """A sheet by the names in its first row, and the faults found in it so far."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    faults: list[Fault]

    def finish(self) -> None:
        """Raise `TableInvalid` with every fault, if there are any."""
        if self.faults:
            raise TableInvalid(self.faults)


def read_table(path: Path, required: Sequence[str], *, others: bool = False) -> Table:
    """The sheet in a CSV file or workbook; `others` says whether it may have more columns than the required.

    Raises `TableInvalid` where the file or its header cannot be used; a row that does not fit is only a fault.
    """
    header, *lines = read_records(path)
    columns = named_columns(header)

    def known(name: str) -> bool:
        return name in required or (others and bool(name))

    faults = list(header_faults(columns, known, "The column is not known.", required))
    if faults:
        raise TableInvalid(faults)
    rows = (Row(number, cells, faults) for number, cells in rows_by_column(columns, lines, faults))
    return Table(columns, tuple(rows), faults)
