"""Small steps that every stage takes."""

from __future__ import annotations

from surveys.errors import Rejected
from surveys.inputs import Event, Go, Input, Pick, Step, Type
from surveys.interview import Interview, Stage
from surveys.model import Questionnaire
from surveys.outline import Outline, outline

__all__ = ["ask", "begin", "changed", "enter_unit", "number_of", "to_review"]

MAX_NUMBER_DIGITS = 6
"""Digits read of a typed line number; no list is that long."""


def changed(interview: Interview, *events: Event, **fields: object) -> Step:
    """The interview with `fields` set, as a new revision."""
    fields["revision"] = interview.revision + 1
    return Step(interview.model_copy(update=fields), events)


def ask(interview: Interview, key: str, *events: Event, editing: bool = False) -> Step:
    """To the question `key`, with the first page of its options."""
    return changed(interview, *events, stage=Stage.ASKING, at=key, editing=editing, page=0)


def begin(questionnaire: Questionnaire, interview: Interview, *events: Event) -> Step:
    """To the first question, or straight to the review where nothing is asked."""
    plan = outline(questionnaire, interview)
    return ask(interview, plan.slots[0].key, *events) if plan.slots else to_review(interview, plan, *events)


def to_review(interview: Interview, plan: Outline, *events: Event) -> Step:
    """To the review, or to the first thing that must be answered before it."""
    if plan.missing:
        return ask(interview, plan.missing[0].key, *events, editing=True)
    return changed(interview, *events, stage=Stage.REVIEW, at=None, editing=False, page=0)


def enter_unit(questionnaire: Questionnaire, interview: Interview, unit: str, *, editing: bool) -> Step:
    """To the first question about the unit that misses an answer, or to its first; looking changes nothing."""
    slots = outline(questionnaire, interview).of_unit(unit)
    first = next((slot for slot in slots if slot.missing), slots[0])
    return ask(interview, first.key, editing=editing)


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
