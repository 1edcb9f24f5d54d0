"""Which part of a wrong sum is misprinted, when the mean of its column gives it away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from scoring.audit.expectation import Expected
from scoring.audit.finding import Cause, Finding, Reason
from scoring.audit.header import Column
from scoring.audit.number import as_beside, decimals_of, number_in
from scoring.audit.reading import PublishedTable
from scoring.audit.totals import WrongTotal, beside, cell_value
from scoring.rounding import exact

__all__ = ["MisprintedPart", "misprinted_part", "with_sums_beneath"]


_TOO_MUCH = frozenset({"maximum", "doubtful_match"})


@dataclass(frozen=True, slots=True)
class MisprintedPart:
    """A part whose other value would mend both the total of its row and the mean of its column."""

    wrong: WrongTotal
    column: Column
    value: Fraction
    text: str
    """The value with the decimals of the column."""

    def finding(self, table: int, consequences: Sequence[Finding]) -> Finding:
        """The part as a finding."""
        row = self.wrong.row
        return Finding(
            "cell",
            unit=row.unit,
            column=self.column.title,
            printed=row.texts[self.column.index],
            computed=self.text,
            cause=Cause(Reason.CELL_MISPRINTED),
            table=table,
            row=row.number,
            consequences=tuple(consequences),
        )


def misprinted_part(
    wrong: WrongTotal, table: PublishedTable, means: Mapping[Column, Sequence[Expected]]
) -> MisprintedPart | None:
    """The one part that explains a wrong sum, None when there is none or more than one."""
    difference = wrong.total - wrong.computed
    found = []
    for column, expected in means.items():
        value = cell_value(wrong.row, column)
        rows = [row for row in table.rows if not row.absent]
        for each in expected:
            if value is None or each.holds or each.kind not in {"mean", "sum"} or value + difference < 0:
                continue
            printed = exact(number_in(each.printed) or 0)
            units = len(rows) if each.kind == "mean" else 1
            total = sum((cell_value(row, column) or Fraction(0) for row in rows), Fraction(0)) + difference
            if abs(total / units - printed) <= Fraction(1, 2 * 10 ** decimals_of(each.printed)):
                around = [*beside(table, wrong.row, column), wrong.computed_text]
                text = as_beside(value + difference, wrong.row.texts[column.index], around)
                found.append(MisprintedPart(wrong, column, value + difference, text))
    return found[0] if len(found) == 1 else None


def with_sums_beneath(findings: Sequence[Finding], table: PublishedTable) -> list[Finding]:
    """With the wrong total of a unit beneath the part that is above its maximum, for the part is the cause.

    So it is where the maximum is doubtful.
    """
    sums = {each.unit: each for each in findings if each.kind in {"sum", "total"}}
    roots = {each.unit for each in findings if each.kind in _TOO_MUCH} & sums.keys()
    kept = []
    for finding in findings:
        total = sums.get(finding.unit) if finding.unit in roots else None
        if total is None or finding is not total:
            kept.append(_above(finding, total, table) if total and finding.kind in _TOO_MUCH else finding)
    return kept


def _above(part: Finding, total: Finding, table: PublishedTable) -> Finding:
    below = replace(total, cause=Cause(Reason.FOLLOWS), consequences=())
    return replace(part, computed=_mended(part, below, table), consequences=(below,))


def _mended(part: Finding, total: Finding, table: PublishedTable) -> str | None:
    """What the part must be for the printed total to fit."""
    column = next(each for each in table.columns if each.title == part.column)
    row = next(each for each in table.rows if each.number == part.row)
    numbers = [number_in(text or "") for text in (part.printed, total.printed, total.computed)]
    cell, printed, computed = (exact(number or 0) for number in numbers)
    value = cell + printed - computed
    if value < 0 or None in numbers:
        return None
    return as_beside(value, part.printed or "", beside(table, row, column))
