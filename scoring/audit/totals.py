"""Whether printed totals are the sums of their parts, and what likely happened where they are not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.audit.finding import Cause, Reason
from scoring.audit.header import Column, Side
from scoring.audit.number import agrees, as_beside, bare, decimals_of, number_in
from scoring.audit.reading import PublishedTable, SummaryRow, UnitRow
from scoring.rounding import decimal_text, exact

__all__ = ["WrongTotal", "beside", "cell_value", "sum_cause", "sums_of", "swapped", "wrong_totals"]


@dataclass(frozen=True, slots=True)
class WrongTotal:
    """A printed total that is not what its parts, or the other table, give."""

    row: UnitRow
    column: Column
    printed: str
    total: Fraction
    computed: Fraction
    computed_text: str
    """The computed total with the decimals of its column."""


def beside(table: PublishedTable, row: UnitRow, column: Column) -> list[str]:
    """The other cells of a column."""
    return [other.texts[column.index] for other in table.rows if other is not row]


def cell_value(row: UnitRow | SummaryRow, column: Column) -> Fraction | None:
    """The number in a cell, None when it is blank or unreadable."""
    number = number_in(row.texts[column.index])
    return None if number is None else exact(number)


def sums_of(table: PublishedTable, side: Side) -> dict[str, Fraction]:
    """The sum of the parts of each unit whose parts are all printed."""
    parts = table.having("component", side)
    sums = {}
    for row in table.rows:
        values = [cell_value(row, column) for column in parts]
        known = [value for value in values if value is not None]
        if parts and len(known) == len(values):
            sums[row.unit] = sum(known, Fraction(0))
    return sums


def wrong_totals(table: PublishedTable, side: Side, sums: Mapping[str, Fraction]) -> list[WrongTotal]:
    """The printed totals of `side` that differ from `sums`."""
    column = table.one("total", side)
    wrong = []
    for row in table.rows if column else ():
        assert column
        printed, total = row.texts[column.index], cell_value(row, column)
        if total is not None and row.unit in sums and not agrees(printed, sums[row.unit]):
            text = as_beside(sums[row.unit], printed, beside(table, row, column))
            wrong.append(WrongTotal(row, column, printed, total, sums[row.unit], text))
    return wrong


def swapped(wrong: Sequence[WrongTotal]) -> list[tuple[WrongTotal, WrongTotal]]:
    """Pairs of units each of which has the other's total."""
    return [
        (one, other)
        for i, one in enumerate(wrong)
        for other in wrong[i + 1 :]
        if one.total == other.computed and other.total == one.computed
    ]


def sum_cause(wrong: WrongTotal, table: PublishedTable) -> Cause:
    """The likely slip behind a total that does not add up."""
    parts = {each: cell_value(wrong.row, each) for each in table.having("component", wrong.column.side)}
    difference = wrong.total - wrong.computed
    if wrong.column.side == "appraised" and sums_of(table, "self").get(wrong.row.unit) == wrong.total:
        return Cause(Reason.SELF_TOTAL)
    if abs(difference) < Fraction(1, 10 ** decimals_of(wrong.printed)):
        return Cause(Reason.ROUNDED_EARLY)
    digits, right = bare(wrong.printed).replace(",", "."), wrong.computed_text
    padded = decimal_text(wrong.total, max(decimals_of(digits), decimals_of(right)))
    if digits.replace(".", "").rstrip("0") == right.replace(".", "").rstrip("0"):
        return Cause(Reason.MARK_MISPLACED)
    if _neighbours_swapped(padded, right):
        return Cause(Reason.DIGITS_SWAPPED)
    for column, value in parts.items():
        if value and value == -difference:
            return Cause(Reason.LEFT_OUT, {"column": column.title})
        if value and value == difference:
            return Cause(Reason.COUNTED_TWICE, {"column": column.title})
    if len(padded) == len(right) and sum(a != b for a, b in zip(padded, right, strict=True)) == 1:
        return Cause(Reason.ONE_DIGIT)
    return Cause(Reason.DOES_NOT_ADD_UP)


def _neighbours_swapped(one: str, other: str) -> bool:
    a, b = one.replace(".", ""), other.replace(".", "")
    apart = [i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y]
    return len(a) == len(b) and len(apart) == 2 and apart[1] == apart[0] + 1 and sorted(a) == sorted(b)  # noqa: PLR2004
