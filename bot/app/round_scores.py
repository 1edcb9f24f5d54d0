"""The scores of a round: everything that is known about its units, put together and scored in one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.app.entities import Round, Unit
from bot.app.ports import Transaction
from scoring import (
    CellKey,
    Framework,
    Scales,
    Standing,
    UnitFacts,
    UnitScore,
    UnitSheet,
    compares_units,
    score_sheet,
    score_units,
    unit_extremes,
)
from surveys import Questionnaire, option_points

__all__ = ["RoundScores"]


@dataclass(frozen=True)
class RoundScores:
    """The rules of one round and the units of one type in it. Only released counts of ballots come into it.

    `forms` are the questionnaires by campaign.
    """

    tx: Transaction
    round: Round
    unit_type: str
    framework: Framework
    forms: Mapping[str, Questionnaire]
    scales: Scales

    @classmethod
    async def of(cls, tx: Transaction, round_: Round, unit_type: str) -> RoundScores:
        forms = await tx.scores.questionnaires(round_)
        scales = {code: option_points(form) for code, form in forms.items()}
        return cls(tx, round_, unit_type, await tx.scores.framework(round_), forms, scales)

    async def standings(self) -> tuple[Standing, ...]:
        """Every unit of the type, best first."""
        return score_units(self.framework, self.unit_type, await self.sheets(), self.scales)

    async def score(self, unit: Unit) -> UnitScore:
        """One unit's score. The others are read only where points come from comparing with them."""
        if not compares_units(self.framework, self.unit_type):
            sheets = await self.sheets([unit.code])
            return score_sheet(self.framework, self.unit_type, sheets[unit.code], self.scales)
        sheets = await self.sheets()
        extremes = unit_extremes(self.framework, self.unit_type, list(sheets.values()), self.scales)
        return score_sheet(self.framework, self.unit_type, sheets[unit.code], self.scales, extremes)

    async def sheets(self, units: Sequence[str] | None = None) -> dict[str, UnitSheet]:
        """Unit code → its sheet, in the province's order; all units of the type unless `units` are named."""
        entries = await self.tx.scores.entries(self.round, self.unit_type, units)
        facts = await self.tx.scores.facts(self.round, self.unit_type)
        cells = await self.tx.scores.cells(self.round, list(entries))
        by_unit: dict[str, dict[CellKey, int]] = {code: {} for code in entries}
        for key, count in cells.items():
            by_unit[key.unit][key] = count
        return {code: UnitSheet(own, by_unit[code], facts.get(code, UnitFacts())) for code, own in entries.items()}
