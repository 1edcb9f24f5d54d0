"""What the files of one round say: its framework, forms, score sheets and facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from bot.province.facts import ByUnit, read_cases, read_indicators, read_overrides
from bot.province.folder import Folder
from bot.province.scores import read_scores
from bot.province.unit_names import Units
from scoring import Cases, Entry, Framework, FrameworkInvalid, Override, UnitFacts, load_framework
from scoring.place import Place
from surveys import Questionnaire, read_xlsform

__all__ = ["RoundFiles", "read_round_files"]

_T = TypeVar("_T")


@dataclass(frozen=True)
class RoundFiles:
    """The files of a round; what could not be read is `None` or left out, and its faults are kept elsewhere.

    `legible` is the framework, or what the forms can be checked against in one with faults. `forms` are by file
    name, the rest by unit.
    """

    framework: Framework | None
    legible: Framework | None
    forms: Mapping[str, Questionnaire | None]
    scores: ByUnit[Entry]
    indicators: ByUnit[Decimal]
    cases: ByUnit[Cases]
    overrides: ByUnit[Override]

    def facts(self, traits: Mapping[str, frozenset[str]]) -> dict[str, UnitFacts]:
        """Everything but points, for the units about which there is any; `traits` are by unit."""
        known = dict.fromkeys((*self.cases, *self.indicators, *traits, *self.overrides))
        return {
            unit: UnitFacts(
                self.cases.get(unit, {}),
                self.indicators.get(unit, {}),
                traits.get(unit, frozenset()),
                self.overrides.get(unit, {}),
            )
            for unit in known
            if any(unit in sheet and sheet[unit] for sheet in (self.cases, self.indicators, traits, self.overrides))
        }


def read_round_files(folder: Folder, round_: Place, units: Units | None) -> RoundFiles:
    """Every file that the round names, even where `province.yaml` is broken at other places."""
    legible: Framework | None = None

    def read_framework(path: Path) -> Framework:
        nonlocal legible
        try:
            legible = load_framework(path)
        except FrameworkInvalid as invalid:
            legible = invalid.legible
            raise
        return legible

    framework = folder.read(round_["framework"], read_framework)
    forms: dict[str, Questionnaire | None] = {}
    for campaign in round_["campaigns"].items():
        name = (campaign["form"].text or "").strip()
        if name and name not in forms:
            forms[name] = folder.read(campaign["form"], read_xlsform)

    def sheets(kind: str, read: Callable[[Path, Units | None, Framework | None], ByUnit[_T]]) -> ByUnit[_T]:
        return _together(folder, round_[kind].items(), lambda path: read(path, units, framework))

    return RoundFiles(
        framework,
        legible,
        forms,
        sheets("scores", read_scores),
        sheets("indicators", read_indicators),
        sheets("cases", read_cases),
        sheets("overrides", read_overrides),
    )


def _together(folder: Folder, named: Iterable[Place], read: Callable[[Path], ByUnit[_T]]) -> ByUnit[_T]:
    """All sheets of a kind as one: each may hold other units, or other criteria of the same units."""
    known: dict[str, dict[str, _T]] = {}
    for place in named:
        for unit, values in (folder.read(place, read) or {}).items():
            own = known.setdefault(unit, {})
            if again := [code for code in values if code in own]:
                reason = "{codes} of the unit “{name}” stands in another sheet already."
                folder.fault(place.text or "", reason, codes=", ".join(again), name=unit)
            own.update(values)
    return known
