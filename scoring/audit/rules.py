"""The rules by which a table is audited: a framework's, or what the table says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.adjustment_rule import AdjustmentItem
from scoring.audit.domains import with_codes
from scoring.audit.header import Column
from scoring.audit.ranking import RankMethod
from scoring.audit.reading import PublishedTable
from scoring.audit.totals import cell_value
from scoring.criterion import Scored
from scoring.framework import Framework, UnitSet
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
        return next((exact(each.max_score) for each in self._scored() if each.code == code), None)

    def name(self, code: str) -> str:
        """What the domain or criterion `code` is called; the tables are Vietnamese."""
        return next(each.name.vi for each in self._scored() if each.code == code)

    def _scored(self) -> list[Scored]:
        unit_set = self.framework.set_for(self.unit_type)
        return [*unit_set.domains, *(leaf for _, leaf in unit_set.leaves)]


def infer_unit_type(
    framework: Framework, tables: Iterable[PublishedTable], aliases: Mapping[str, str] | None = None
) -> str:
    """The set, the first of several, whose parts and maxima contradict the fewest cells the tables print."""
    printed = list(tables)

    def contradicted(unit_type: str) -> int:
        rules = Rules(framework, unit_type)
        coded = [with_codes(table, framework.set_for(unit_type), aliases or {}) for table in printed]
        scores = [(table, each) for table in coded for each in table.columns if each.role in {"component", "total"}]
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
    """What no cell of a column may exceed; None where it is unknown, as for a total with a bonus without end."""
    if column.role == "component":
        return maximum_of(column, table, rules)
    parts = table.having("component", column.side)
    if rules:
        unit_set = rules.framework.set_for(rules.unit_type)
        bonus = _bonus_most(unit_set)
        return None if bonus is None else exact(unit_set.max_score) + bonus
    bounded = all(maximum_of(part, table, rules) is not None for part in parts)
    return maximum_of(column, table, rules) if bounded else None


def _bonus_most(unit_set: UnitSet) -> Fraction | None:
    """The most bonus points there are: the common cap, or what the items give; None where a unit may have any."""
    if unit_set.bonus is None:
        return Fraction(0)
    if unit_set.bonus.cap is not None:
        return exact(unit_set.bonus.cap)
    each = [_item_most(item, unit_set) for item in unit_set.bonus.items]
    known = [points for points in each if points is not None]
    return sum(known, Fraction(0)) if len(known) == len(each) else None


def _item_most(item: AdjustmentItem, unit_set: UnitSet) -> Fraction | None:
    share = None
    if item.percent is not None:
        domains = [each for each in unit_set.domains if not item.domains or each.code in item.domains]
        share = sum((exact(each.max_score) for each in domains), Fraction(0)) * exact(item.percent) / 100
    known = [points for points in (share, None if item.cap is None else exact(item.cap)) if points is not None]
    return min(known, default=None)


def _above(table: PublishedTable, column: Column, maximum: Fraction | None) -> int:
    """How many cells of the column exceed its maximum; all, for a part that the set does not have."""
    if maximum is None:
        return len(table.rows) if column.role == "component" else 0
    values = [cell_value(row, column) for row in table.rows]
    return sum(value is not None and value > maximum for value in values)
