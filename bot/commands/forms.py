"""Commands about questionnaires: form check, walk. They need no database."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path

from bot.commands.data import FAILED, fail
from bot.i18n import Translator
from bot.settings import Settings
from bot.wording import action_text
from surveys import (
    SIGNS,
    Act,
    Action,
    Completed,
    FormInvalid,
    Interview,
    Kind,
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

__all__ = ["check", "play"]

SIGN_OF_RESUME = "+"
"""Anything typed goes on with a paused paper."""


def check(given: argparse.Namespace, _: Settings, t: Translator) -> int:
    """Every fault of a workbook, with sheet, row and column."""
    try:
        form = read_xlsform(given.form)
    except OSError:
        return fail(t("The file {name} cannot be read.", name=given.form))
    except FormInvalid as invalid:
        faults = [{"where": fault.where, "reason": t(fault.reason, **fault.params)} for fault in invalid.faults]
        if given.json:
            print(json.dumps({"valid": False, "faults": faults}, ensure_ascii=False, indent=2))
        else:
            for fault in faults:
                print(f"{fault['where']}: {fault['reason']}", file=sys.stderr)
        return FAILED
    questions = [question.name for question in form.questions() if question.kind is not Kind.CALCULATE]
    if given.json:
        about = {
            "valid": True,
            "faults": [],
            "form_id": form.form_id,
            "version": form.version,
            "questions": questions,
        }
        print(json.dumps(about, ensure_ascii=False, indent=2))
    else:
        n = len(questions)
        print(t.many("{name}: {n} question, no fault.", "{name}: {n} questions, no fault.", n, name=given.form))
    return 0


def play(given: argparse.Namespace, settings: Settings, t: Translator) -> int:
    """Play a questionnaire in the terminal, or silently with prepared answers."""
    try:
        form = read_xlsform(given.form)
    except OSError:
        return fail(t("The file {name} cannot be read.", name=given.form))
    except FormInvalid as invalid:
        for fault in invalid.faults:
            print(f"{fault.where}: {t(fault.reason, **fault.params)}", file=sys.stderr)
        return FAILED
    now = datetime.now(settings.zone)
    language = given.lang if given.lang in form.languages else form.languages[0]
    if given.answers:
        return _silently(form, given.answers, now, language, t)
    return _by_hand(form, now, language, t)


def _silently(form: Questionnaire, answers: Path, now: datetime, language: str, t: Translator) -> int:
    try:
        prepared = json.loads(answers.read_text("utf-8"))
    except (OSError, ValueError) as error:
        return fail(t("The answers {name} cannot be read: {detail}", name=answers, detail=error))
    if not isinstance(prepared, dict):
        return fail(t("The answers {name} must be an object: question name → value.", name=answers))
    done = walk(form, prepared, now, language=language)
    rejected = [
        {"name": each.key, "value": each.value, "reason": t(each.reason.reason, **each.reason.params)}
        for each in done.rejected
    ]
    print(
        json.dumps({"asked": done.asked, "rejected": rejected, "ballot": done.ballot}, ensure_ascii=False, indent=2)
    )
    return 0 if done.complete else FAILED


def _by_hand(form: Questionnaire, now: datetime, language: str, t: Translator) -> int:
    """A conversation in the terminal: everything by typing, as in a channel without buttons."""
    units = ("A", "B", "C") if form.rates_units else ()
    interview = Interview(stage=Stage.NOTICE, language=language, units=units, today=now.date())
    interview = step(form, interview, Act(Action.AGREE), now, notice="").interview
    while True:
        print(_in_text(screen(form, interview), t))
        try:
            typed = input("> ")
        except EOFError:
            return FAILED
        try:
            done = step(form, interview, Type(typed), now, notice="")
        except Rejected as rejected:
            print(f"⚠ {t(rejected.reason, **rejected.params)}")
            continue
        interview = done.interview
        for event in done.events:
            if isinstance(event, Completed):
                print(json.dumps(event.answers, ensure_ascii=False, indent=2))
                return 0


def _in_text(shown: Screen, t: Translator) -> str:
    progress = f"{t.number(shown.number)}/{t.number(shown.total)}" if shown.question else ""
    lines = ["", " · ".join(part for part in (progress, shown.unit) if part), shown.label, shown.hint]
    lines += [f"  {'✓' if option.chosen else ' '} {option.number}. {option.label}" for option in shown.options]
    lines += [
        f"  {line.number}. {line.label or line.unit}: {line.answer or line.state or '–'}" for line in shown.lines
    ]
    signs = {**{action: sign for sign, action in SIGNS.items()}, Action.RESUME: SIGN_OF_RESUME}
    lines.append("   ".join(f"{signs[each]} {action_text(each, t)}" for each in shown.actions if each in signs))
    return "\n".join(line for line in lines if line)
