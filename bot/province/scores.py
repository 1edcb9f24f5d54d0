"""Score sheets: `unit,<criterion>_self,<criterion>_appraised,…`, units by code, name or alias."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.app.package import UnitPlan
from bot.province.units import plain
from scoring import Entries, Fault, Framework, TableInvalid, UnknownCode, entry_faults, load_table

__all__ = ["read_scores"]


def read_scores(path: Path, units: tuple[UnitPlan, ...], framework: Framework) -> Mapping[str, Entries]:
    """Unit code → its entries. Raises `TableInvalid` for an unknown unit or a score that cannot be."""
    known = _names(units)
    faults: list[Fault] = []
    scores: dict[str, Entries] = {}
    for row in load_table(path).rows:
        where = f"row {row.number}"
        unit = known.get(plain(row.unit))
        if unit is None:
            faults.append(Fault(where, "There is no unit “{name}” in the unit list.", name=row.unit))
            continue
        if unit.code in scores:
            faults.append(Fault(where, "The unit “{name}” is there twice.", name=row.unit))
        try:
            unit_set = framework.set_for(unit.type)
        except UnknownCode:
            continue  # said once for the whole round
        faults += (
            Fault(f"{where}, {fault.where}", fault.reason, **fault.params)
            for fault in entry_faults(unit_set, row.entries)
        )
        scores[unit.code] = row.entries
    if faults:
        raise TableInvalid(faults)
    return scores


def _names(units: tuple[UnitPlan, ...]) -> dict[str, UnitPlan]:
    return {plain(name): unit for unit in units for name in (unit.code, unit.name["vi"], *unit.aliases)}
