"""Score sheets: `unit,<criterion>_self,<criterion>_appraised,…`, units by code, name or alias.

A report that prints no criteria is a sheet with the columns `self_score` and `appraised_score`: totals.
"""

from __future__ import annotations

from pathlib import Path

from bot.province.facts import ByUnit
from bot.province.sheets import read_records
from bot.province.unit_names import Units
from scoring import Entry, Fault, Framework, TableInvalid, UnitSheet
from scoring.sheet import sheet_faults
from scoring.table import parse_records
from scoring.totals import TOTAL

__all__ = ["read_scores"]


def read_scores(path: Path, units: Units | None, framework: Framework | None) -> ByUnit[Entry]:
    """Unit code → criterion → its entry. Without `units` or `framework` only the sheet itself is looked at.

    Raises `TableInvalid` for an unknown unit or a score that cannot be.
    """
    table = parse_records(read_records(path))
    faults: list[Fault] = []
    scores: dict[str, dict[str, Entry]] = {}
    for row in table.rows if units else ():
        where = f"row {row.number}"
        unit = units.named(row.unit) if units else None
        if unit is None:
            faults.append(Fault(where, "There is no unit “{name}” in the unit list.", name=row.unit))
            continue
        if unit.code in scores:
            faults.append(Fault(where, "The unit “{name}” is there twice.", name=row.unit))
        scores[unit.code] = dict(row.entries)
        if row.total and table.has_only_totals:
            scores[unit.code] = {TOTAL: row.total}
        if framework and unit.type not in framework.sets:
            reason = "The framework has no set for unit type {code}."
            faults.append(Fault(where, reason, code=unit.type))
        elif framework:
            sheet = UnitSheet(scores[unit.code], {})
            faults += (
                Fault(f"{where}, {fault.where}", fault.reason, **fault.params)
                for fault in sheet_faults(framework, framework.set_for(unit.type), sheet)
            )
    if faults:
        raise TableInvalid(faults)
    return scores
