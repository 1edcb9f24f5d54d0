"""The conversation engine: (questionnaire, interview, input, now) → (interview, events).

It sends nothing, stores nothing and asks no clock. An input that cannot be taken raises `Rejected` and leaves the
interview as it was. What to show is not an event but a function of the state: `surveys.screen.screen`.
"""

from __future__ import annotations

from datetime import datetime

from surveys.asking import answer_question, begin, move_in_units
from surveys.errors import BrokenInterview, Rejected
from surveys.inputs import (
    SIGNS,
    Act,
    Action,
    Completed,
    Consented,
    Input,
    Pick,
    Refused,
    Restarted,
    Speak,
    Step,
    Type,
)
from surveys.interview import Consent, Hold, Interview, Stage
from surveys.model import Questionnaire
from surveys.outline import outline
from surveys.review import review_lines
from surveys.transition import changed, number_of

__all__ = ["step"]

IN_HAND = {Stage.ASKING, Stage.UNITS, Stage.REVIEW}
"""Stages in which there is a paper to pause, to resume or to begin anew."""


def step(questionnaire: Questionnaire, interview: Interview, given: Input, now: datetime, *, notice: str) -> Step:
    """Apply one input. `notice` is the version of the privacy notice that the person is shown."""
    if isinstance(given, Speak):
        return _speak(questionnaire, interview, given.language)
    if isinstance(given, Type) and given.text.strip().lower() in SIGNS:
        given = Act(SIGNS[given.text.strip().lower()])
    if interview.hold is not Hold.NONE:
        return _held(questionnaire, interview, given)
    if interview.stage in IN_HAND and isinstance(given, Act):
        if given.action is Action.PAUSE:
            return changed(interview, hold=Hold.PAUSED)
        if given.action is Action.RESTART:
            return changed(interview, hold=Hold.RESTARTING)
    match interview.stage:
        case Stage.LANGUAGE:
            return _choose_language(questionnaire, interview, given)
        case Stage.NOTICE:
            return _answer_notice(questionnaire, interview, given, now, notice)
        case Stage.ASKING:
            return answer_question(questionnaire, interview, given)
        case Stage.UNITS:
            return move_in_units(questionnaire, interview, given)
        case Stage.REVIEW:
            return _review(questionnaire, interview, given)
        case Stage.SENT | Stage.REFUSED:
            return Step(interview)


def _speak(questionnaire: Questionnaire, interview: Interview, language: str) -> Step:
    if language not in questionnaire.languages or language == interview.language:
        return Step(interview)
    stage = Stage.NOTICE if interview.stage is Stage.LANGUAGE else interview.stage
    return changed(interview, language=language, stage=stage)


def _held(questionnaire: Questionnaire, interview: Interview, given: Input) -> Step:
    """Paused, or asked whether to begin anew: only an explicit yes drops the answers, anything else goes on."""
    match given:
        case Act(Action.RESTART_NOW) if interview.hold is Hold.RESTARTING:
            fresh = interview.model_copy(update={"answers": {}, "skipped": ()})
            begun = begin(questionnaire, fresh, Restarted())
            return Step(begun.interview.model_copy(update={"hold": Hold.NONE}), begun.events)
        case Act(Action.RESTART):
            return changed(interview, hold=Hold.RESTARTING)
        case Act(Action.PAUSE) if interview.hold is Hold.PAUSED:
            return Step(interview)
    return changed(interview, hold=Hold.NONE)


def _choose_language(questionnaire: Questionnaire, interview: Interview, given: Input) -> Step:
    languages = questionnaire.languages
    asked = Rejected("Please tap a language, or type its number from 1 to {last}.", last=len(languages))
    number = number_of(given, len(languages), asked)
    return changed(interview, language=languages[number - 1], stage=Stage.NOTICE)


def _answer_notice(
    questionnaire: Questionnaire, interview: Interview, given: Input, now: datetime, notice: str
) -> Step:
    if interview.language is None:
        raise BrokenInterview("the notice was reached without a language")
    if given == Act(Action.BACK):
        return changed(interview, stage=Stage.LANGUAGE)
    asked = Rejected("Please tap “I agree” or “I do not take part”.")
    if isinstance(given, Pick | Type):
        picked = number_of(given, 2, asked)
        given = Act(Action.AGREE if picked == 1 else Action.REFUSE)
    if given == Act(Action.REFUSE):
        return changed(interview, Refused(), stage=Stage.REFUSED, answers={}, at=None)
    if given != Act(Action.AGREE):
        raise asked
    consent = Consent(notice=notice, language=interview.language, at=now)
    return begin(questionnaire, interview.model_copy(update={"consent": consent}), Consented(consent))


def _review(questionnaire: Questionnaire, interview: Interview, given: Input) -> Step:
    plan = outline(questionnaire, interview)
    if given == Act(Action.BACK) and plan.slots:
        return changed(interview, stage=Stage.ASKING, at=plan.slots[-1].key, page=0)
    if given == Act(Action.UNITS) and questionnaire.rates_units:
        return changed(interview, stage=Stage.UNITS, at=None)
    if given == Act(Action.SEND):
        if plan.missing:
            return changed(interview, stage=Stage.ASKING, at=plan.missing[0].key, editing=True, page=0)
        if questionnaire.rates_units and not plan.finished:
            raise Rejected("Please answer about at least one unit, or stop without sending.")
        return changed(interview, Completed(plan.final), stage=Stage.SENT, at=None, answers={})
    lines = review_lines(questionnaire, plan)
    asked = Rejected(
        "Please tap “Send”, or type the number of the answer to change (1 to {last}).", last=len(lines)
    )
    line = lines[number_of(given, len(lines), asked) - 1]
    skipped = tuple(unit for unit in interview.skipped if unit != line.unit)
    again = interview.model_copy(update={"skipped": skipped})
    key = line.key or outline(questionnaire, again).of_unit(line.unit or "")[0].key
    return changed(again, stage=Stage.ASKING, at=key, editing=True, page=0)
