"""The stages in which questions are asked: one question after the other, unit by unit."""

from __future__ import annotations

from surveys.answers import parse_answer, unknown_option
from surveys.errors import Rejected
from surveys.inputs import Act, Action, Input, Pick, Step, Type
from surveys.interview import Answer, Hold, Interview, Pace, Stage
from surveys.model import Kind, Questionnaire
from surveys.outline import Outline, Slot, outline
from surveys.signs import SIGN_OF
from surveys.transition import ask, changed, enter_unit, number_of, to_review

__all__ = ["PAGE", "answer_on_hold", "answer_question", "move_in_units"]

PAGE = 8
"""Options shown at a time: as many as a 360-pixel phone holds below a question of four lines."""


def answer_question(questionnaire: Questionnaire, interview: Interview, given: Input) -> Step:
    """An input while a question is shown."""
    plan = outline(questionnaire, interview)
    slot = plan.at(interview.at)
    match given:
        case Act(Action.BACK):
            return _back(plan, slot)
        case Act(Action.MORE | Action.LESS as action):
            return _turn_page(plan, slot, 1 if action is Action.MORE else -1)
        case Act(Action.UNITS) if plan.units:
            return _to_units(plan, slot)
        case Act(Action.SKIP_UNIT) if slot.unit is not None:
            return _skip_unit(questionnaire, plan, slot)
        case Act(Action.REVIEW) if not plan.missing:
            return to_review(interview, plan)
        case Act(Action.SKIP | Action.NEXT) if slot.question.kind is Kind.NOTE:
            return _forward(plan, plan, slot)
        case Act(Action.SKIP) if not slot.question.required:
            return _keep(questionnaire, plan, slot, None)
        case Act(Action.NEXT) if slot.answer is not None:
            plan.paper.check(slot.question, slot.unit, slot.answer)
            return _forward(plan, outline(questionnaire, _heard(interview, slot)), slot)
        case Act(Action.NEXT) if not slot.question.required:
            return _forward(plan, plan, slot)
        case Pick(number) if slot.question.choices:
            return _tapped(questionnaire, plan, slot, number)
        case Type(text):
            answer = parse_answer(slot.question, text, plan.choices(slot), interview.language)
            return _keep(questionnaire, plan, slot, answer)
    raise Rejected("This question needs an answer first.")


def answer_on_hold(questionnaire: Questionnaire, interview: Interview, text: str) -> Step:
    """A text that was typed to a paper on hold: the answer to the open text question, which is shown with it.

    Raises `Rejected` where the question is another or has its answer: what was meant can only be guessed, and the
    text would be gone from the chat.
    """
    if interview.hold is Hold.PAUSED and interview.stage is Stage.ASKING:
        plan = outline(questionnaire, interview)
        slot = plan.at(interview.at)
        if slot.question.kind is Kind.TEXT and slot.answer is None:
            answer = parse_answer(slot.question, text)
            plan.paper.check(slot.question, slot.unit, answer)
            pace = {slot.key: Pace.SLOW, **interview.pace}  # nobody knows how long it took
            return changed(_with(interview, slot, answer), hold=Hold.NONE, pace=pace)
    raise Rejected(
        "The paper waits, and this was not taken as an answer. First tap “Continue the paper”, or type {sign}.",
        sign=SIGN_OF[Action.RESUME],
    )


def move_in_units(questionnaire: Questionnaire, interview: Interview, given: Input) -> Step:
    """An input while the list of units is shown."""
    plan = outline(questionnaire, interview)
    match given:
        case Act(Action.BACK) if interview.at is not None and plan.has(interview.at):
            return ask(interview, interview.at)
        case Act(Action.BACK):
            return changed(interview, stage=Stage.REVIEW, at=None)
        case Act(Action.NEXT) if plan.missing:
            return ask(interview, plan.missing[0].key)
        case Act(Action.REVIEW) if not plan.missing:
            return to_review(interview, plan)
    asked = Rejected("Please tap a unit, or type its number from 1 to {last}.", last=len(plan.units))
    unit = plan.units[number_of(given, len(plan.units), asked) - 1]
    return enter_unit(questionnaire, interview, unit, editing=False)


