"""The outline: which questions this interview asks, in order, given what was answered so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from surveys.errors import BrokenInterview
from surveys.interview import Answer, Interview, slot_key
from surveys.model import Choice, Item, Kind, Question, Questionnaire
from surveys.paper import Paper

__all__ = ["Outline", "Slot", "UnitState", "outline"]

SELECTS = frozenset({Kind.SELECT_ONE, Kind.SELECT_MULTIPLE})


@dataclass(frozen=True)
class Slot:
    """One question as asked once: inside a repeat there is one slot per rated unit.

    `broken` says that the answer does not satisfy the constraint: it was changed by taps and not confirmed, or an
    answer that the constraint refers to was changed later.
    """

    question: Question
    unit: str | None = None
    answer: Answer | None = None
    broken: bool = False

    @property
    def key(self) -> str:
        return slot_key(self.question.name, self.unit)

    @property
    def wants_answer(self) -> bool:
        return self.question.kind is not Kind.NOTE

    @property
    def missing(self) -> bool:
        """Required and without an answer, or with one that cannot stay."""
        return self.wants_answer and (self.broken or (self.question.required and self.answer is None))


class UnitState(StrEnum):
    """How far a rated unit is."""

    LEFT = "left"
    BEGUN = "begun"
    DONE = "done"
    SKIPPED = "skipped"


class Outline:
    """The slots of an interview in the order they are asked, and how far its units are.

    Of the skipped units only the one has slots that is being looked at, and it stays skipped until it is answered.
    """

    def __init__(self, questionnaire: Questionnaire, interview: Interview) -> None:
        self.interview = interview
        self.paper = Paper(questionnaire, interview)
        offered = tuple(_walk(self.paper, questionnaire.items, None))
        seen = next((slot.unit for slot in offered if slot.key == interview.at), None)
        unseen = set(interview.skipped) - {seen}
        self.slots = tuple(slot for slot in offered if slot.unit not in unseen)
        self._by_unit = _by_unit(offered)
        self.units = tuple(self._by_unit)
        """The units that something can be asked about, the skipped ones among them."""
        self.rates_units = any(slot.unit is not None and slot.wants_answer for slot in offered)
        self._index = {slot.key: index for index, slot in enumerate(self.slots)}

    @cached_property
    def asked(self) -> tuple[Slot, ...]:
        """The slots that want an answer: all but notes."""
        return tuple(slot for slot in self.slots if slot.wants_answer)

    def position(self, key: str | None) -> int:
        """Index of the slot called `key`, from 0."""
        if not self.has(key):
            raise BrokenInterview(f"no question {key!r} in this questionnaire")
        return self._index[key or ""]

    def at(self, key: str | None) -> Slot:
        return self.slots[self.position(key)]

    def has(self, key: str | None) -> bool:
        return key in self._index

    def choices(self, slot: Slot) -> tuple[Choice, ...]:
        """The choices offered for the slot now."""
        return self.paper.choices(slot.question, slot.unit)

    def of_unit(self, unit: str) -> tuple[Slot, ...]:
        """What can be asked about the unit, also where it is skipped."""
        return self._by_unit.get(unit, ())

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
        return tuple(unit for unit in self.units if self.state(unit) is UnitState.DONE)

    @cached_property
    def may_leave_units(self) -> bool:
        """Whether so many units are finished that the others may be left out."""
        enough = self.interview.enough
        return enough is not None and len(self.finished) >= enough

    @cached_property
    def missing(self) -> tuple[Slot, ...]:
        """What must still be answered before the paper can be sent."""
        left_out = self.units if self.may_leave_units else self.interview.skipped
        return tuple(slot for slot in self.slots if slot.missing and slot.unit not in left_out)

    @property
    def answers(self) -> dict[str, Answer]:
        """Every answer to what is asked now, but for those that cannot stay."""
        return {slot.key: slot.answer for slot in self.asked if slot.answer is not None and not slot.broken}

    @property
    def final(self) -> dict[str, Answer]:
        """The answers that a sent paper holds: those of finished units, and all outside the units."""
        left_out = {slot.key for slot in self.asked if slot.unit is not None and slot.unit not in self.finished}
        return {key: answer for key, answer in self.answers.items() if key not in left_out}


def outline(questionnaire: Questionnaire, interview: Interview) -> Outline:
    """The questions to ask: those that are relevant, for the units not skipped.

    Calculations are never asked, nor is a question to choose from whose filter leaves nothing to choose.
    """
    return Outline(questionnaire, interview)


def _by_unit(slots: Iterable[Slot]) -> dict[str, tuple[Slot, ...]]:
    grouped: dict[str, list[Slot]] = {}
    for slot in slots:
        if slot.unit is not None:
            grouped.setdefault(slot.unit, []).append(slot)
    return {unit: tuple(of_unit) for unit, of_unit in grouped.items()}


def _walk(paper: Paper, items: tuple[Item, ...], unit: str | None) -> Iterator[Slot]:
    for item in items:
        if not isinstance(item, Question) and item.repeat:
            for rated in paper.interview.units:
                if paper.relevant(item, rated):
                    yield from _walk(paper, item.items, rated)
        elif not paper.relevant(item, unit):
            continue
        elif not isinstance(item, Question):
            yield from _walk(paper, item.items, unit)
        elif item.kind is not Kind.CALCULATE and (item.kind not in SELECTS or paper.choices(item, unit)):
            answer = paper.value_if_shown(item, unit)
            broken = answer is not None and not paper.satisfies(item, unit, answer)
            yield Slot(item, unit, answer, broken)
