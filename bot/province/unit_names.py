"""What sheets may call a unit: its code, its name or one of its aliases."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from bot.app.package import UnitPlan
from scoring.audit.names import folded

__all__ = ["Units"]


class Units:
    """The units of a province by every name that a sheet may call them: code, name or alias."""

    def __init__(self, units: tuple[UnitPlan, ...]) -> None:
        self.all = units

    def named(self, name: str) -> UnitPlan | None:
        return self._names.get(folded(name))

    @cached_property
    def _names(self) -> Mapping[str, UnitPlan]:
        return {folded(name): unit for unit in self.all for name in (unit.code, unit.name["vi"], *unit.aliases)}
