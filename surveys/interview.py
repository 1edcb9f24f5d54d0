"""The interview: everything the engine knows about one person's paper, as one immutable JSON value.

It names no person and no channel. Whoever stores it can resume it on another process, device or day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, field_validator

__all__ = ["Answer", "Consent", "Hold", "Interview", "Pace", "Stage", "slot_key"]

Answer = str | tuple[str, ...]
"""One canonical answer: a choice's name, a decimal string, an ISO date, a text; a tuple of names where several
choices may be picked. An unanswered question has no entry; an empty answer does not exist."""


class Stage(StrEnum):
    """Where the conversation stands."""

    LANGUAGE = "language"
    NOTICE = "notice"
    ASKING = "asking"
    UNITS = "units"
    """The list of the rated units: what is done, what is left."""
    REVIEW = "review"
    SENT = "sent"
    REFUSED = "refused"


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Consent(_Data):
    """Proof of consent: which notice was shown, in which language, and when it was agreed to (aware UTC)."""

    notice: str
    language: str
    at: datetime


class Hold(StrEnum):
    """Why a paper is not being answered although it could be."""

    NONE = "none"
    PAUSED = "paused"
    RESTARTING = "restarting"
    """The person is asked whether to begin anew, which would drop the answers."""


class Pace(StrEnum):
    """How long an answer took, as coarsely as it is ever kept (`surveys.pace`)."""

    FAST = "fast"
    NORMAL = "normal"
    SLOW = "slow"


class Interview(_Data):
    """The state of one paper.

    `revision` grows with every change; a button carries the revision it was drawn for, so that a stale tap is
    recognised. `at` is the key of the slot being asked (see `slot_key`) while `stage` is ASKING; the list of units
    keeps it for the way back.
    """

    stage: Stage = Stage.LANGUAGE
    language: str | None = None
    unit: str | None = None
    """Code of the unit that the whole paper is about; `None` where the paper rates several units."""
    units: tuple[str, ...] = ()
    """Codes of the units to rate, in the order drawn for this paper."""
    answers: Mapping[str, Answer] = {}
    at: str | None = None
    editing: bool = False
    """The person jumped back from the review and returns there after the answer."""
    hold: Hold = Hold.NONE
    skipped: tuple[str, ...] = ()
    """Units that the person has no information about: they are not asked and not counted."""
    enough: int | None = None
    """So many finished units are enough to send the paper, by the campaign's policy; `None`: all that are left."""
    page: int = 0
    """Which page of a long list of options is shown, from 0."""
    today: date = date(1970, 1, 1)
    """The day the paper was begun, in the province: what `today()` means, so that resuming changes nothing."""
    notice: str | None = None
    """Version of the privacy notice that the person was shown last."""
    consent: Consent | None = None
    pace: Mapping[str, Pace] = {}
    """How long each answer took when it was first given."""
    since: datetime | None = None
    """Since when the current question is shown, in whole seconds. The next question overwrites it."""
    revision: int = 0

    @field_validator("units", "skipped")
    @classmethod
    def _each_once(cls, units: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(units))


def slot_key(question: str, unit: str | None) -> str:
    """The key of an answer: the question's name, with the rated unit in brackets inside a repeat."""
    return f"{question}[{unit}]" if unit else question
