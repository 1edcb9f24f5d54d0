"""The unit list: `code,type,name_vi,name_en,aliases`, aliases separated by `|`."""

from __future__ import annotations

from pathlib import Path

from bot.app.package import UnitPlan
from bot.province.schema import CODE
from bot.province.table import Row, read_table
from scoring import Fault, TableInvalid
from scoring.audit.names import folded

__all__ = ["COLUMNS", "MAX_UNITS", "read_units"]

COLUMNS = ("code", "type", "name_vi", "name_en", "aliases")
MAX_UNITS = 5_000
"""More than the communes of any province before the mergers of 2025."""


def read_units(path: Path) -> tuple[UnitPlan, ...]:
    """The units of the list, in its order. Raises `TableInvalid` naming row and column of every fault."""
    table = read_table(path, COLUMNS)
    if len(table.rows) > MAX_UNITS:
        raise TableInvalid([Fault("file", "There are more than {limit} units.", limit=MAX_UNITS)])
    units: dict[str, UnitPlan] = {}
    names: dict[str, str] = {}
    for row in table.rows:
        unit = _unit(row)
        if unit.code in units:
            row.fault("code", "The code {code} is used twice.", code=unit.code)
            continue
        for name in {folded(each): each for each in (unit.code, unit.name["vi"], *unit.aliases) if each}.values():
            _take(row, name, unit.code, names)
        units[unit.code] = unit
    if not units and not table.faults:
        table.faults.append(Fault("file", "The list has no units."))
    table.finish()
    return tuple(units.values())


def _unit(row: Row) -> UnitPlan:
    """The unit of a row as it stands, whatever faults it has."""
    code, type_, vi, en, aliases = (row.cells[column] for column in COLUMNS)
    for column, value in (("code", code), ("type", type_)):
        if not CODE.fullmatch(value):
            reason = "“{value}” is no code: lower-case letters without marks, digits and _."
            row.fault(column, reason, value=value)
    for column, value in (("name_vi", vi), ("name_en", en)):
        if not value:
            row.fault(column, "A name is missing.")
    called = tuple(alias.strip() for alias in aliases.split("|") if alias.strip())
    return UnitPlan(code, type_, {"vi": vi, "en": en}, called)


def _take(row: Row, name: str, code: str, names: dict[str, str]) -> None:
    """Note whose name this is: with a name or alias of two units a score sheet could not tell the two apart."""
    other = names.setdefault(folded(name), code)
    if other != code:
        reason = "The name “{name}” already means {other}."
        row.faults.append(Fault(f"row {row.number}", reason, name=name, other=other))
