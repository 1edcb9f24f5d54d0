"""What an interview shows now, in no words of the channel: a messenger turns a screen into buttons or numbers."""

from __future__ import annotations

from dataclasses import dataclass

from surveys.engine import Action
from surveys.interview import Answer, Interview, Stage
from surveys.model import Kind, Question, Questionnaire, in_language
from surveys.outline import Slot, outline

__all__ = ["Line", "Option", "Screen", "screen"]


@dataclass(frozen=True)
class Option:
    """One numbered option; `chosen` marks the answer that is held, never a default."""

    number: int
    label: str
    chosen: bool = False


@dataclass(frozen=True)
class Line:
    """One line of the review: the question and its answer in words, `None` where it was skipped."""

    number: int
    label: str
    answer: str | None
    unit: str | None
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Screen:
    """Everything a messenger needs to draw the interview.

    `number` of `total` is the progress over the questions, `unit` the code of the rated unit.
    """

    stage: Stage
    paused: bool = False
    question: Question | None = None
    unit: str | None = None
    number: int = 0
    total: int = 0
    answer: str | None = None
    """The answer held for the current question, in words."""
    options: tuple[Option, ...] = ()
    actions: tuple[Action, ...] = ()
    lines: tuple[Line, ...] = ()


def screen(questionnaire: Questionnaire, interview: Interview) -> Screen:
    """The screen of `interview`, in its language."""
    if interview.paused:
        asked = outline(questionnaire, interview).asked
        answered = sum(slot.key in interview.answers for slot in asked)
        return Screen(interview.stage, paused=True, number=answered, total=len(asked), actions=(Action.RESUME,))
    match interview.stage:
        case Stage.LANGUAGE:
            options = tuple(Option(n, code) for n, code in enumerate(questionnaire.languages, 1))
            return Screen(interview.stage, options=options)
        case Stage.NOTICE:
            return Screen(interview.stage, actions=(Action.AGREE, Action.REFUSE, Action.BACK))
        case Stage.ASKING:
            return _asking(questionnaire, interview)
        case Stage.REVIEW:
            return _review(questionnaire, interview)
        case Stage.SENT | Stage.REFUSED:
            return Screen(interview.stage)


def _asking(questionnaire: Questionnaire, interview: Interview) -> Screen:
    plan = outline(questionnaire, interview)
    here = plan.position(interview.at)
    slot = plan.slots[here]
    question = slot.question
    held = interview.answers.get(slot.key)
    options = tuple(
        Option(n, in_language(choice.label, interview.language or ""), _chosen(choice.name, held))
        for n, choice in enumerate(question.choices, 1)
    )
    actions = []
    if question.kind is Kind.NOTE or (question.kind is Kind.SELECT_MULTIPLE and held):
        actions.append(Action.NEXT)
    elif not question.required:
        actions.append(Action.SKIP)
    actions.append(Action.BACK)
    if not interview.editing:
        if held is not None and Action.NEXT not in actions and here + 1 < len(plan.slots):
            actions.append(Action.NEXT)
        actions.append(Action.PAUSE)
    return Screen(
        interview.stage,
        question=question,
        unit=slot.unit or interview.unit,
        number=sum(1 for other in plan.slots[: here + 1] if other.question.kind is not Kind.NOTE),
        total=len(plan.asked),
        answer=_in_words(slot, held, interview),
        options=options,
        actions=tuple(actions),
    )


def _review(questionnaire: Questionnaire, interview: Interview) -> Screen:
    asked = outline(questionnaire, interview).asked
    lines = tuple(
        Line(
            number,
            in_language(slot.question.label, interview.language or ""),
            _in_words(slot, interview.answers.get(slot.key), interview),
            slot.unit,
            slot.question.kind,
        )
        for number, slot in enumerate(asked, 1)
    )
    return Screen(
        interview.stage,
        unit=interview.unit,
        total=len(asked),
        actions=(Action.SEND, Action.BACK, Action.PAUSE),
        lines=lines,
    )


def _chosen(name: str, held: Answer | None) -> bool:
    return name == held if isinstance(held, str) else name in (held or ())


def _in_words(slot: Slot, held: Answer | None, interview: Interview) -> str | None:
    """The answer as the person reads it; numbers and dates stay canonical, the messenger writes them its way."""
    if held is None or not slot.question.choices:
        return held if isinstance(held, str) else None
    names = (held,) if isinstance(held, str) else held
    labels = [
        in_language(choice.label, interview.language or "")
        for choice in slot.question.choices
        if choice.name in names
    ]
    return ", ".join(labels)
