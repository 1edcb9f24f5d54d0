"""Units that only one of two tables has, and names that one of them prints twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TypeAlias

from scoring.audit.finding import Cause, Finding, Reason
from scoring.audit.header import SIDES, Side
from scoring.audit.number import for_people
from scoring.audit.reading import PublishedTable, UnitRow, told_apart
from scoring.audit.totals import cell_value, sums_of

__all__ = ["both_totals", "given_totals", "named_twice", "unsettled", "with_absent", "with_right_names"]

Totals: TypeAlias = "tuple[Fraction | None, ...]"
"""The totals of a unit on each side, None where a table gives none."""


def given_totals(table: PublishedTable, side: Side) -> dict[str, Fraction]:
    """What a table says that each unit has: the sum of its parts, or its printed total."""
    column = table.one("total", side)
    printed = {row.unit: cell_value(row, column) for row in table.rows} if column else {}
    return {unit: value for unit, value in printed.items() if value is not None} | sums_of(table, side)


def both_totals(table: PublishedTable) -> dict[str, Totals]:
    """The totals of each unit, its own and the appraised one."""
    given = [given_totals(table, side) for side in SIDES]
    return {row.unit: tuple(totals.get(row.unit) for totals in given) for row in table.rows}


def unsettled(row: UnitRow) -> bool:
    """Whether a row has the name of another one, and nobody knows whose it is."""
    return bool(row.again) and row.unit == told_apart(row)


def named_twice(table: PublishedTable, number: int) -> Iterator[Finding]:
    """Units named twice in table `number`, with the one beneath that was meant, where the numbers tell."""
    first = {row.unit: row.number for row in table.rows}
    again = [*table.copies, *(row for row in table.rows if row.again)]
    for row in sorted(again, key=lambda row: row.number):
        meant = "" if row.unit in {row.again, told_apart(row)} else row.unit
        found = Finding(
            "duplicate_unit",
            unit=row.again,
            printed=row.again,
            cause=Cause(Reason.PRINTED_AS if meant else Reason.TWICE, {"row": first[row.again]}),
            table=number,
            row=row.number,
        )
        if meant:
            below = replace(found, kind="missing_unit", unit=meant, printed=meant, cause=Cause(Reason.FOLLOWS))
            found = replace(found, candidates=(meant,), consequences=(below,))
        yield found


def with_right_names(
    table: PublishedTable, same: Mapping[str, Totals], others: Mapping[str, Totals]
) -> PublishedTable:
    """The rows of a name printed twice under the names that their totals have in the other table.

    `same` are the totals there of the units that this table names, `others` those of the units it does not name.
    A row goes by a name only if its total fits no other.
    """
    totals = both_totals(table)
    rows = list(table.rows)
    for name in dict.fromkeys(row.again for row in rows if row.again):
        named = [row for row in rows if name in {row.unit, row.again}]
        right = [row for row in named if name in same and _fit(totals[row.unit], same[name])]
        keeper = right[0] if len(right) == 1 else named[0]
        free = {unit: total for unit, total in others.items() if all(row.unit != unit for row in rows)}
        for row in named:
            fitting = [unit for unit, total in free.items() if _fit(totals[row.unit], total)]
            at = rows.index(row)
            if row is keeper:
                rows[at] = replace(row, unit=name, again="")
            else:
                second = replace(row, again=name)
                rows[at] = replace(second, unit=fitting[0] if len(fitting) == 1 else told_apart(second))
    return replace(table, rows=tuple(rows))


def _fit(one: Totals, other: Totals) -> bool:
    """Whether the totals that both tables give are the same."""
    known = [(a, b) for a, b in zip(one, other, strict=True) if a is not None and b is not None]
    return bool(known) and all(a == b for a, b in known)


def with_absent(table: PublishedTable, other: PublishedTable, names: Sequence[str]) -> PublishedTable:
    """The table with a row for each unit that only the other table has: with its totals and its grade there."""
    columns = [(table.one("total", side), given_totals(other, side)) for side in SIDES]
    here, there = table.one("grade"), other.one("grade")
    absent = []
    for row in (row for row in other.rows if row.unit in names):
        texts = dict.fromkeys((each.index for each in table.columns), "")
        texts |= {
            column.index: str(for_people(totals[row.unit]))
            for column, totals in columns
            if column and row.unit in totals
        }
        if here and there:
            texts[here.index] = row.texts[there.index]
        absent.append(UnitRow(0, row.unit, texts, absent=True))
    return replace(table, rows=(*table.rows, *absent))
