"""One question as a message."""

from __future__ import annotations

from datetime import date
from html import escape

from bot.app.entities import DraftPaper
from bot.i18n import Translator
from bot.inbound.buttons import Row, action_rows, input_button
from surveys import Kind, Pick, Screen, in_language

__all__ = ["draw_question", "written"]

BUTTON_TEXT = 34
"""Characters of a button that a 360-pixel phone shows in one line; longer options are written in the message."""


def draw_question(draft: DraftPaper, shown: Screen, t: Translator) -> tuple[str, list[Row]]:
    """The question with its options as buttons, or with the options in the text where they are long."""
    question = shown.question
    if question is None:
        raise ValueError("a question screen has a question")
    parts = [f"{_head(draft, shown, t)}\n<b>{escape(shown.label)}</b>"]
    if shown.hint:
        parts.append(escape(shown.hint))
    if any(len(option.label) > BUTTON_TEXT for option in shown.options):
        parts.append("\n".join(f"{_mark(o.chosen)}{o.number}. {escape(o.label)}" for o in shown.options))
        rows = [[input_button(draft, f"{_mark(o.chosen)}{o.number}", Pick(o.number)) for o in shown.options]]
    else:
        rows = [
            [input_button(draft, f"{_mark(o.chosen)}{o.number}. {o.label}", Pick(o.number))] for o in shown.options
        ]
    if shown.answer and not shown.last_option:
        parts.append(t("Your answer: {answer}", answer=written(shown.answer, question.kind, t)))
    if (how := _how(question.kind, t)) and (shown.number == 1 or question.kind is not Kind.SELECT_ONE):
        parts.append(f"<i>{how}</i>")
    return "\n\n".join(parts), [*rows, *action_rows(draft, shown.actions, t)]


def written(answer: str, kind: Kind | None, t: Translator) -> str:
    """A canonical answer as it is written in the person's language."""
    match kind:
        case Kind.INTEGER | Kind.DECIMAL | Kind.RANGE:
            return t.typed(answer)
        case Kind.DATE:
            return t.date(date.fromisoformat(answer))
        case _:
            return answer


def _head(draft: DraftPaper, shown: Screen, t: Translator) -> str:
    unit = in_language(draft.unit_name(shown.unit), t.language)
    parts = []
    if shown.question and shown.question.kind is not Kind.NOTE:
        parts.append(t("Question {number}/{total}", number=shown.number, total=shown.total))
    if shown.units:
        parts.append(t("Unit {number}/{total}", number=shown.unit_number, total=shown.units))
    if unit:
        parts.append(escape(unit))
    if shown.pages > 1:
        parts.append(t("Options: page {number}/{total}", number=shown.page + 1, total=shown.pages))
    return f"<i>{' · '.join(parts)}</i>"


def _how(kind: Kind, t: Translator) -> str:
    match kind:
        case Kind.SELECT_ONE:
            return t("Tap an answer, or type its number.")
        case Kind.SELECT_MULTIPLE:
            return t("Tap all that apply, or type their numbers.")
        case Kind.INTEGER | Kind.DECIMAL | Kind.RANGE:
            return t("Type a number.")
        case Kind.DATE:
            return t("Type a date as day/month/year.")
        case Kind.TEXT:
            return t("Type your answer.")
        case Kind.NOTE | Kind.CALCULATE:
            return ""


def _mark(chosen: bool) -> str:
    return "✓ " if chosen else ""
