"""What is known about units besides points and ballots: indicators, cases of bonus and penalty, decisions.

Three kinds of sheets, CSV or a workbook, units by code, name or alias:

- `unit,<indicator>,…`, an empty cell being "not imported", which is never zero;
- `unit,item,number,decided,waived_reason,waived_by,waived_on`, the last four empty where nothing was decided;
- `unit,criterion,value,reason,author,date`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias, TypeVar

from bot.app.package import UnitPlan
from bot.province.table import Row, read_table
from bot.province.unit_names import Units
from scoring import Cases, Framework, Override, Ruling, UnitSet
from scoring.adjustment import case_faults
from scoring.indicator import import_faults
from scoring.ruling import override_faults

__all__ = ["ByUnit", "read_cases", "read_indicators", "read_overrides"]

_T = TypeVar("_T")
ByUnit: TypeAlias = Mapping[str, Mapping[str, _T]]
"""Unit code → code of an indicator, an item or a criterion → what is known."""

WAIVER = ("waived_reason", "waived_by", "waived_on")

_COMPLETE = Ruling("-", "-", date.min)
"""Stands in for a decision while the rest of its row is checked: what it lacks itself has faults of its own."""


def read_indicators(path: Path, units: Units | None, framework: Framework | None) -> ByUnit[Decimal]:
    """The imported numbers. Without `units` or `framework`, here as below, only the sheet itself is looked at.

    Raises `TableInvalid` with every fault, as the others do.
    """
    table = read_table(path, ["unit"], others=True)
    names = [column for column in table.columns if column != "unit"]
    if framework:
        header = Row(1, {}, table.faults)
        for name in names:
            header.take(name, list(import_faults(framework.indicators, {name: Decimal(0)})))
    known: dict[str, dict[str, Decimal]] = {}
    for row in table.rows:
        unit, _ = _unit(row, units, framework)
        values = {name: row.decimal(name) for name in names}
        if unit and unit.code in known:
            row.fault("unit", "The unit “{name}” is there twice.", name=row.cells["unit"])
        elif unit:
            known[unit.code] = {name: value for name, value in values.items() if value is not None}
    table.finish()
    return known


def read_cases(path: Path, units: Units | None, framework: Framework | None) -> ByUnit[Cases]:
    """How often each bonus or penalty item applied, and what the council decided about it."""
    table = read_table(path, ["unit", "item", "number", "decided", *WAIVER])
    known: dict[str, dict[str, Cases]] = {}
    for row in table.rows:
        unit, rules = _unit(row, units, framework)
        item, number, decided = row.text("item"), row.count("number"), row.decimal("decided")
        waived = _ruling(row, *WAIVER) if any(row.cells[column] for column in WAIVER) else None
        if rules and item and number is not None:
            _check_cases(row, rules, item, Cases(number, decided, waived))
        _keep(known, row, unit, "item", Cases(number or 0, decided, waived))
    table.finish()
    return known


def read_overrides(path: Path, units: Units | None, framework: Framework | None) -> ByUnit[Override]:
    """Points granted by discretion (vận dụng), each with its reason, author and date."""
    table = read_table(path, ["unit", "criterion", "value", "reason", "author", "date"])
    known: dict[str, dict[str, Override]] = {}
    for row in table.rows:
        unit, rules = _unit(row, units, framework)
        criterion = row.text("criterion")
        value = (row.decimal("value") if row.text("value") else None) or Decimal(0)
        ruling = _ruling(row, "reason", "author", "date")
        if rules and criterion:
            _check_override(row, rules, criterion, value)
        _keep(known, row, unit, "criterion", Override(value, ruling or _COMPLETE))
    table.finish()
    return known


def _unit(row: Row, units: Units | None, framework: Framework | None) -> tuple[UnitPlan | None, UnitSet | None]:
    """The unit of a row and the rules by which it is scored."""
    unit = row.unit(units)
    if unit is None or framework is None:
        return unit, None
    if unit.type not in framework.sets:
        row.fault("unit", "The framework has no set for unit type {code}.", code=unit.type)
        return None, None
    return unit, framework.set_for(unit.type)


def _ruling(row: Row, why: str, who: str, when: str) -> Ruling | None:
    """A decision: why, whose it is, and when it was made. None, with a fault, where it says no day."""
    reason, author, day = row.text(why), row.text(who), row.day(when)
    return Ruling(reason, author, day) if day else None


def _check_cases(row: Row, rules: UnitSet, item: str, given: Cases) -> None:
    """Each fault goes to the column from which on the rules refuse the row."""
    for column, part in (("item", Cases(0)), ("number", Cases(given.number))):
        if row.take(column, list(case_faults(rules, {item: part}))):
            return
    row.take("decided", list(case_faults(rules, {item: given._replace(waived=None)})))
    if given.waived:
        row.take("waived_reason", list(case_faults(rules, {item: Cases(given.number, None, _COMPLETE)})))


def _check_override(row: Row, rules: UnitSet, criterion: str, value: Decimal) -> None:
    column = "value" if any(leaf.code == criterion for _, leaf in rules.leaves) else "criterion"
    row.take(column, list(override_faults(rules, {criterion: Override(value, _COMPLETE)})))


def _keep(known: dict[str, dict[str, _T]], row: Row, unit: UnitPlan | None, column: str, value: _T) -> None:
    """Note `value` under the unit and the code in `column`; once only."""
    if unit is None:
        return
    code, own = row.cells[column], known.setdefault(unit.code, {})
    if code in own:
        row.fault(column, "{code} of the unit “{name}” is there twice.", code=code, name=row.cells["unit"])
    own[code] = value
