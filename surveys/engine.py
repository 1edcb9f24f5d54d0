"""The conversation engine: (questionnaire, interview, input, now) → (interview, events).

It sends nothing, stores nothing and asks no clock. An input that cannot be taken raises `Rejected` and leaves the
interview as it was. What to show is not an event but a function of the state: `surveys.screen.screen`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from surveys.answers import parse_answer
from surveys.errors import BrokenInterview, Rejected
from surveys.interview import Answer, Consent, Interview, Stage
from surveys.model import Kind, Questionnaire
from surveys.outline import Outline, Slot, outline

__all__ = [
    "Act",
    "Action",
    "Completed",
    "Consented",
    "Event",
    "Go",
    "Input",
    "Pick",
    "Refused",
    "Step",
    "Type",
    "step",
]


class Action(StrEnum):
    """What a person can do besides answering."""

    AGREE = "agree"
    REFUSE = "refuse"
    BACK = "back"
    SKIP = "skip"
    NEXT = "next"
    PAUSE = "pause"
    RESUME = "resume"
    REVIEW = "review"
    SEND = "send"


@dataclass(frozen=True)
class Pick:
    """The option with this number, from 1, was tapped."""

    number: int


@dataclass(frozen=True)
class Type:
    """This text was typed."""

    text: str


@dataclass(frozen=True)
class Act:
    """An action was tapped."""

    action: Action


@dataclass(frozen=True)
class Go:
    """From the review, change the answer with this number, from 1."""

    number: int


Input = Pick | Type | Act | Go


@dataclass(frozen=True)
class Consented:
    consent: Consent


@dataclass(frozen=True)
class Refused:
    pass


@dataclass(frozen=True)
class Completed:
    """The paper was sent. `answers` holds the slots of the final outline only."""

    answers: dict[str, Answer]


Event = Consented | Refused | Completed


@dataclass(frozen=True)
class Step:
    interview: Interview
    events: tuple[Event, ...] = ()


def step(questionnaire: Questionnaire, interview: Interview, given: Input, now: datetime, *, notice: str) -> Step:
    """Apply one input. `notice` is the version of the privacy notice that the person is shown."""
    if interview.paused:
        return _changed(interview, paused=False)
    if given == Act(Action.PAUSE) and interview.stage in {Stage.ASKING, Stage.REVIEW}:
        return _changed(interview, paused=True)
    match interview.stage:
        case Stage.LANGUAGE:
            return _choose_language(questionnaire, interview, given)
        case Stage.NOTICE:
            return _answer_notice(questionnaire, interview, given, now, notice)
        case Stage.ASKING:
            return _ask(questionnaire, interview, given)
        case Stage.REVIEW:
            return _review(questionnaire, interview, given)
        case Stage.SENT | Stage.REFUSED:
            return Step(interview)


def _changed(interview: Interview, *events: Event, **fields: object) -> Step:
    fields["revision"] = interview.revision + 1
    return Step(interview.model_copy(update=fields), events)


def _number(given: Input, last: int, ask: Callable[[], Rejected]) -> int:
    """The 1-based number that was tapped or typed, up to `last`."""
    number = None
    if isinstance(given, Pick | Go):
        number = given.number
    elif isinstance(given, Type) and given.text.strip().isascii() and given.text.strip().isdigit():
        number = int(given.text.strip()[:6])
    if number is None or not 1 <= number <= last:
        raise ask()
    return number


def _choose_language(questionnaire: Questionnaire, interview: Interview, given: Input) -> Step:
    languages = questionnaire.languages
    number = _number(
        given,
        len(languages),
        lambda: Rejected("Please tap a language, or type its number from 1 to {last}.", last=len(languages)),
    )
    return _changed(interview, language=languages[number - 1], stage=Stage.NOTICE)


def _answer_notice(
    questionnaire: Questionnaire, interview: Interview, given: Input, now: datetime, notice: str
) -> Step:
    if interview.language is None:
        raise BrokenInterview("the notice was reached without a language")
    if given == Act(Action.BACK):
        return _changed(interview, stage=Stage.LANGUAGE)
    if not isinstance(given, Act):
        picked = _number(given, 2, lambda: Rejected("Please tap “I agree” or “I do not take part”."))
        given = Act(Action.AGREE if picked == 1 else Action.REFUSE)
    if given.action is Action.REFUSE:
        return _changed(interview, Refused(), stage=Stage.REFUSED, answers={}, at=None)
    if given.action is not Action.AGREE:
        raise Rejected("Please tap “I agree” or “I do not take part”.")
    consent = Consent(notice=notice, language=interview.language, at=now)
    first = outline(questionnaire, interview).slots[0].key
    return _changed(interview, Consented(consent), consent=consent, stage=Stage.ASKING, at=first)


def _ask(questionnaire: Questionnaire, interview: Interview, given: Input) -> Step:
    plan = outline(questionnaire, interview)
    here = plan.position(interview.at)
    slot = plan.slots[here]
    match given:
        case Act(Action.BACK):
            return _back(interview, plan, here)
        case Act(Action.REVIEW) if not plan.missing(interview.answers):
            return _changed(interview, stage=Stage.REVIEW, at=None, editing=False)
        case Act(Action.SKIP) if not slot.question.required:
            answers = {key: answer for key, answer in interview.answers.items() if key != slot.key}
            return _forward(questionnaire, interview, slot, answers)
        case Act(Action.NEXT) if slot.question.kind is Kind.NOTE or slot.key in interview.answers:
            return _forward(questionnaire, interview, slot, dict(interview.answers))
        case Pick(number):
            return _tapped(questionnaire, interview, slot, number)
        case Type(text):
            answer = parse_answer(slot.question, text)
            return _forward(questionnaire, interview, slot, {**interview.answers, slot.key: answer})
    raise Rejected("This question needs an answer first.")


def _tapped(questionnaire: Questionnaire, interview: Interview, slot: Slot, number: int) -> Step:
    choices = slot.question.choices
    if not 1 <= number <= len(choices):
        raise Rejected("Please tap one of the answers, or type its number from 1 to {last}.", last=len(choices))
    name = choices[number - 1].name
    if slot.question.kind is Kind.SELECT_ONE:
        return _forward(questionnaire, interview, slot, {**interview.answers, slot.key: name})
    held = interview.answers.get(slot.key, ())
    picked = tuple(c.name for c in choices if (c.name in held) is not (c.name == name))
    answers = {key: answer for key, answer in interview.answers.items() if key != slot.key}
    return _changed(interview, answers={**answers, slot.key: picked} if picked else answers)


def _back(interview: Interview, plan: Outline, here: int) -> Step:
    if interview.editing:
        return _changed(interview, stage=Stage.REVIEW, at=None, editing=False)
    if here == 0:
        return _changed(interview, stage=Stage.NOTICE, at=None)
    return _changed(interview, at=plan.slots[here - 1].key)


def _forward(questionnaire: Questionnaire, interview: Interview, slot: Slot, answers: dict[str, Answer]) -> Step:
    """Keep `answers` and go to what comes next: the review when editing and nothing new is missing."""
    answered = interview.model_copy(update={"answers": answers})
    plan = outline(questionnaire, answered)
    if interview.editing:
        missing = plan.missing(answers)
        if not missing:
            return _changed(answered, stage=Stage.REVIEW, at=None, editing=False)
        return _changed(answered, at=missing[0].key)
    after = plan.position(slot.key) + 1
    if after == len(plan.slots):
        return _changed(answered, stage=Stage.REVIEW, at=None)
    return _changed(answered, at=plan.slots[after].key)


def _review(questionnaire: Questionnaire, interview: Interview, given: Input) -> Step:
    plan = outline(questionnaire, interview)
    asked = plan.asked
    if given == Act(Action.BACK):
        return _changed(interview, stage=Stage.ASKING, at=plan.slots[-1].key)
    if given == Act(Action.SEND):
        missing = plan.missing(interview.answers)
        if missing:
            return _changed(interview, stage=Stage.ASKING, at=missing[0].key, editing=True)
        answers = {slot.key: interview.answers[slot.key] for slot in asked if slot.key in interview.answers}
        return _changed(interview, Completed(answers), stage=Stage.SENT, at=None, answers={})
    number = _number(
        given,
        len(asked),
        lambda: Rejected(
            "Please tap “Send”, or type the number of the answer to change (1 to {last}).", last=len(asked)
        ),
    )
    return _changed(interview, stage=Stage.ASKING, at=asked[number - 1].key, editing=True)
