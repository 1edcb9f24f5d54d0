"""What scoring and releasing need from the storage: frameworks, points, facts, and the counts of answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.app.entities import Campaign, Round
from scoring import CellKey, Entries, Framework, UnitFacts
from scoring.release import Counted
from surveys import Questionnaire

__all__ = ["Releases", "Scores"]


class Scores(Protocol):
    async def framework(self, round_: Round) -> Framework: ...
    async def unit_count(self, round_: Round, unit_type: str) -> int:
        """How many units of the type there are."""

    async def entries(
        self, round_: Round, unit_type: str, units: Sequence[str] | None = None
    ) -> Mapping[str, Entries]:
        """Unit code → criterion → points entered, for every unit of the type, or for those named."""

    async def facts(self, round_: Round, unit_type: str) -> Mapping[str, UnitFacts]:
        """Unit code → what else is known about it, for the units of the type about which something is."""

    async def cells(self, round_: Round, units: Sequence[str]) -> Mapping[CellKey, int]:
        """The released counts of these units: what is scored and shown. Those of 0 are left out."""

    async def questionnaires(self, round_: Round) -> Mapping[str, Questionnaire]:
        """Campaign code → the questionnaire its ballots were answered on."""


class Releases(Protocol):
    """The counts as they are and as they are released (`scoring.release`)."""

    async def waiting(self) -> Sequence[tuple[Campaign, Mapping[str, int]]]:
        """Campaigns with ballots that are not released; of which units (by code), and how many."""

    async def hold(self) -> None:
        """Wait for the papers being counted and let no further one in until the transaction ends."""

    async def cells(
        self, campaign: Campaign, units: Sequence[str] | None
    ) -> Mapping[str, Mapping[CellKey, Counted]]:
        """Code of each of `units` (`None`: all) → its cells in the campaign."""

    async def put(self, campaign: Campaign, released: Mapping[CellKey, int]) -> None:
        """Note the new released counts."""
