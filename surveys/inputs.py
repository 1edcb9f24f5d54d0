"""What goes into a step and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from surveys.interview import Answer, Consent, Interview

__all__ = [
    "SIGNS",
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


SIGNS = {
    "<": Action.BACK,
    ">": Action.NEXT,
    "-": Action.SKIP,
    "x": Action.SKIP_UNIT,
    "?": Action.UNITS,
    "=": Action.REVIEW,
    "*": Action.PAUSE,
    "!": Action.SEND,
}
"""Actions by typing, for channels without buttons. None of these is an answer to anything but a free text, where a
single sign would say nothing."""


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
    """The paper was sent. `answers` holds the slots of the final outline only."""

    answers: dict[str, Answer]


Event = Consented | Refused | Restarted | Completed


@dataclass(frozen=True)
class Step:
    interview: Interview
    events: tuple[Event, ...] = ()
