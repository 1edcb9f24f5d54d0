"""The conversation engine: (questionnaire, interview, input, now) → (interview, events).

It sends nothing, stores nothing and asks no clock. An input that cannot be taken raises `Rejected` and leaves the
interview as it was. What to show is not an event but a function of the state: `surveys.screen.screen`.
"""

from __future__ import annotations

from datetime import datetime

from surveys.asking import answer_on_hold, answer_question, move_in_units
from surveys.errors import BrokenInterview, Rejected
from surveys.inputs import Act, Action, Completed, Consented, Input, Refused, Restarted, Speak, Step, Type
from surveys.interview import Consent, Hold, Interview, Stage
from surveys.model import Questionnaire
from surveys.outline import outline
from surveys.pace import timed
from surveys.review import review_lines
from surveys.signs import SIGN_OF, meant
from surveys.transition import ask, begin, changed, enter_unit, number_of, to_review

__all__ = ["step", "take"]

IN_HAND = {Stage.ASKING, Stage.UNITS, Stage.REVIEW}
"""Stages in which there is a paper to pause, to resume or to begin anew."""


GONE: dict[str, object] = {"answers": {}, "skipped": (), "pace": {}, "since": None}
"""What is forgotten when a paper is sent, refused or begun anew."""


def step(questionnaire: Questionnaire, interview: Interview, given: Input, now: datetime, *, notice: str) -> Step:
    """Apply one input. `notice` is the version of the privacy notice that the person is shown.

    Where nothing changes, the interview comes back as it was, with its revision.
    """
    return take(questionnaire, interview, meant(questionnaire, interview, given), now, notice=notice)


def take(questionnaire: Questionnaire, interview: Interview, given: Input, now: datetime, *, notice: str) -> Step:
    """`step` for an input that is no sign: a typed text is an answer whatever it looks like."""
    done = _taken(questionnaire, interview, given, now, notice)
    if done.interview.model_copy(update={"revision": interview.revision}) == interview:
        return Step(interview, done.events)
    return timed(interview, done, now)


def _taken(questionnaire: Questionnaire, interview: Interview, given: Input, now: datetime, notice: str) -> Step:
    if isinstance(given, Speak):
        return _speak(questionnaire, interview, given.language)
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
    if language not in questionnaire.languages:
        return Step(interview)
    stage = Stage.NOTICE if interview.stage is Stage.LANGUAGE else interview.stage
    spoken = changed(interview, language=language, stage=stage)
    if stage is Stage.ASKING:  # a condition that reads the wording of a choice may see another one now
        plan = outline(questionnaire, spoken.interview)
        if not plan.has(interview.at):
            return to_review(spoken.interview, plan)
    return spoken


def _held(questionnaire: Questionnaire, interview: Interview, given: Input) -> Step:
    """Paused, or asked whether to begin anew: only an explicit yes drops the answers, a text is never lost, and
    anything else goes on."""
    match given:
        case Act(Action.RESTART_NOW) if interview.hold is Hold.RESTARTING:
            fresh = interview.model_copy(update={**GONE, "hold": Hold.NONE})
            return begin(questionnaire, fresh, Restarted())
        case Act(Action.RESTART):
            return changed(interview, hold=Hold.RESTARTING)
        case Act(Action.PAUSE):
            return changed(interview, hold=Hold.PAUSED)
        case Type(text):
            return answer_on_hold(questionnaire, interview, text)
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
    asked = Rejected(
        "Please tap “I agree” or “I do not take part”, or type {agree} or {refuse}.",
        agree=SIGN_OF[Action.AGREE],
        refuse=SIGN_OF[Action.REFUSE],
    )
    if given == Act(Action.REFUSE):
        return changed(interview, Refused(), stage=Stage.REFUSED, at=None, **GONE)
    if given != Act(Action.AGREE):  # never a number: one that was typed twice must not consent
        raise asked
    consent = Consent(notice=notice, language=interview.language, at=now)
    agreed = interview.model_copy(update={"consent": consent})
    if interview.at is not None and outline(questionnaire, agreed).has(interview.at):  # asked again midway
        return ask(agreed, interview.at, Consented(consent))
    return begin(questionnaire, agreed, Consented(consent))


def _review(questionnaire: Questionnaire, interview: Interview, given: Input) -> Step:
    plan = outline(questionnaire, interview)
    match given:
        case Act(Action.BACK) if plan.slots:
            return ask(interview, plan.slots[-1].key)
        case Act(Action.BACK):
            return changed(interview, stage=Stage.NOTICE)
        case Act(Action.UNITS) if plan.units:
            return changed(interview, stage=Stage.UNITS)
        case Act(Action.SEND) if plan.missing:
            return to_review(interview, plan)
        case Act(Action.SEND):
            if plan.rates_units and not plan.finished:
                raise Rejected("Please answer about at least one unit, or stop without sending.")
            answers = plan.final
            pace = {key: interview.pace[key] for key in answers if key in interview.pace}
            return changed(interview, Completed(answers, pace), stage=Stage.SENT, at=None, **GONE)
    lines = review_lines(questionnaire, plan)
    asked = Rejected(
        "Please tap “Send”, or type the number of the answer to change (1 to {last}).", last=len(lines)
    )
    line = lines[number_of(given, len(lines), asked) - 1]
    if line.unit is not None:
        return enter_unit(questionnaire, interview, line.unit, editing=True)
    return ask(interview, line.key or "", editing=True)
