"""From a grid of cells, as a CSV file or a sheet holds it, to columns, units and summary rows.

Title rows above the header are skipped. A header of several rows may be merged: a blank cell in it belongs to the
cell on its left, a blank below to the cell above. Rows without a number (section titles) and rows of column
numbers are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from scoring.audit.header import Column, Role, Side, column_of
from scoring.audit.names import folded, same_label, unmarked
from scoring.audit.number import is_blank, number_in
from scoring.errors import Fault, TableInvalid

__all__ = [
    "Grid",
    "PublishedTable",
    "SummaryKind",
    "SummaryRow",
    "UnitRow",
    "counts_all_units",
    "read_published",
    "told_apart",
]

Grid: TypeAlias = "Sequence[Sequence[str]]"
"""Rows of cell texts; an empty text is an empty cell."""

SummaryKind = Literal["mean", "sum", "maximum", "percent", "count"]

_SUMMARIES: tuple[tuple[SummaryKind, tuple[str, ...]], ...] = (
    (
        "mean",
        ("trung binh", "binh quan", "diem trung binh", "diem binh quan", "gia tri trung binh", "mean", "average"),
    ),
    ("maximum", ("diem toi da", "toi da", "diem chuan", "maximum", "max")),
    ("percent", ("ti le", "dat ti le", "percent")),
    ("sum", ("tong", "cong", "tong cong", "tong so", "total", "sum")),
)
_COUNTS = ("tong so don vi", "so don vi", "number of units")
_MANY = 2


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit's row: its texts by column index; `number` counts the sheet's rows from 1.

    `unit` is in no other row: a name printed twice is `again` in the second row, whose `unit` tells the two apart.
    An `absent` row is in another table only; it counts, and none of its cells is printed.
    """

    number: int
    unit: str
    texts: Mapping[int, str]
    again: str = ""
    absent: bool = False


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A row about all units. A `count` is of the units with the grade `label`, or of all units."""

    number: int
    label: str
    kind: SummaryKind
    texts: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A published table as it is printed; `copies` are rows that repeat another one word for word."""

    columns: tuple[Column, ...]
    rows: tuple[UnitRow, ...]
    summaries: tuple[SummaryRow, ...]
    copies: tuple[UnitRow, ...] = ()

    def having(self, role: Role, side: Side | None = None) -> tuple[Column, ...]:
        """The columns with this role, of this side where one is given."""
        return tuple(each for each in self.columns if each.role == role and side in {None, each.side})

    def one(self, role: Role, side: Side | None = None) -> Column | None:
        """The last column with this role: of several totals the last is the sum of the others."""
        found = self.having(role, side)
        return found[-1] if found else None


def read_published(grid: Grid) -> PublishedTable:
    """The table in `grid`; raises `TableInvalid` when it has no header, no unit names or no numbers."""
    cells = [[text.strip() for text in row] for row in grid]
    first = next((i for i, row in enumerate(cells) if _is_data(row)), None)
    if first is None:
        raise TableInvalid([Fault("file", "The table has no row with a name and a number.")])
    header = [
        row for row in cells[:first] if sum(map(bool, row)) >= _MANY and not all(map(_numeric, filter(None, row)))
    ]
    if not header:
        raise TableInvalid([Fault(f"row {first + 1}", "There is no header above the first row of numbers.")])
    columns = _columns(header, max(map(len, cells)), cells[first])
    unit = next((each for each in columns if each.role == "unit"), None)
    if unit is None:
        raise TableInvalid([Fault(f"row {first}", "No column of the header is for the names of the units.")])
    rows: list[UnitRow] = []
    rest: list[SummaryRow] = []
    for number, row in enumerate(cells[first:], start=first + 1):
        texts = dict(enumerate([*row, *[""] * (len(columns) - len(row))]))
        label = texts[unit.index] or next(filter(None, texts.values()), "")
        if not any(_numeric(text) for i, text in texts.items() if columns[i].role not in {"index", "unit"}):
            continue
        if not label or _numeric(label):
            continue
        kind = _summary(label)
        if kind is None and rest and _follows_summary(texts, columns):
            kind = "count"
        if kind is None:
            rows.append(UnitRow(number, label, texts))
        else:
            rest.append(SummaryRow(number, label, kind, texts))
    units, summaries = _counts_apart(rows, rest, columns)
    once, copies = _told_apart(units, columns)
    return PublishedTable(_with_numbers(columns, once), once, summaries, copies)


def counts_all_units(label: str) -> bool:
    """Whether a row's label says that it counts all units."""
    return unmarked(label) in _COUNTS


def told_apart(row: UnitRow) -> str:
    """What tells a unit whose name is printed `again` from the one named before."""
    return f"{row.again} #{row.number}"


