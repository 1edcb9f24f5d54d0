"""The outline: which questions this interview asks, in order, given what was answered so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from surveys.errors import BrokenInterview
from surveys.interview import Answer, Interview, slot_key
from surveys.model import Item, Kind, Question, Questionnaire
from surveys.paper import Paper

__all__ = ["Outline", "Slot", "UnitState", "outline"]


@dataclass(frozen=True)
class Slot:
    """One question as asked once: inside a repeat there is one slot per rated unit."""

    question: Question
    unit: str | None = None
    answer: Answer | None = None

    @property
    def key(self) -> str:
        return slot_key(self.question.name, self.unit)

    @property
    def wants_answer(self) -> bool:
        return self.question.kind is not Kind.NOTE

    @property
    def missing(self) -> bool:
        """Required and without an answer."""
        return self.wants_answer and self.question.required and self.answer is None


class UnitState(StrEnum):
    """How far a rated unit is."""

    LEFT = "left"
    BEGUN = "begun"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Outline:
    """The slots of an interview in the order they are asked. `interview` says which units were skipped."""

    slots: tuple[Slot, ...]
    interview: Interview

    @property
    def asked(self) -> tuple[Slot, ...]:
        """The slots that want an answer: all but notes."""
        return tuple(slot for slot in self.slots if slot.wants_answer)

    def position(self, key: str | None) -> int:
        """Index of the slot called `key`, from 0."""
        for index, slot in enumerate(self.slots):
            if slot.key == key:
                return index
        raise BrokenInterview(f"no question {key!r} in this questionnaire")

    def has(self, key: str | None) -> bool:
        return any(slot.key == key for slot in self.slots)

    def of_unit(self, unit: str) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if slot.unit == unit)

    def state(self, unit: str) -> UnitState:
        """Done is a unit with every required answer and at least one answer."""
        if unit in self.interview.skipped:
            return UnitState.SKIPPED
        slots = self.of_unit(unit)
        if not any(slot.answer is not None for slot in slots):
            return UnitState.LEFT
        return UnitState.BEGUN if any(slot.missing for slot in slots) else UnitState.DONE

    @cached_property
    def finished(self) -> tuple[str, ...]:
        """The rated units that are done."""
        return tuple(unit for unit in self.interview.units if self.state(unit) is UnitState.DONE)

    @cached_property
    def may_leave_units(self) -> bool:
        """Whether so many units are finished that the others may be left out."""
        enough = self.interview.enough
        return enough is not None and len(self.finished) >= enough

    @cached_property
    def missing(self) -> tuple[Slot, ...]:
        """What must still be answered before the paper can be sent."""
        return tuple(slot for slot in self.slots if slot.missing and not (slot.unit and self.may_leave_units))

    @property
    def final(self) -> dict[str, Answer]:
        """The answers that a sent paper holds: those of finished units, and all outside the units."""
        finished = set(self.finished)
        return {
            slot.key: slot.answer
            for slot in self.asked
            if slot.answer is not None and (slot.unit is None or slot.unit in finished)
        }


def outline(questionnaire: Questionnaire, interview: Interview) -> Outline:
    """The questions to ask: those that are relevant, for the units not skipped. Calculations are never asked."""
    paper = Paper(questionnaire, interview)
    return Outline(tuple(_walk(paper, questionnaire.items, None)), interview)


def _walk(paper: Paper, items: tuple[Item, ...], unit: str | None) -> Iterator[Slot]:
    interview = paper.interview
    for item in items:
        if not isinstance(item, Question) and item.repeat:
            for rated in interview.units:
                if rated not in interview.skipped and paper.relevant(item, rated):
                    yield from _walk(paper, item.items, rated)
        elif not paper.relevant(item, unit):
            continue
        elif not isinstance(item, Question):
            yield from _walk(paper, item.items, unit)
        elif item.kind is not Kind.CALCULATE:
            yield Slot(item, unit, paper.value(item.name, unit))
