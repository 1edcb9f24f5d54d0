"""A province in a box, as read from its folder: everything `load` writes into the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.app.entities import RoundStatus
from bot.app.privacy import Privacy
from scoring import Entries, Framework, UnitFacts
from surveys import Questionnaire, Texts

__all__ = ["CampaignPlan", "DeadlinePlan", "ProvincePackage", "RoundPlan", "UnitPlan"]


@dataclass(frozen=True)
class UnitPlan:
    code: str
    type: str
    name: Texts
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class DeadlinePlan:
    code: str
    title: Texts
    due_at: datetime
    unit_types: tuple[str, ...]


@dataclass(frozen=True)
class CampaignPlan:
    """`units` are the codes of the units rated. `seats` papers are wanted about each of them, or in all where one
    paper rates several, of which `enough` finished ones suffice. Where `per_ticket`, every invitation is worth one
    paper, also to the same person."""

    code: str
    title: Texts
    respondent_group: str
    questionnaire: Questionnaire
    opens_at: datetime | None
    closes_at: datetime | None
    units: tuple[str, ...]
    seats: int
    enough: int | None = None
    per_ticket: bool = False


@dataclass(frozen=True)
class RoundPlan:
    """`scores`: unit code → leaf code → points entered. `replay`: a past calendar, moved when first loaded.

    `facts`: unit code → its cases, indicators, traits and decisions.
    """

    code: str
    title: Texts
    status: RoundStatus
    framework: Framework
    scores: Mapping[str, Entries]
    replay: bool
    deadlines: tuple[DeadlinePlan, ...]
    campaigns: tuple[CampaignPlan, ...]
    facts: Mapping[str, UnitFacts] = field(default_factory=dict)


@dataclass(frozen=True)
class ProvincePackage:
    """`timezone` is the clock by which the times in the folder were read."""

    code: str
    name: Texts
    units: tuple[UnitPlan, ...]
    rounds: tuple[RoundPlan, ...]
    privacy: Privacy
    timezone: str = "Asia/Ho_Chi_Minh"
