"""Playing a questionnaire with prepared answers: what is asked, what is rejected, what ballot results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from surveys.engine import take
from surveys.errors import Rejected
from surveys.inputs import Act, Action, Completed, Input, Pick, Step, Type
from surveys.interview import Answer, Interview, Stage
from surveys.model import Choice, Kind, Questionnaire
from surveys.outline import SELECTS, Slot, outline

__all__ = ["Prepared", "RejectedAnswer", "Walk", "walk"]

Scalar = str | int | float | bool | None
Prepared = Mapping[str, Scalar | Sequence[Scalar] | Mapping[str, Scalar | Sequence[Scalar]]]
"""Question name → value, or several values, or unit code → value inside a repeat over units. Choices by name."""

TRUE, FALSE = ("yes", "true", "1"), ("no", "false", "0")
"""Names that a choice for a truth value may have."""

NOTHING: tuple[object, ...] = (None, "", [], ())
"""Values that say as little as a missing one."""


@dataclass(frozen=True)
class RejectedAnswer:
    """An answer that was not taken, and why. `key` is `name` or `name[unit]`."""

    key: str
    value: object
    reason: Rejected


@dataclass
class Walk:
    """What happened. `complete` is false where the paper could not be sent."""

    asked: list[str] = field(default_factory=list)
    rejected: list[RejectedAnswer] = field(default_factory=list)
    ballot: Mapping[str, Answer] = field(default_factory=dict)
    complete: bool = False


def walk(questionnaire: Questionnaire, prepared: Prepared, now: datetime, *, language: str | None = None) -> Walk:
    """Go through the questionnaire with `prepared` answers; the units are those that the answers name.

    A rejected answer leaves its question unanswered; a required question without an answer ends the walk, and the
    ballot then holds what was answered before.
    """
    walker = _Walker(questionnaire, prepared, now)
    walker.go(language or questionnaire.languages[0])
    return walker.done


class _Walker:
    def __init__(self, questionnaire: Questionnaire, prepared: Prepared, now: datetime) -> None:
        self._questionnaire = questionnaire
        self._prepared = prepared
        self._now = now
        self.done = Walk()

    def go(self, language: str) -> None:
        self._refuse_what_nothing_asks()
        start = Interview(stage=Stage.NOTICE, language=language, units=self._units(), today=self._now.date())
        step = self._after(start, Act(Action.AGREE))
        while step.interview.stage is Stage.ASKING:
            plan = outline(self._questionnaire, step.interview)
            slot = plan.at(step.interview.at)
            self.done.ballot = plan.answers
            moved = self._past(step.interview, slot, plan.choices(slot))
            if moved is None:
                return
            step = moved
        try:
            step = self._after(step.interview, Act(Action.SEND))
        except Rejected:  # not one unit was rated
            return
        for event in step.events:
            if isinstance(event, Completed):
                self.done.ballot, self.done.complete = event.answers, True

    def _units(self) -> tuple[str, ...]:
        repeated = [name for name, place in self._questionnaire.places.items() if place.repeated]
        named = (self._prepared.get(name) for name in repeated)
        return tuple(code for value in named if isinstance(value, Mapping) for code in value if code.strip())

    def _refuse_what_nothing_asks(self) -> None:
        """A value that no question could take is pointed out, where it would be passed over without a word."""
        rated = bool(self._units())
        for name, place in self._questionnaire.places.items():
            value = self._prepared.get(name)
            if value in NOTHING:
                continue
            if place.question.kind in (Kind.NOTE, Kind.CALCULATE):
                self._refuse(name, value, Rejected("Nothing is asked here."))
            elif place.repeated and isinstance(value, Mapping):
                for code in (code for code in value if not code.strip()):
                    self._refuse(f"{name}[]", value[code], Rejected("The code of the unit is missing."))
            elif place.repeated and not rated:
                self._refuse(name, value, Rejected("This is asked about each unit, and the answers name no unit."))

    def _refuse(self, key: str, value: object, why: Rejected) -> None:
        self.done.rejected.append(RejectedAnswer(key, value, why))

    def _past(self, interview: Interview, slot: Slot, choices: Sequence[Choice]) -> Step | None:
        """What follows this question; `None` where it is required and has no answer."""
        if not slot.wants_answer or (slot.answer is not None and not slot.broken):
            return self._after(interview, Act(Action.NEXT))
        if slot.key not in self.done.asked:
            self.done.asked.append(slot.key)
        value = self._value(slot)
        if value is not None:
            try:
                cleared = _without(interview, slot) if slot.broken else interview
                return self._after(cleared, *_inputs(slot, choices, value))
            except Rejected as rejected:
                self._refuse(slot.key, value, rejected)
        return None if slot.question.required else self._after(interview, Act(Action.SKIP))

    def _value(self, slot: Slot) -> object | None:
        """The prepared value; `None` where there is none, which an empty text or list also says."""
        value: object = self._prepared.get(slot.question.name)
        if slot.unit is not None and isinstance(value, Mapping):
            value = value.get(slot.unit)
        return None if value in NOTHING else value

    def _after(self, interview: Interview, *inputs: Input) -> Step:
        done = Step(interview)
        for given in inputs:
            done = take(self._questionnaire, done.interview, given, self._now, notice="")
        return done


def _inputs(slot: Slot, choices: Sequence[Choice], value: object) -> tuple[Input, ...]:
    """What a person would tap or type to give this answer."""
    values = value if isinstance(value, list | tuple) else [value]
    names = [choice.name for choice in choices]
    texts = [_text(each, names) for each in values]
    if slot.question.kind is not Kind.SELECT_MULTIPLE and len(texts) > 1:
        raise Rejected("Only one choice is possible here.")
    if slot.question.kind not in SELECTS:
        return (Type(texts[0]),)
    chosen = [name for text in texts for name in ([text] if text in names else text.split())]
    unknown = next((name for name in chosen if name not in names), None)
    if unknown is not None:
        raise Rejected("There is no choice {name} here.", name=unknown)
    picks = tuple(Pick(names.index(name) + 1) for name in dict.fromkeys(chosen))
    if slot.question.kind is Kind.SELECT_MULTIPLE:
        return (*picks, Act(Action.NEXT))
    if len(picks) != 1:
        raise Rejected("Only one choice is possible here.")
    return picks


def _text(value: object, names: Sequence[str]) -> str:
    """The value as it would be typed: 3.0 is 3, a truth value is the choice that says so."""
    match value:
        case bool():
            return next((name for name in (TRUE if value else FALSE) if name in names), "yes" if value else "no")
        case float():
            return str(int(value)) if value.is_integer() else f"{Decimal(repr(value)):f}"
        case str() | int():
            return str(value)
        case _:
            raise Rejected("This answer is not possible here.")


def _without(interview: Interview, slot: Slot) -> Interview:
    answers = {key: held for key, held in interview.answers.items() if key != slot.key}
    return interview.model_copy(update={"answers": answers})
