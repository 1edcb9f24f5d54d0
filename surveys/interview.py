"""The interview: everything the engine knows about one person's paper, as one immutable JSON value.

It names no person and no channel. Whoever stores it can resume it on another process, device or day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

__all__ = ["Answer", "Consent", "Interview", "Stage", "slot_key"]

Answer = str | tuple[str, ...]
"""One canonical answer: a choice's name, a decimal string, an ISO date, a text; a tuple of names where several
choices may be picked. An unanswered question has no entry; an empty answer does not exist."""


class Stage(StrEnum):
    """Where the conversation stands."""

    LANGUAGE = "language"
    NOTICE = "notice"
    ASKING = "asking"
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


class Interview(_Data):
    """The state of one paper.

    `revision` grows with every change; a button carries the revision it was drawn for, so that a stale tap is
    recognised. `at` is the key of the slot being asked (see `slot_key`) while `stage` is ASKING.
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
    paused: bool = False
    consent: Consent | None = None
    revision: int = 0


def slot_key(question: str, unit: str | None) -> str:
    """The key of an answer: the question's name, with the rated unit in brackets inside a repeat."""
    return f"{question}[{unit}]" if unit else question
