"""Commands about questionnaires: form check, walk. They need no database."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import datetime
from math import isfinite
from pathlib import Path

from bot.commands.output import FAILED, fail, print_json
from bot.i18n import Translator, supported, translator
from bot.settings import Settings
from bot.wording import action_text
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
    UnitState,
    read_xlsform,
    screen,
    step,
    walk,
)

__all__ = ["check", "play"]

_PLACE = ("sheet", "row", "column")

TRIAL_UNITS = ("A", "B", "C")
"""What a form over units is played with: no unit list is at hand."""


def check(given: argparse.Namespace, _: Settings, t: Translator) -> int:
    """Every fault of a workbook, with sheet, row and column."""
    try:
        form = read_xlsform(given.form)
    except OSError:
        return fail(t("The file {name} cannot be read.", name=given.form))
    except FormInvalid as invalid:
        if given.json:
            print_json({"valid": False, "faults": [_fault(fault, t) for fault in invalid.faults]})
        else:
            _tell(invalid.faults, t)
        return FAILED
    questions = [question.name for question in form.questions() if question.kind is not Kind.CALCULATE]
    if given.json:
        about = {"form_id": form.form_id, "version": form.version, "questions": questions}
        print_json({"valid": True, "faults": [], **about})
    else:
        n = len(questions)
        print(t.many("{name}: {n} question, no fault.", "{name}: {n} questions, no fault.", n, name=given.form))
    return 0


def _fault(fault: Fault, t: Translator) -> dict[str, object]:
    """`column` is the heading; a place is null as far as the fault is about more than one cell, row or sheet."""
    spot = fault.spot
    place = {"sheet": spot.sheet, "row": spot.row, "column": spot.column} if spot else dict.fromkeys(_PLACE)
    return {**place, "reason": t(fault.reason, **fault.params), "where": fault.where}


def _tell(faults: Iterable[Fault], t: Translator) -> None:
    for fault in faults:
        print(f"{fault.where}: {t(fault.reason, **fault.params)}", file=sys.stderr)


def play(given: argparse.Namespace, settings: Settings, t: Translator) -> int:
    """Play a questionnaire in the terminal, or silently with prepared answers."""
    try:
        form = read_xlsform(given.form)
    except OSError:
        return fail(t("The file {name} cannot be read.", name=given.form))
    except FormInvalid as invalid:
        _tell(invalid.faults, t)
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
        prepared = json.loads(answers.read_text("utf-8-sig"), parse_constant=_no_number, parse_float=_finite)
        json.dumps(prepared, ensure_ascii=False).encode()
    except UnicodeEncodeError as half:
        found = f"\\u{ord(half.object[half.start]):04x}"
        unreadable = t(
            "The answers {name} hold {found}, half a letter: no text can keep it.", name=answers, found=found
        )
        return fail(unreadable)
    except (OSError, ValueError, RecursionError) as error:
        return fail(t("The answers {name} cannot be read: {detail}", name=answers, detail=error))
    if not isinstance(prepared, dict):
        return fail(t("The answers {name} must be an object: question name → value.", name=answers))
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


def _no_number(written: str) -> float:
    """JSON knows no NaN and no Infinity; Python's reader does."""
    raise ValueError(written)


def _finite(written: str) -> float:
    """What JSON can write and no number can hold, such as 1e999, is no answer."""
    number = float(written)
    return number if isfinite(number) else _no_number(written)


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
    match line.state:
        case None:
            return f"{line.label}: {line.answer or '–'}"
        case UnitState.DONE:
            state = t("✓ done")
        case UnitState.SKIPPED:
            state = t("no information")
        case UnitState.BEGUN:
            state = t("{answered} of {asked} answered", answered=line.answered, asked=line.asked)
        case UnitState.LEFT:
            state = t("not begun")
    return f"{line.unit}: {state}"
