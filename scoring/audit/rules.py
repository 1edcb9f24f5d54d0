"""The rules by which a table is audited: a framework's, or what the table says of itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from scoring.audit.header import Column
from scoring.audit.ranking import RankMethod
from scoring.audit.reading import PublishedTable
from scoring.audit.totals import cell_value
from scoring.framework import Framework
from scoring.rounding import exact

__all__ = ["Rules", "infer_unit_type", "maximum_of"]


@dataclass(frozen=True, slots=True)
class Rules:
    """A framework and the type of unit in the table."""

    framework: Framework
    unit_type: str

    @property
    def method(self) -> RankMethod:
        """How ties are counted."""
        return self.framework.ranking.method

    def maximum(self, code: str) -> Fraction | None:
        """The maximum of the domain or criterion `code`, None when there is none."""
        unit_set = self.framework.set_for(self.unit_type)
        scored = [*unit_set.domains, *(leaf for _, leaf in unit_set.leaves)]
        return next((exact(each.max_score) for each in scored if each.code == code), None)


def infer_unit_type(framework: Framework, tables: Iterable[PublishedTable]) -> str:
    """The first set that has every part the tables print and no maximum below a printed score; else the first."""
    parts = [(table, column) for table in tables for column in table.having("component")]
    for unit_type in framework.sets:
        rules = Rules(framework, unit_type)
        if all(_fits(table, column, rules.maximum(column.code)) for table, column in parts):
            return unit_type
    return next(iter(framework.sets))


def maximum_of(column: Column, table: PublishedTable, rules: Rules | None) -> Fraction | None:
    """The most points of a column: by the framework, or by the table's own row of maxima."""
    if rules and column.role == "component":
        return rules.maximum(column.code)
    if rules and column.role in {"total", "percent"}:
        return exact(rules.framework.set_for(rules.unit_type).max_score)
    printed = [row for row in table.summaries if row.kind == "maximum"]
    return cell_value(printed[0], column) if printed else None


def _fits(table: PublishedTable, column: Column, maximum: Fraction | None) -> bool:
    values = [cell_value(row, column) for row in table.rows]
    return maximum is not None and all(value is None or value <= maximum for value in values)
