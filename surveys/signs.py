"""Actions by typing, so that a channel without buttons can do everything that one with buttons can."""

from __future__ import annotations

from surveys.inputs import Act, Action, Input, Type
from surveys.interview import Hold, Interview, Stage
from surveys.model import Questionnaire
from surveys.outline import outline

__all__ = ["SIGNS", "SIGN_OF", "meant"]

SIGNS = {
    "<": Action.BACK,
    ">": Action.NEXT,
    "-": Action.SKIP,
    ">>": Action.MORE,
    "<<": Action.LESS,
    "x": Action.SKIP_UNIT,
    "?": Action.UNITS,
    "=": Action.REVIEW,
    "!": Action.SEND,
    "*": Action.PAUSE,
    "+": Action.RESUME,
    "#": Action.RESTART,
    "##": Action.RESTART_NOW,
    "++": Action.AGREE,
    "--": Action.REFUSE,
}
"""Sign → action. The language is answered by number instead.

A sign is never kept as a free text, where it would say nothing. Two things come before it: an option that is worded
just so, and, while no unit is being rated, the letter x, which may well be an answer (a ward, a Roman number)."""

SIGN_OF = {action: sign for sign, action in SIGNS.items()}

REPLACED = {"—": "--", "«": "<<", "»": ">>"}
"""What telephones and Telegram's own desktop client make of two signs in a row while they are typed."""


def meant(questionnaire: Questionnaire, interview: Interview, given: Input) -> Input:
    """The action that a typed sign stands for; every other input as it is."""
    if not isinstance(given, Type):
        return given
    sign = given.text.strip().casefold()
    action = SIGNS.get(REPLACED.get(sign, sign))
    if action is None or _is_answer(questionnaire, interview, sign, action):
        return given
    return Act(action)


def _is_answer(questionnaire: Questionnaire, interview: Interview, sign: str, action: Action) -> bool:
    if interview.stage is not Stage.ASKING or interview.hold is not Hold.NONE:
        return False
    plan = outline(questionnaire, interview)
    slot = plan.at(interview.at)
    if action is Action.SKIP_UNIT and slot.unit is None:
        return True
    return any(sign == label.strip().casefold() for choice in plan.choices(slot) for label in choice.label.values())
