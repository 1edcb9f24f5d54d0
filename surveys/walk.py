"""Playing a questionnaire with prepared answers: what is asked, what is rejected, what ballot results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from surveys.engine import step
from surveys.errors import Rejected
from surveys.inputs import Act, Action, Completed, Input, Pick, Type
from surveys.interview import Answer, Interview, Stage
from surveys.model import Kind, Questionnaire
from surveys.outline import Slot, outline
from surveys.paper import Paper

__all__ = ["Prepared", "RejectedAnswer", "Walk", "walk"]

Scalar = str | int | float | bool | None
Prepared = Mapping[str, Scalar | Sequence[Scalar] | Mapping[str, Scalar | Sequence[Scalar]]]
"""Question name → value, or several values, or unit code → value inside a repeat over units. Choices by name."""


@dataclass(frozen=True)
class RejectedAnswer:
    """An answer that was not taken, and why. `key` is `name` or `name[unit]`."""

    key: str
    value: object
    reason: Rejected


@dataclass
class Walk:
    """What happened. `complete` is false where a required question was left without an answer."""

    asked: list[str] = field(default_factory=list)
    rejected: list[RejectedAnswer] = field(default_factory=list)
    ballot: Mapping[str, Answer] = field(default_factory=dict)
    complete: bool = False


def walk(questionnaire: Questionnaire, prepared: Prepared, now: datetime, *, language: str | None = None) -> Walk:
    """Go through the questionnaire with `prepared` answers; the units are those that the answers name.

    A rejected answer leaves its question unanswered; a required question without an answer ends the walk.
    """
    done = Walk()
    units = tuple(
        dict.fromkeys(code for value in prepared.values() if isinstance(value, Mapping) for code in value)
    )
    interview = Interview(
        stage=Stage.NOTICE, language=language or questionnaire.languages[0], units=units, today=now.date()
    )
    interview = _after(questionnaire, interview, now, Act(Action.AGREE))
    while interview.stage is Stage.ASKING:
        plan = outline(questionnaire, interview)
        slot = plan.slots[plan.position(interview.at)]
        done.ballot = plan.final if not questionnaire.rates_units else dict(interview.answers)
        if slot.question.kind is Kind.NOTE:
            interview = _after(questionnaire, interview, now, Act(Action.NEXT))
            continue
        done.asked.append(slot.key)
        answered = _answered(questionnaire, interview, slot, prepared, now, done)
        if answered is None:
            return done
        interview = answered
    sent = step(questionnaire, interview, Act(Action.SEND), now, notice="")
    for event in sent.events:
        if isinstance(event, Completed):
            done.ballot = event.answers
            done.complete = True
    return done


def _answered(
    questionnaire: Questionnaire, interview: Interview, slot: Slot, prepared: Prepared, now: datetime, done: Walk
) -> Interview | None:
    """The interview after this question; `None` where it is required and has no answer."""
    value = prepared.get(slot.question.name)
    if slot.unit and isinstance(value, Mapping):
        value = value.get(slot.unit)
    if value is not None and value != "" and not isinstance(value, Mapping):
        try:
            return _after(questionnaire, interview, now, *_inputs(questionnaire, interview, slot, value))
        except Rejected as rejected:
            done.rejected.append(RejectedAnswer(slot.key, value, rejected))
    if slot.question.required:
        return None
    return _after(questionnaire, interview, now, Act(Action.SKIP))


def _inputs(
    questionnaire: Questionnaire, interview: Interview, slot: Slot, value: Scalar | Sequence[Scalar]
) -> tuple[Input, ...]:
    """What a person would tap or type to give this answer."""
    values = [value] if isinstance(value, str | int | float | bool) or value is None else list(value)
    texts = [_text(each) for each in values]
    if slot.question.kind not in {Kind.SELECT_ONE, Kind.SELECT_MULTIPLE}:
        return (Type(" ".join(texts)),)
    names = [choice.name for choice in Paper(questionnaire, interview).choices(slot.question, slot.unit)]
    chosen = [name for text in texts for name in ([text] if text in names else text.split())]
    unknown = next((name for name in chosen if name not in names), None)
    if unknown is not None:
        raise Rejected("There is no choice {name} here.", name=unknown)
    picks = tuple(Pick(names.index(name) + 1) for name in dict.fromkeys(chosen))
    if slot.question.kind is Kind.SELECT_ONE:
        if len(picks) != 1:
            raise Rejected("Only one choice is possible here.")
        return picks
    return (*picks, Act(Action.NEXT))


def _text(value: Scalar) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _after(questionnaire: Questionnaire, interview: Interview, now: datetime, *inputs: Input) -> Interview:
    for given in inputs:
        interview = step(questionnaire, interview, given, now, notice="").interview
    return interview