def _columns(header: Grid, width: int, first: Sequence[str]) -> tuple[Column, ...]:
    rows = [[*row, *[""] * (width - len(row))] for row in header]
    for row in rows[:-1]:
        for i in range(1, width):
            if not row[i] and any(lower[i] for lower in rows[rows.index(row) + 1 :]):
                row[i] = row[i - 1]
    columns = [column_of(i, [row[i] for row in rows]) for i in range(width)]
    if all(each.role != "unit" for each in columns):
        # A header such as "Sở, ban, ngành" is only known by what stands below it.
        name = next((i for i, text in enumerate(first) if text and not _numeric(text)), None)
        columns = [replace(each, role="unit") if each.index == name else each for each in columns]
    if all(each.role != "total" for each in columns):
        components = [each for each in columns if each.role == "component"]
        if len(components) == 1:
            columns = [replace(each, role="total") if each in components else each for each in columns]
    return tuple(columns)


def _with_numbers(columns: Sequence[Column], rows: Sequence[UnitRow]) -> tuple[Column, ...]:
    """Columns of parts in which most cells are no numbers, and of totals in which all are none, such as dates, hold
    something else.
    """

    def holds_numbers(column: Column) -> bool:
        texts = [row.texts[column.index] for row in rows if not is_blank(row.texts[column.index])]
        numbers = sum(map(_numeric, texts))
        return _MANY * numbers >= len(texts) or (column.role == "total" and numbers > 0)

    return tuple(
        each if each.role not in {"component", "total"} or holds_numbers(each) else replace(each, role="other")
        for each in columns
    )


def _counts_apart(
    rows: Sequence[UnitRow], rest: Sequence[SummaryRow], columns: Sequence[Column]
) -> tuple[tuple[UnitRow, ...], tuple[SummaryRow, ...]]:
    """Rows below the units whose label is a grade count the units that have it ("Tốt: 9")."""
    grade = next((each.index for each in columns if each.role == "grade"), None)
    grades = {row.texts[grade] for row in rows if row.texts[grade]} if grade is not None else set()
    counted = [row for row in rows if any(same_label(row.unit, name) for name in grades)]
    units = tuple(row for row in rows if row not in counted)
    summaries = [*rest, *(SummaryRow(row.number, row.unit, "count", row.texts) for row in counted)]
    with_counts = bool(counted) or any(each.kind == "count" for each in rest)
    return units, tuple(
        replace(each, kind="count")
        if with_counts and any(same_label(each.label, name) for name in grades) and _lone_number(each)
        else each
        for each in sorted(summaries, key=lambda each: each.number)
    )


def _told_apart(
    rows: Sequence[UnitRow], columns: Sequence[Column]
) -> tuple[tuple[UnitRow, ...], tuple[UnitRow, ...]]:
    """The rows with a unit of its own each, and those that only repeat one of them."""
    compared = [each.index for each in columns if each.role not in {"index", "unit"}]
    seen: dict[str, list[UnitRow]] = {}
    once: list[UnitRow] = []
    copies: list[UnitRow] = []
    for row in rows:
        same = seen.setdefault(folded(row.unit), [])
        if any(all(row.texts[i] == other.texts[i] for i in compared) for other in same):
            copies.append(replace(row, unit=same[0].unit, again=same[0].unit))
        elif same:
            second = replace(row, again=same[0].unit)
            once.append(replace(second, unit=told_apart(second)))
        else:
            once.append(row)
        same.append(row)
    return tuple(once), tuple(copies)


def _lone_number(row: SummaryRow) -> bool:
    return sum(map(_numeric, row.texts.values())) == 1


def _follows_summary(texts: Mapping[int, str], columns: Sequence[Column]) -> bool:
    """Below the first summary row a single number with a label is no unit any more."""
    numbers = [text for i, text in texts.items() if _numeric(text) and columns[i].role not in {"index", "unit"}]
    return len(numbers) == 1 and sum(1 for each in columns if each.role in {"total", "component"}) > 1


def _summary(label: str) -> SummaryKind | None:
    if counts_all_units(label):
        return "count"
    words = unmarked(label)
    for kind, names in _SUMMARIES:
        if words in names or (
            kind in {"mean", "percent", "maximum"} and words.startswith(tuple(f"{n} " for n in names))
        ):
            return kind
    return None


def _is_data(row: Sequence[str]) -> bool:
    """A row with a name and a number after it. After a name of one letter it must be no column's number."""
    name = next((i for i, text in enumerate(row) if sum(map(str.isalpha, text)) >= _MANY), None)
    if name is not None and any(_numeric(text) for text in row[name + 1 :]):
        return True
    first, *rest = list(filter(None, row)) or [""]
    return first.isalpha() and any((number_in(text) or 0) > len(row) for text in rest)


def _numeric(text: str) -> bool:
    return number_in(text) is not None or number_in(text.strip("()")) is not None
