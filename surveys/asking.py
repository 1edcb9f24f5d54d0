"""The stages in which questions are asked: one question after the other, unit by unit."""

from __future__ import annotations

from surveys.answers import parse_answer, unknown_option
from surveys.errors import Rejected
from surveys.inputs import Act, Action, Event, Input, Pick, Step, Type
from surveys.interview import Answer, Interview, Stage
from surveys.model import Kind, Questionnaire
from surveys.outline import Outline, Slot, outline
from surveys.paper import Paper
from surveys.transition import changed, number_of

__all__ = ["PAGE", "answer_question", "begin", "move_in_units"]

PAGE = 8
"""Options shown at a time: as many as a 360-pixel phone holds below a question of four lines."""


def begin(questionnaire: Questionnaire, interview: Interview, *events: Event) -> Step:
    """To the first question, or straight to the review where nothing is asked."""
    slots = outline(questionnaire, interview).slots
    if not slots:
        return changed(interview, *events, stage=Stage.REVIEW, at=None, editing=False, page=0)
    return changed(interview, *events, stage=Stage.ASKING, at=slots[0].key, editing=False, page=0)


def answer_question(questionnaire: Questionnaire, interview: Interview, given: Input) -> Step:
    """An input while a question is shown."""
    plan = outline(questionnaire, interview)
    here = plan.position(interview.at)
    slot = plan.slots[here]
    match given:
        case Act(Action.BACK):
            return _back(interview, plan, here)
        case Act(Action.MORE | Action.LESS as action):
            return _turn_page(questionnaire, interview, slot, 1 if action is Action.MORE else -1)
        case Act(Action.UNITS) if questionnaire.rates_units:
            return changed(interview, stage=Stage.UNITS, at=None, editing=False)
        case Act(Action.SKIP_UNIT) if slot.unit:
            return _skip_unit(questionnaire, interview, plan, here)
        case Act(Action.REVIEW) if not plan.missing:
            return changed(interview, stage=Stage.REVIEW, at=None, editing=False)
        case Act(Action.SKIP | Action.NEXT) if slot.question.kind is Kind.NOTE:
            return _forward(questionnaire, interview, slot, dict(interview.answers))
        case Act(Action.SKIP) if not slot.question.required:
            return _forward(questionnaire, interview, slot, _without(interview, slot))
        case Act(Action.NEXT) if slot.answer is not None:
            return _forward(questionnaire, interview, slot, dict(interview.answers))
        case Pick(number):
            return _tapped(questionnaire, interview, slot, number)
        case Type(text):
            return _typed(questionnaire, interview, slot, text)
    raise Rejected("This question needs an answer first.")


def move_in_units(questionnaire: Questionnaire, interview: Interview, given: Input) -> Step:
    """An input while the list of units is shown."""
    plan = outline(questionnaire, interview)
    if given == Act(Action.REVIEW) and not plan.missing:
        return changed(interview, stage=Stage.REVIEW, at=None)
    if given in (Act(Action.BACK), Act(Action.NEXT)):
        to_do = plan.missing or plan.slots[-1:]
        return changed(interview, stage=Stage.ASKING, at=to_do[0].key, page=0)
    units = interview.units
    asked = Rejected("Please tap a unit, or type its number from 1 to {last}.", last=len(units))
    unit = units[number_of(given, len(units), asked) - 1]
    again = interview.model_copy(update={"skipped": tuple(each for each in interview.skipped if each != unit)})
    slots = outline(questionnaire, again).of_unit(unit)
    if not slots:
        raise asked
    first = next((slot for slot in slots if slot.missing), slots[0])
    return changed(again, stage=Stage.ASKING, at=first.key, page=0)


def _tapped(questionnaire: Questionnaire, interview: Interview, slot: Slot, number: int) -> Step:
    paper = Paper(questionnaire, interview)
    choices = paper.choices(slot.question, slot.unit)
    if not 1 <= number <= len(choices):
        raise unknown_option(choices)
    name = choices[number - 1].name
    if slot.question.kind is Kind.SELECT_ONE:
        paper.check(slot.question, slot.unit, name)
        return _forward(questionnaire, interview, slot, {**interview.answers, slot.key: name})
    held = slot.answer or ()
    picked = tuple(c.name for c in choices if (c.name in held) is not (c.name == name))
    answers = _without(interview, slot)
    return changed(interview, answers={**answers, slot.key: picked} if picked else answers)


def _typed(questionnaire: Questionnaire, interview: Interview, slot: Slot, text: str) -> Step:
    paper = Paper(questionnaire, interview)
    answer = parse_answer(slot.question, text, paper.choices(slot.question, slot.unit))
    paper.check(slot.question, slot.unit, answer)
    return _forward(questionnaire, interview, slot, {**interview.answers, slot.key: answer})


def _turn_page(questionnaire: Questionnaire, interview: Interview, slot: Slot, by: int) -> Step:
    pages = -(-len(Paper(questionnaire, interview).choices(slot.question, slot.unit)) // PAGE)
    return changed(interview, page=min(max(interview.page + by, 0), max(pages - 1, 0)))


def _skip_unit(questionnaire: Questionnaire, interview: Interview, plan: Outline, here: int) -> Step:
    """No information about this unit: on to what follows it."""
    unit = plan.slots[here].unit
    following = next((slot.key for slot in plan.slots[here:] if slot.unit != unit), None)
    skipped = interview.model_copy(update={"skipped": (*interview.skipped, str(unit))})
    rest = outline(questionnaire, skipped)
    if interview.editing or following is None or not rest.has(following):
        return _to_review(skipped, rest)
    return changed(skipped, at=following, page=0)


def _to_review(interview: Interview, plan: Outline) -> Step:
    """The review, or what still misses before it."""
    if plan.missing and interview.editing:
        return changed(interview, stage=Stage.ASKING, at=plan.missing[0].key, page=0)
    return changed(interview, stage=Stage.REVIEW, at=None, editing=False, page=0)


def _without(interview: Interview, slot: Slot) -> dict[str, Answer]:
    return {key: answer for key, answer in interview.answers.items() if key != slot.key}


def _back(interview: Interview, plan: Outline, here: int) -> Step:
    if interview.editing:
        return changed(interview, stage=Stage.REVIEW, at=None, editing=False, page=0)
    if here == 0:
        return changed(interview, stage=Stage.NOTICE, at=None, page=0)
    return changed(interview, at=plan.slots[here - 1].key, page=0)


def _forward(questionnaire: Questionnaire, interview: Interview, slot: Slot, answers: dict[str, Answer]) -> Step:
    """Keep `answers` and go to what comes next: the review when editing and nothing new is missing."""
    answered = interview.model_copy(update={"answers": answers})
    plan = outline(questionnaire, answered)
    if interview.editing:
        rest_of_unit = [each for each in plan.of_unit(slot.unit) if each.missing] if slot.unit else []
        if rest_of_unit:
            return changed(answered, at=rest_of_unit[0].key, page=0)
        return _to_review(answered, plan)
    after = plan.position(slot.key) + 1
    if after == len(plan.slots):
        return _to_review(answered, plan)
    return changed(answered, at=plan.slots[after].key, page=0)
