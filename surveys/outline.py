"""The outline: which questions this interview asks, in order, given what was answered so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveys.errors import BrokenInterview
from surveys.interview import Answer, Interview, slot_key
from surveys.model import Item, Kind, Question, Questionnaire

__all__ = ["Outline", "Slot", "outline"]


@dataclass(frozen=True)
class Slot:
    """One question as asked once: inside a repeat there is one slot per rated unit."""

    question: Question
    unit: str | None = None

    @property
    def key(self) -> str:
        return slot_key(self.question.name, self.unit)


@dataclass(frozen=True)
class Outline:
    """The slots of an interview in the order they are asked."""

    slots: tuple[Slot, ...]

    @property
    def asked(self) -> tuple[Slot, ...]:
        """The slots that want an answer: all but notes."""
        return tuple(slot for slot in self.slots if slot.question.kind is not Kind.NOTE)

    def position(self, key: str | None) -> int:
        """Index of the slot called `key`, from 0."""
        for index, slot in enumerate(self.slots):
            if slot.key == key:
                return index
        raise BrokenInterview(f"no question {key!r} in this questionnaire")

    def missing(self, answers: Mapping[str, Answer]) -> tuple[Slot, ...]:
        """Required slots without an answer."""
        return tuple(slot for slot in self.asked if slot.question.required and slot.key not in answers)


def outline(questionnaire: Questionnaire, interview: Interview) -> Outline:
    """The questions to ask. Calculated values are never asked."""
    return Outline(tuple(_walk(questionnaire.items, interview, None)))


def _walk(items: tuple[Item, ...], interview: Interview, unit: str | None) -> Iterator[Slot]:
    for item in items:
        if isinstance(item, Question):
            if item.kind is not Kind.CALCULATE:
                yield Slot(item, unit)
        elif item.repeat:
            for rated in interview.units:
                yield from _walk(item.items, interview, rated)
        else:
            yield from _walk(item.items, interview, unit)
