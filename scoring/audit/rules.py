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

__all__ = ["Rules", "infer_unit_type", "maximum_of", "most_of"]


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
    """The set, the first of several, whose parts and maxima contradict the fewest cells the tables print."""
    scores = [
        (table, column) for table in tables for column in table.columns if column.role in {"component", "total"}
    ]

    def contradicted(unit_type: str) -> int:
        rules = Rules(framework, unit_type)
        return sum(_above(table, column, most_of(column, table, rules)) for table, column in scores)

    return min(framework.sets, key=contradicted)


def maximum_of(column: Column, table: PublishedTable, rules: Rules | None) -> Fraction | None:
    """The most points of a column: by the framework, or by the table's own row of maxima."""
    if rules and column.role == "component":
        return rules.maximum(column.code)
    if rules and column.role in {"total", "percent"}:
        return exact(rules.framework.set_for(rules.unit_type).max_score)
    printed = [row for row in table.summaries if row.kind == "maximum"]
    return cell_value(printed[0], column) if printed else None


def most_of(column: Column, table: PublishedTable, rules: Rules | None) -> Fraction | None:
    """What no cell of a column may exceed; None where it is unknown, as for a total with bonus points."""
    if column.role == "component":
        return maximum_of(column, table, rules)
    parts = table.having("component", column.side)
    if rules:
        unit_set = rules.framework.set_for(rules.unit_type)
        return None if unit_set.bonus else exact(unit_set.max_score)
    bounded = all(maximum_of(part, table, rules) is not None for part in parts)
    return maximum_of(column, table, rules) if bounded else None


def _above(table: PublishedTable, column: Column, maximum: Fraction | None) -> int:
    """How many cells of the column exceed its maximum; all, for a part that the set does not have."""
    if maximum is None:
        return len(table.rows) if column.role == "component" else 0
    values = [cell_value(row, column) for row in table.rows]
    return sum(value is not None and value > maximum for value in values)
