"""The unit list: `code,type,name_vi,name_en,aliases`, aliases separated by `|`."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from bot.app.package import UnitPlan
from bot.province.errors import PackageInvalid
from bot.province.schema import CODE
from bot.province.sheets import read_records
from surveys import Fault

__all__ = ["Units", "plain", "read_units"]

COLUMNS = ("code", "type", "name_vi", "name_en", "aliases")
MAX_UNITS = 5_000
"""More than the communes of any province before the mergers of 2025."""


def read_units(path: Path) -> tuple[UnitPlan, ...]:
    """The units of the list, in its order.

    Raises `PackageInvalid` naming row and column of every fault, `TableInvalid` for what is no table.
    """
    header, *lines = read_records(path)
    columns = [name.strip() for name in header]
    missing = [column for column in COLUMNS if column not in columns]
    if missing:
        raise PackageInvalid([Fault(path.name, "The column {column} is missing.", column=c) for c in missing])
    filled = [
        (number, line) for number, line in enumerate(lines, 2) if any(map(str.strip, line))
    ]  # 1 is the header
    wrong = [number for number, line in filled if len(line) != len(columns)]
    if wrong:
        raise PackageInvalid([Fault(f"row {n}", "The row has more or fewer cells than the header.") for n in wrong])
    return _units(path.name, [(number, dict(zip(columns, line, strict=True))) for number, line in filled])


def _units(name: str, rows: list[tuple[int, dict[str, str]]]) -> tuple[UnitPlan, ...]:
    faults: list[Fault] = []
    units: dict[str, UnitPlan] = {}
    names: dict[str, str] = {}
    if len(rows) > MAX_UNITS:
        raise PackageInvalid([Fault(name, "There are more than {limit} units.", limit=MAX_UNITS)])
    for number, row in rows:
        values = {column: row[column].strip() for column in COLUMNS}
        for column in ("code", "type"):
            if not CODE.fullmatch(values[column]):
                faults.append(
                    Fault(
                        f"row {number} ({column})",
                        "“{value}” is no code: lower-case letters without marks, digits and _.",
                        value=values[column],
                    )
                )
        for column in ("name_vi", "name_en"):
            if not values[column]:
                faults.append(Fault(f"row {number} ({column})", "A name is missing."))
        if values["code"] in units:
            faults.append(Fault(f"row {number} (code)", "The code {code} is used twice.", code=values["code"]))
            continue
        aliases = tuple(alias.strip() for alias in values["aliases"].split("|") if alias.strip())
        for called in {plain(each): each for each in (values["code"], values["name_vi"], *aliases) if each}.items():
            faults += _taken(number, called, values["code"], names)
        name_ = {"vi": values["name_vi"], "en": values["name_en"]}
        units[values["code"]] = UnitPlan(values["code"], values["type"], name_, aliases)
    if not units and not faults:
        faults.append(Fault(name, "The list has no units."))
    if faults:
        raise PackageInvalid(faults)
    return tuple(units.values())


def _taken(number: int, called: tuple[str, str], code: str, names: dict[str, str]) -> list[Fault]:
    """A name or alias that already means another unit; a score sheet could not tell the two apart."""
    key, name = called
    other = names.setdefault(key, code)
    if other == code:
        return []
    return [Fault(f"row {number}", "The name “{name}” already means {other}.", name=name, other=other)]


def plain(name: str) -> str:
    """Without differences of case, Unicode form and blanks: none of these tells two units apart."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


class Units:
    """The units of a province by every name that a sheet may call them: code, name or alias."""

    def __init__(self, units: tuple[UnitPlan, ...]) -> None:
        self.all = units

    def named(self, name: str) -> UnitPlan | None:
        return self._names.get(plain(name))

    @cached_property
    def _names(self) -> Mapping[str, UnitPlan]:
        return {plain(name): unit for unit in self.all for name in (unit.code, unit.name["vi"], *unit.aliases)}
