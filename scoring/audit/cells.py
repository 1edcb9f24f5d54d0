"""Cells that are wrong by themselves: no number, no number where one belongs, or more than their maximum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.audit.finding import Cause, Finding, Kind, Reason
from scoring.audit.header import Column, Side
from scoring.audit.number import agrees, for_people, is_blank, rank_in
from scoring.audit.reading import PublishedTable, UnitRow
from scoring.audit.rules import Rules, most_of
from scoring.audit.totals import cell_value

__all__ = ["Cells"]

_READ = frozenset({"component", "total", "rank", "percent"})


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of table `number`; `explained` are the units of each side whose totals are judged by their sums."""

    table: PublishedTable
    number: int
    rules: Rules | None
    explained: Mapping[Side, frozenset[str]]

    def findings(self) -> Iterator[Finding]:
        """Each such cell, in the order of the table."""
        used = {
            each for each in self.table.columns if any(cell_value(row, each) is not None for row in self.table.rows)
        }
        yield from self._doubtful()
        for row in (row for row in self.table.rows if not row.absent):
            for column in (each for each in self.table.columns if each.role in _READ):
                if not is_blank(row.texts[column.index]):
                    yield from self._printed(row, column)
            for side in self.explained:
                yield from self._missing_parts(row, side, used)
                yield from self._missing_total(row, side, used)

    def _printed(self, row: UnitRow, column: Column) -> Iterator[Finding]:
        text, value = row.texts[column.index], cell_value(row, column)
        if (rank_in(text) if column.role == "rank" else value) is None:
            reason = Reason.UNREADABLE_PART if column.role == "component" else Reason.UNREADABLE
            yield self._finding("unreadable", row, column.title, text, Cause(reason))
            return
        maximum = self._maximum(row, column)
        if value is not None and maximum is not None and value > maximum:
            cause = Cause(Reason.ABOVE_MAXIMUM, {"maximum": for_people(maximum)})
            yield self._finding("maximum", row, column.title, text, cause)

    def _doubtful(self) -> Iterator[Finding]:
        """Columns whose domain must be asked for: a number is above the maximum of each that may be meant."""
        for column in (each for each in self.table.columns if each.likely and self.rules):
            assert self.rules
            maxima = [self.rules.maximum(code) or Fraction(0) for code in column.likely]
            above = [row for row in self.table.rows if (cell_value(row, column) or Fraction(0)) > max(maxima)]
            if above:
                yield Finding(
                    "doubtful_match",
                    unit=above[0].unit,
                    column=column.title,
                    printed=above[0].texts[column.index],
                    cause=Cause(Reason.ASK_DOMAIN),
                    table=self.number,
                    row=above[0].number,
                    candidates=tuple(self.rules.name(code) for code in column.likely),
                )

    def _maximum(self, row: UnitRow, column: Column) -> Fraction | None:
        """The most that the cell may say; None for a total that its sum explains, which then is the root."""
        if column.role == "component":
            return most_of(column, self.table, self.rules)
        if column == self.table.one("total", column.side) and row.unit not in self.explained[column.side]:
            return most_of(column, self.table, self.rules)
        return None

    def _missing_parts(self, row: UnitRow, side: Side, used: set[Column]) -> Iterator[Finding]:
        """Blank parts as one finding; none where the others add up to the total, for then nothing is missing."""
        parts = [each for each in self.table.having("component", side) if each in used]
        blank = [each for each in parts if is_blank(row.texts[each.index])]
        total = self.table.one("total", side)
        printed = row.texts[total.index] if total else ""
        known = [value for each in parts if (value := cell_value(row, each)) is not None]
        read = len(known) + len(blank) == len(parts)
        if not blank or (is_blank(printed) and not known) or (read and agrees(printed, sum(known, Fraction(0)))):
            return
        text = row.texts[blank[0].index] if len(blank) == 1 else ""
        titles = ", ".join(each.title for each in blank)
        yield self._finding("missing", row, titles, text, Cause(Reason.MISSING_PART))

    def _missing_total(self, row: UnitRow, side: Side, used: set[Column]) -> Iterator[Finding]:
        """A blank total of a unit that has something made from it, or something it is made from."""
        total = self.table.one("total", side)
        if total not in used or not is_blank(text := row.texts[total.index]):
            return
        made = [self.table.one("rank"), self.table.one("grade")] if side == "appraised" else []
        beside = (*made, *self.table.having("component", side))
        if any(each and not is_blank(row.texts[each.index]) for each in beside):
            yield self._finding("missing", row, total.title, text, Cause(Reason.MISSING_TOTAL))

    def _finding(self, kind: Kind, row: UnitRow, title: str, text: str, cause: Cause) -> Finding:
        return Finding(
            kind,
            unit=row.unit,
            column=title,
            printed=text or None,
            cause=cause,
            table=self.number,
            row=row.number,
        )
