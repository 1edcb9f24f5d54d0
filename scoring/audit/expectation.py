"""What the cells that depend on the totals must say: ranks, grades, means, sums, percentages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.audit.finding import Cause, Finding, Kind, Reason
from scoring.audit.grades import expected_grades, orderly_grades, says_band
from scoring.audit.header import Column, Side
from scoring.audit.number import agrees, as_beside, as_printed, for_people, number_in, rank_in
from scoring.audit.ranking import RankMethod, expected_ranks, to_rank
from scoring.audit.reading import PublishedTable, SummaryRow
from scoring.audit.rules import Rules, maximum_of
from scoring.audit.totals import beside, cell_value
from scoring.grading import GradeBand
from scoring.rounding import exact

__all__ = ["Expected", "bands", "column_summaries", "depending", "printed_ranks"]


@dataclass(frozen=True, slots=True)
class Expected:
    """A printed cell and what it must say; `holds` when it does."""

    kind: Kind
    label: str
    row: int
    column: Column
    printed: str
    computed: str | None
    holds: bool
    cause: Cause

    @property
    def key(self) -> tuple[str, int, int]:
        """Where the cell is."""
        return self.kind, self.row, self.column.index

    def finding(self, table: int, cause: Cause | None = None) -> Finding:
        """The cell as a finding, with its own likely cause unless another is given."""
        return Finding(
            self.kind,
            unit=self.label,
            column=self.column.title,
            printed=self.printed,
            computed=self.computed,
            cause=cause or self.cause,
            table=table,
            row=self.row,
        )


def depending(
    table: PublishedTable, side: Side, totals: Mapping[str, Fraction], rules: Rules | None, method: RankMethod
) -> list[Expected]:
    """Every printed cell that depends on the totals of `side`."""
    column = table.one("total", side)
    found = list(column_summaries(table, column, totals, rules)) if column else []
    if side == "appraised":
        found += [*_ranks(table, totals, method), *_grades(table, totals, rules), *_percents(table, totals, rules)]
    return found


def printed_ranks(table: PublishedTable) -> dict[str, int]:
    """The rank of each unit as printed; blanks and what is no rank are left out."""
    column = table.one("rank")
    ranks = {row.unit: rank_in(row.texts[column.index]) for row in table.rows} if column else {}
    return {unit: rank for unit, rank in ranks.items() if rank is not None}


def column_summaries(
    table: PublishedTable, column: Column, values: Mapping[str, Fraction], rules: Rules | None
) -> Iterator[Expected]:
    """The means, sums and percentages printed below `column`, whose values are `values`."""
    known = [values[row.unit] for row in table.rows if row.unit in values]
    if not known or any(row.unit not in values for row in table.rows if not row.absent):
        return
    total, maximum = sum(known, Fraction(0)), maximum_of(column, table, rules)
    for row in table.summaries:
        printed = row.texts[column.index]
        if number_in(printed) is None:
            continue
        if row.kind == "mean":
            yield _summary("mean", row, column, total / len(known), Cause(Reason.MEAN_DIFFERS))
        elif row.kind == "sum":
            yield _summary("sum", row, column, total, Cause(Reason.DOES_NOT_ADD_UP))
        elif row.kind == "percent" and maximum:
            share = 100 * total / len(known) / maximum
            yield _summary(
                "percent", row, column, share, Cause(Reason.PERCENT_DIFFERS, {"maximum": for_people(maximum)})
            )


def _summary(kind: Kind, row: SummaryRow, column: Column, value: Fraction, cause: Cause) -> Expected:
    printed = row.texts[column.index]
    computed, number = as_printed(value, printed), number_in(printed)
    step = exact(number_in(computed) or 0) - exact(number or 0)
    others = [text for i, text in row.texts.items() if i != column.index]
    if 0 < value - exact(number or 0) < abs(step):
        cause = Cause(Reason.CUT_OFF)
    text, holds = as_beside(value, printed, others), agrees(printed, value)
    return Expected(kind, row.label, row.number, column, printed, text, holds, cause)


def _ranks(table: PublishedTable, totals: Mapping[str, Fraction], method: RankMethod) -> Iterator[Expected]:
    column, printed = table.one("rank"), printed_ranks(table)
    expected = expected_ranks(to_rank(totals, printed, method), method)
    for row in table.rows if column else ():
        assert column
        if row.unit in printed and row.unit in totals:
            rank, text = expected[row.unit], row.texts[column.index]
            holds, cause = printed[row.unit] == rank, Cause(Reason.RANK_MISPRINTED)
            yield Expected("rank", row.unit, row.number, column, text, str(rank), holds, cause)


def _grades(table: PublishedTable, totals: Mapping[str, Fraction], rules: Rules | None) -> Iterator[Expected]:
    column = table.one("grade")
    if column is None:
        return
    printed = {
        row.unit: row.texts[column.index] for row in table.rows if row.texts[column.index] and not row.absent
    }
    numbers = {row.unit: row.number for row in table.rows}
    if rules is None:
        for unit, grade in orderly_grades(totals, printed).items():
            cause = Cause(Reason.GRADE_OUT_OF_ORDER)
            yield Expected(
                "grade", unit, numbers[unit], column, printed[unit], grade, printed[unit] == grade, cause
            )
        return
    for unit, band in bands(table, totals, rules).items():
        if unit in printed:
            name = band.name.vi if band else None
            reason = Reason.WRONG_GRADE if band else Reason.NO_GRADE
            cause = Cause(reason, {"total": for_people(totals[unit])})
            holds = says_band(printed[unit], band)
            yield Expected("grade", unit, numbers[unit], column, printed[unit], name, holds, cause)


def bands(table: PublishedTable, totals: Mapping[str, Fraction], rules: Rules) -> dict[str, GradeBand | None]:
    """The grade of each unit by the rules, None where they have none for its total."""
    parts = table.having("component", "appraised")
    domains = {
        row.unit: {each.code: value for each in parts if (value := cell_value(row, each)) is not None}
        for row in table.rows
    }
    return expected_grades(rules.framework, rules.unit_type, totals, domains)


def _percents(table: PublishedTable, totals: Mapping[str, Fraction], rules: Rules | None) -> Iterator[Expected]:
    columns = table.having("percent")
    if len(columns) != 1 or rules is None:
        return
    maximum = maximum_of(columns[0], table, rules) or Fraction(0)
    for row in table.rows:
        printed = row.texts[columns[0].index]
        if row.unit in totals and maximum and number_in(printed) is not None:
            share, cause = (
                100 * totals[row.unit] / maximum,
                Cause(Reason.PERCENT_DIFFERS, {"maximum": for_people(maximum)}),
            )
            holds, text = agrees(printed, share), as_beside(share, printed, beside(table, row, columns[0]))
            yield Expected("percent", row.unit, row.number, columns[0], printed, text, holds, cause)
