"""Blank cells beside a printed total where the other units have one: a rank, a grade, a self-score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.audit.expectation import bands, printed_ranks
from scoring.audit.finding import Cause, Finding, Reason
from scoring.audit.header import Column
from scoring.audit.number import is_blank
from scoring.audit.ranking import RankMethod, expected_ranks, to_rank
from scoring.audit.reading import PublishedTable, UnitRow
from scoring.audit.rules import Rules
from scoring.audit.totals import cell_value

__all__ = ["Blank", "blanks"]

_MOST = 2
"""A column that half of the units leave blank is not for all of them."""


@dataclass(frozen=True, slots=True)
class Blank:
    """The blank cells of one unit and what belongs there, None where nobody can say."""

    row: UnitRow
    cells: Mapping[Column, str | None]

    @property
    def unit(self) -> str:
        return self.row.unit

    @property
    def grade(self) -> str | None:
        """The grade that belongs there."""
        return next((text for column, text in self.cells.items() if column.role == "grade"), None)

    def finding(self, table: int) -> Finding:
        """The cells as one finding."""
        texts = [text for text in self.cells.values() if text is not None]
        return Finding(
            "missing",
            unit=self.unit,
            column=", ".join(column.title for column in self.cells),
            computed=", ".join(texts) if len(texts) == len(self.cells) else None,
            cause=Cause(Reason.MISSING_BESIDE_TOTAL),
            table=table,
            row=self.row.number,
        )


def blanks(
    table: PublishedTable, totals: Mapping[str, Fraction], rules: Rules | None, method: RankMethod
) -> Iterator[Blank]:
    """The units with such cells. One that the ranks of the others leave aside is out of the competition."""
    total = table.one("total")
    if total is None:
        return
    own = None if table.having("component", "self") else table.one("total", "self")
    columns = [each for each in (own, table.one("rank"), table.one("grade")) if each and _usual(table, each)]
    ranks = expected_ranks(to_rank(totals, printed_ranks(table), method), method)
    graded = bands(table, totals, rules) if rules else {}
    for row in table.rows:
        cells: dict[Column, str | None] = {}
        empty = [each for each in columns if is_blank(row.texts[each.index])]
        aside = row.unit not in ranks and any(each.role == "rank" for each in empty)
        if row.absent or row.unit not in totals or cell_value(row, total) is None or aside:
            continue
        for column in empty:
            match column.role:
                case "rank":
                    cells[column] = str(ranks[row.unit])
                case "grade" if row.unit in graded:
                    if band := graded[row.unit]:
                        cells[column] = band.name.vi
                case _:
                    cells[column] = None
        if cells:
            yield Blank(row, cells)


def _usual(table: PublishedTable, column: Column) -> bool:
    filled = sum(not is_blank(row.texts[column.index]) for row in table.rows)
    return _MOST * filled > len(table.rows)
