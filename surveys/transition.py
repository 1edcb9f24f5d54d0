"""Small steps that every stage takes."""

from __future__ import annotations

from surveys.errors import Rejected
from surveys.inputs import Event, Go, Input, Pick, Step, Type
from surveys.interview import Interview

__all__ = ["changed", "number_of"]

MAX_NUMBER_DIGITS = 6
"""Digits read of a typed line number; no list is that long."""


def changed(interview: Interview, *events: Event, **fields: object) -> Step:
    """The interview with `fields` set, as a new revision."""
    fields["revision"] = interview.revision + 1
    return Step(interview.model_copy(update=fields), events)


def number_of(given: Input, last: int, otherwise: Rejected) -> int:
    """The 1-based number that was tapped or typed, up to `last`; raises `otherwise` where it is none."""
    number = None
    if isinstance(given, Pick | Go):
        number = given.number
    elif isinstance(given, Type):
        typed = given.text.strip()
        if typed.isascii() and typed.isdigit():
            number = int(typed[:MAX_NUMBER_DIGITS])
    if number is None or not 1 <= number <= last:
        raise otherwise
    return number
