"""What goes into a step and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from surveys.interview import Answer, Consent, Interview, Pace

__all__ = [
    "Act",
    "Action",
    "Completed",
    "Consented",
    "Event",
    "Go",
    "Input",
    "Pick",
    "Refused",
    "Restarted",
    "Speak",
    "Step",
    "Type",
]


class Action(StrEnum):
    """What a person can do besides answering."""

    AGREE = "agree"
    REFUSE = "refuse"
    BACK = "back"
    SKIP = "skip"
    NEXT = "next"
    LESS = "less"
    MORE = "more"
    SKIP_UNIT = "skip_unit"
    UNITS = "units"
    REVIEW = "review"
    PAUSE = "pause"
    RESUME = "resume"
    RESTART = "restart"
    RESTART_NOW = "restart_now"
    SEND = "send"


@dataclass(frozen=True)
class Pick:
    """The option with this number, from 1, was tapped."""

    number: int


@dataclass(frozen=True)
class Type:
    """This text was typed."""

    text: str


@dataclass(frozen=True)
class Act:
    """An action was tapped."""

    action: Action


@dataclass(frozen=True)
class Go:
    """From a list (the review, the units) go to the line with this number, from 1."""

    number: int


@dataclass(frozen=True)
class Speak:
    """Go on in this language; everything else stays."""

    language: str


Input = Pick | Type | Act | Go | Speak


@dataclass(frozen=True)
class Consented:
    consent: Consent


@dataclass(frozen=True)
class Refused:
    pass


@dataclass(frozen=True)
class Restarted:
    pass


@dataclass(frozen=True)
class Completed:
    """The paper was sent. `answers` and `pace` hold the slots of the final outline only."""

    answers: dict[str, Answer]
    pace: Mapping[str, Pace] = field(default_factory=dict)


Event = Consented | Refused | Restarted | Completed


@dataclass(frozen=True)
class Step:
    interview: Interview
    events: tuple[Event, ...] = ()
