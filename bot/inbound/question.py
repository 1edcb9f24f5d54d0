"""One question as a message."""

from __future__ import annotations

from datetime import date
from html import escape

from bot.app.entities import DraftPaper
from bot.i18n import Translator
from bot.inbound.buttons import action_rows, input_button
from bot.inbound.fitting import fitted
from bot.inbound.keyboards import BUTTON_TEXT, Row, in_pairs
from surveys import Kind, Pick, Screen, in_language

__all__ = ["draw_question", "written"]

ROOM = 3400
"""UTF-16 units for what people wrote: the unit, the question, its hint, the answer, the options. Telegram allows
4096; progress, numbers, what to do and a reason fit into the rest."""


def draw_question(draft: DraftPaper, shown: Screen, t: Translator) -> tuple[str, list[Row]]:
    """The question with its options as buttons, or with the options in the text where they are long."""
    question = shown.question
    if question is None:
        raise ValueError("a question screen has a question")
    answer = written(shown.answer, question.kind, t) if shown.answer and not shown.last_option else ""
    unit = in_language(draft.unit_name(shown.unit), t.language)
    long = any(len(option.label) > BUTTON_TEXT for option in shown.options)
    unit, label, hint, answer, *captions = fitted(
        ROOM, [unit, shown.label, shown.hint, answer, *(option.caption for option in shown.options)]
    )
    parts = [f"{_head(shown, unit, t)}\n<b>{escape(label)}</b>"]
    if hint:
        parts.append(escape(hint))
    marked = [(_mark(o.chosen), o, caption) for o, caption in zip(shown.options, captions, strict=True)]
    if long:
        parts.append("\n".join(f"{mark}{escape(caption)}" for mark, _, caption in marked))
        rows = [[input_button(draft, f"{mark}{o.typed}", Pick(o.number)) for mark, o, _ in marked]]
    else:
        options = [input_button(draft, f"{mark}{caption}", Pick(o.number)) for mark, o, caption in marked]
        rows = in_pairs(options, captions)
    if answer:
        parts.append(t("Your answer: {answer}", answer=answer))
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


def _head(shown: Screen, unit: str, t: Translator) -> str:
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
