"""Commands about questionnaires: form check, walk. They need no database."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path

from bot.commands.adding import Commands
from bot.commands.answers import Unusable, read_answers
from bot.commands.output import FAILED, fail, print_json, tell
from bot.i18n import Translator, supported, translator
from bot.settings import Settings
from bot.wording import action_text, unit_state_text
from surveys import (
    SIGNS,
    Act,
    Action,
    Completed,
    Fault,
    FormInvalid,
    Hold,
    Interview,
    Kind,
    Line,
    Questionnaire,
    Rejected,
    Screen,
    Stage,
    Type,
    read_xlsform,
    screen,
    step,
    walk,
)

__all__ = ["add_to", "check", "play"]

_PLACE = ("sheet", "row", "column")

TRIAL_UNITS = ("A", "B", "C")
"""What a form over units is played with: no unit list is at hand."""


def add_to(commands: Commands) -> None:
    t = commands.t
    workbook = f"{t('FILE')}.xlsx"

    command = commands.add("form", check, t("look at a questionnaire"))
    command.add_argument("action", choices=["check"], help=t("check: list every fault with sheet, row and column"))
    command.add_argument("form", type=Path, metavar=workbook)
    commands.add_json(command)

    command = commands.add("walk", play, t("play a questionnaire in the terminal"))
    command.add_argument("form", type=Path, metavar=workbook)
    command.add_argument("--lang", metavar=t("LANGUAGE_CODE"), help=t("the language of the questions"))
    command.add_argument(
        "--answers", type=Path, metavar=f"{t('FILE')}.json", help=t("answer silently from this file")
    )
    command.add_argument("--json", action="store_true", help=t("with --answers: print what happened as JSON"))


def check(given: argparse.Namespace, _: Settings, t: Translator) -> int:
    """Every fault of a workbook, with sheet, row and column."""
    form = _read(given.form, t, as_json=given.json)
    if form is None:
        return FAILED
    questions = [question.name for question in form.questions() if question.kind is not Kind.CALCULATE]
    if given.json:
        about = {"form_id": form.form_id, "version": form.version, "questions": questions}
        print_json({"valid": True, "faults": [], **about})
    else:
        n = len(questions)
        print(t.many("{name}: {n} question, no fault.", "{name}: {n} questions, no fault.", n, name=given.form))
    return 0


def _read(path: Path, t: Translator, *, as_json: bool = False) -> Questionnaire | None:
    """The form in a workbook; None where it cannot be carried, once it is said why."""
    try:
        return read_xlsform(path)
    except OSError:
        fail(t("The file {name} cannot be read.", name=path))
    except FormInvalid as invalid:
        if as_json:
            print_json({"valid": False, "faults": [_fault(fault, t) for fault in invalid.faults]})
        else:
            tell(invalid.faults, t)
    return None


def _fault(fault: Fault, t: Translator) -> dict[str, object]:
    """`column` is the heading; a place is null as far as the fault is about more than one cell, row or sheet."""
    spot = fault.spot
    place = {"sheet": spot.sheet, "row": spot.row, "column": spot.column} if spot else dict.fromkeys(_PLACE)
    return {**place, "reason": t(fault.reason, **fault.params), "where": fault.where}


def play(given: argparse.Namespace, settings: Settings, t: Translator) -> int:
    """Play a questionnaire in the terminal, or silently with prepared answers."""
    form = _read(given.form, t)
    if form is None:
        return FAILED
    now = datetime.now(settings.zone)
    language = given.lang if given.lang in form.languages else form.languages[0]
    spoken = supported(given.lang)
    t = translator(spoken) if spoken else t
    if given.answers:
        return _silently(form, given.answers, now, language, t, as_json=given.json)
    return _by_hand(form, now, language, t)


def _silently(
    form: Questionnaire, answers: Path, now: datetime, language: str, t: Translator, *, as_json: bool
) -> int:
    try:
        prepared = read_answers(answers, t)
    except Unusable as refused:
        return fail(str(refused))
    for name in prepared:
        if name not in form.places:
            print(t("The form has no question {name}.", name=name), file=sys.stderr)
    done = walk(form, prepared, now, language=language)
    rejected = [
        {"name": each.key, "value": each.value, "reason": t(each.reason.reason, **each.reason.params)}
        for each in done.rejected
    ]
    if as_json:
        print_json({"asked": done.asked, "rejected": rejected, "ballot": done.ballot})
    else:
        for key in done.asked:
            print(f"{key}: {_plain(done.ballot.get(key))}")
        for each in rejected:
            print(f"⚠ {each['name']}: {each['reason']}", file=sys.stderr)
    return 0 if done.complete else FAILED


def _plain(answer: str | tuple[str, ...] | None) -> str:
    return "–" if answer is None else answer if isinstance(answer, str) else ", ".join(answer)


def _by_hand(form: Questionnaire, now: datetime, language: str, t: Translator) -> int:
    """A conversation in the terminal: everything by typing, as in a channel without buttons."""
    units = TRIAL_UNITS if form.rates_units else ()
    interview = Interview(stage=Stage.NOTICE, language=language, units=units, today=now.date())
    interview = step(form, interview, Act(Action.AGREE), now, notice="").interview
    print(_signs(t))
    while True:
        print(_in_text(screen(form, interview), t))
        try:
            typed = input("> ")
        except (EOFError, KeyboardInterrupt):
            return FAILED
        try:
            done = step(form, interview, Type(typed), now, notice="")
        except Rejected as rejected:
            print(f"⚠ {t(rejected.reason, **rejected.params)}")
            continue
        interview = done.interview
        for event in done.events:
            if isinstance(event, Completed):
                print_json(event.answers)
                return 0


def _signs(t: Translator) -> str:
    """What can be typed besides answers, said once."""
    lines = [t("Type an answer or the number of an option. A sign by itself does something else:")]
    return "\n".join([*lines, *(f"  {sign:2}  {action_text(action, t)}" for sign, action in SIGNS.items())])


def _in_text(shown: Screen, t: Translator) -> str:
    progress = f"{t.number(shown.number)}/{t.number(shown.total)}" if shown.number else ""
    pages = f"{t.number(shown.page + 1)}/{t.number(shown.pages)}" if shown.pages > 1 else ""
    head = " · ".join(part for part in (shown.unit, progress, pages) if part)
    lines = [f"── {head} ──" if head else "──", shown.label, shown.hint]
    lines += [f"  {'✓' if option.chosen else ' '} {option.caption}" for option in shown.options]
    if shown.answer and not shown.options:
        lines.append(t("Your answer: {answer}", answer=shown.answer))
    lines += [f"  {line.number}. {_line(line, t)}" for line in shown.lines]
    offered = [sign for sign, action in SIGNS.items() if action in shown.actions]
    if shown.hold is not Hold.NONE or shown.lines:  # screens that ask for nothing else
        lines += [f"  {sign:2}  {action_text(SIGNS[sign], t)}" for sign in offered]
    else:
        lines.append(f"  [{'  '.join(offered)}]")
    return "\n" + "\n".join(line for line in lines if line)


def _line(line: Line, t: Translator) -> str:
    if line.state is None:
        return f"{line.label}: {line.answer or '–'}"
    return f"{line.unit}: {unit_state_text(line, t)}"
