"""What an interview shows now, in no words of the channel: a messenger turns a screen into buttons or numbers."""

from __future__ import annotations

from dataclasses import dataclass

from surveys.answers import option_numbers, own_number
from surveys.asking import PAGE
from surveys.inputs import Action
from surveys.interview import Answer, Hold, Interview, Stage
from surveys.model import Kind, Question, Questionnaire
from surveys.outline import Outline, Slot, UnitState, outline
from surveys.paper import Paper
from surveys.review import ReviewLine, review_lines

__all__ = ["Line", "Option", "Screen", "screen"]


@dataclass(frozen=True)
class Option:
    """One option. `number` is its place, which a tap carries, `typed` the number that is shown beside it and typed
    for it; `chosen` marks the answer that is held, never a default."""

    number: int
    label: str
    typed: int
    chosen: bool = False

    @property
    def caption(self) -> str:
        """The wording behind its number, or alone where it is that number."""
        return self.label if own_number(self.label) == self.typed else f"{self.typed}. {self.label}"


@dataclass(frozen=True)
class Line:
    """One line of the review or of the list of units.

    About a question: its label and its answer in words, `None` where it was skipped. About a unit: its code and how
    far it is, with the number of questions answered out of those asked.
    """

    number: int
    label: str = ""
    answer: str | None = None
    unit: str | None = None
    kind: Kind | None = None
    state: UnitState | None = None
    answered: int = 0
    asked: int = 0


@dataclass(frozen=True)
class Screen:
    """Everything a messenger needs to draw the interview.

    `number` of `total` is the progress over the questions (inside a repeat: of the unit), `unit` the code of the
    rated unit, which is `unit_number` of `units`. `options` are those of page `page` of `pages`.
    """

    stage: Stage
    hold: Hold = Hold.NONE
    question: Question | None = None
    label: str = ""
    hint: str = ""
    unit: str | None = None
    unit_number: int = 0
    units: int = 0
    number: int = 0
    total: int = 0
    answer: str | None = None
    """The answer held for the current question, in words."""
    options: tuple[Option, ...] = ()
    last_option: int = 0
    page: int = 0
    pages: int = 1
    actions: tuple[Action, ...] = ()
    lines: tuple[Line, ...] = ()


def screen(questionnaire: Questionnaire, interview: Interview) -> Screen:
    """The screen of `interview`, in its language."""
    if interview.hold is not Hold.NONE:
        return _on_hold(questionnaire, interview)
    match interview.stage:
        case Stage.LANGUAGE:
            options = tuple(Option(n, code, n) for n, code in enumerate(questionnaire.languages, 1))
            return Screen(interview.stage, options=options, last_option=len(options))
        case Stage.NOTICE:
            return Screen(interview.stage, actions=(Action.AGREE, Action.REFUSE, Action.BACK))
        case Stage.ASKING:
            return _asking(questionnaire, interview)
        case Stage.UNITS:
            return _units(questionnaire, interview)
        case Stage.REVIEW:
            return _review(questionnaire, interview)
        case Stage.SENT | Stage.REFUSED:
            return Screen(interview.stage)


def _on_hold(questionnaire: Questionnaire, interview: Interview) -> Screen:
    asked = outline(questionnaire, interview).asked
    answered = sum(slot.answer is not None for slot in asked)
    restarting = interview.hold is Hold.RESTARTING
    actions = (Action.RESUME, Action.RESTART_NOW if restarting else Action.RESTART)
    return Screen(interview.stage, interview.hold, number=answered, total=len(asked), actions=actions)


def _asking(questionnaire: Questionnaire, interview: Interview) -> Screen:
    plan = outline(questionnaire, interview)
    paper, slot = plan.paper, plan.at(interview.at)
    here = plan.position(slot.key)
    choices = plan.choices(slot)
    pages = max(1, -(-len(choices) // PAGE))
    page = min(interview.page, pages - 1)
    options = tuple(
        Option(number, paper.wording(choice.label, slot.unit), typed, _chosen(choice.name, slot.answer))
        for number, (choice, typed) in enumerate(zip(choices, option_numbers(choices), strict=True), 1)
        if (number - 1) // PAGE == page
    )
    return Screen(
        interview.stage,
        question=slot.question,
        label=paper.wording(slot.question.label, slot.unit),
        hint=paper.wording(slot.question.hint, slot.unit),
        unit=slot.unit or interview.unit,
        unit_number=plan.units.index(slot.unit) + 1 if slot.unit else 0,
        units=len(plan.units) if slot.unit else 0,
        number=sum(each.unit == slot.unit and each.wants_answer for each in plan.slots[: here + 1]),
        total=sum(each.unit == slot.unit for each in plan.asked),
        answer=paper.in_words(slot.question, slot.answer),
        options=options,
        last_option=len(choices),
        page=page,
        pages=pages,
        actions=tuple(_actions(interview, plan, slot, page, pages)),
    )


def _actions(interview: Interview, plan: Outline, slot: Slot, page: int, pages: int) -> list[Action]:
    """A change outside the units offers only the way back: everything else is on the review."""
    actions = []
    last = slot.key == plan.slots[-1].key
    wandering = not interview.editing or slot.unit is not None
    if page > 0:
        actions.append(Action.LESS)
    if page < pages - 1:
        actions.append(Action.MORE)
    if slot.question.kind is Kind.NOTE or (slot.question.kind is Kind.SELECT_MULTIPLE and slot.answer):
        actions.append(Action.NEXT)
    elif not slot.question.required:
        actions.append(Action.SKIP)
    actions.append(Action.BACK)
    if wandering:
        if slot.answer is not None and Action.NEXT not in actions and not last:
            actions.append(Action.NEXT)
        actions.append(Action.PAUSE)
    if slot.unit:
        actions += [Action.SKIP_UNIT, Action.UNITS]
    if wandering and not plan.missing and (slot.answer is not None or not last):
        actions.append(Action.REVIEW)
    return actions


def _units(questionnaire: Questionnaire, interview: Interview) -> Screen:
    plan = outline(questionnaire, interview)
    lines = tuple(_unit_line(number, plan, unit) for number, unit in enumerate(plan.units, 1))
    actions = (Action.BACK, Action.NEXT if plan.missing else Action.REVIEW)
    return Screen(interview.stage, units=len(lines), number=len(plan.finished), actions=actions, lines=lines)


def _review(questionnaire: Questionnaire, interview: Interview) -> Screen:
    plan = outline(questionnaire, interview)
    lines = tuple(
        _unit_line(number, plan, line.unit) if line.unit else _answer_line(number, plan.paper, line)
        for number, line in enumerate(review_lines(questionnaire, plan), 1)
    )
    actions = (Action.SEND, Action.BACK, Action.PAUSE, *((Action.UNITS,) if plan.units else ()))
    return Screen(interview.stage, unit=interview.unit, total=len(lines), actions=actions, lines=lines)


def _unit_line(number: int, plan: Outline, unit: str) -> Line:
    slots = [slot for slot in plan.of_unit(unit) if slot.wants_answer]
    answered = sum(slot.answer is not None for slot in slots)
    return Line(number, unit=unit, state=plan.state(unit), answered=answered, asked=len(slots))


def _answer_line(number: int, paper: Paper, line: ReviewLine) -> Line:
    slot = line.slot
    if slot is None:
        return Line(number)
    question = slot.question
    label = paper.wording(question.label, slot.unit)
    return Line(number, label, paper.in_words(question, slot.answer), kind=question.kind)


def _chosen(name: str, held: Answer | None) -> bool:
    return name == held if isinstance(held, str) else name in (held or ())