def _tapped(questionnaire: Questionnaire, plan: Outline, slot: Slot, number: int) -> Step:
    choices = plan.choices(slot)
    if not 1 <= number <= len(choices):
        raise unknown_option(choices)
    name = choices[number - 1].name
    if slot.question.kind is Kind.SELECT_ONE:
        return _keep(questionnaire, plan, slot, name)
    held = slot.answer or ()
    picked = tuple(each.name for each in choices if (each.name in held) is not (each.name == name))
    return changed(_with(plan.interview, slot, picked or None))


def _keep(questionnaire: Questionnaire, plan: Outline, slot: Slot, answer: Answer | None) -> Step:
    """Keep the answer (`None` takes it away), and go on."""
    if answer is not None:
        plan.paper.check(slot.question, slot.unit, answer)
    return _forward(plan, outline(questionnaire, _with(plan.interview, slot, answer)), slot)


def _with(interview: Interview, slot: Slot, answer: Answer | None) -> Interview:
    others = {key: held for key, held in interview.answers.items() if key != slot.key}
    if answer is None:
        return interview.model_copy(update={"answers": others})
    return _heard(interview.model_copy(update={"answers": {**others, slot.key: answer}}), slot)


def _heard(interview: Interview, slot: Slot) -> Interview:
    """The unit that an answer was given or confirmed about is not skipped any more."""
    if slot.unit not in interview.skipped:
        return interview
    return interview.model_copy(update={"skipped": tuple(each for each in interview.skipped if each != slot.unit)})


def _forward(before: Outline, plan: Outline, slot: Slot) -> Step:
    """To what comes next; from a change, to the end of the unit that it is about and then to the review."""
    here = plan.position(slot.key)
    following = plan.slots[here + 1 :]
    if before.interview.editing:
        following = tuple(each for each in following if slot.unit is not None and each.unit == slot.unit)
    if not following:
        return to_review(plan.interview, plan)
    return ask(plan.interview, following[0].key, editing=plan.interview.editing)


def _back(plan: Outline, slot: Slot) -> Step:
    before = plan.slots[: plan.position(slot.key)]
    if plan.interview.editing:
        before = tuple(each for each in before if slot.unit is not None and each.unit == slot.unit)
    if before:
        return ask(plan.interview, before[-1].key, editing=plan.interview.editing)
    stage = Stage.REVIEW if plan.interview.editing else Stage.NOTICE
    return changed(plan.interview, stage=stage, at=None, editing=False, page=0)


def _to_units(plan: Outline, slot: Slot) -> Step:
    """To the list of units, but never past questions that stand before the units and were not shown yet."""
    reached = plan.interview.editing or plan.interview.skipped
    if not reached and all(each.unit is None for each in plan.slots[: plan.position(slot.key) + 1]):
        raise Rejected("The units come later. Please go on from here.")
    return changed(plan.interview, stage=Stage.UNITS, editing=False)


def _turn_page(plan: Outline, slot: Slot, by: int) -> Step:
    last = max(0, (len(plan.choices(slot)) - 1) // PAGE)
    return changed(plan.interview, page=min(max(plan.interview.page + by, 0), last))


def _skip_unit(questionnaire: Questionnaire, plan: Outline, slot: Slot) -> Step:
    """Nothing is said about this unit: on to what follows it."""
    units = dict.fromkeys((*plan.interview.skipped, str(slot.unit)))
    skipped = plan.interview.model_copy(update={"skipped": tuple(units)})
    rest = outline(questionnaire, skipped)
    following = [each for each in plan.slots[plan.position(slot.key) :] if each.unit != slot.unit]
    if plan.interview.editing or not following:
        return to_review(skipped, rest)
    return ask(skipped, following[0].key)
