"""A paper as a Telegram message: text in HTML and inline buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.app.entities import DraftPaper
from bot.app.respond import PaperRef
from bot.i18n import DEFAULT_LANGUAGE, Translator, language_name, translator
from bot.inbound.keys import PaperKey
from bot.inbound.notice import notice_text
from surveys import Act, Action, Go, Input, Kind, Line, Pick, Rejected, Screen, Stage, in_language, screen

__all__ = ["Drawn", "draw_paper"]

BUTTON_TEXT = 34
"""Characters of a button that a 360-pixel phone shows in one line; longer options are written in the message."""

REVIEW_LABEL = 90
"""Characters of a question quoted in the review: enough to recognise it, and 40 questions fit one message."""

NUMBERS_PER_ROW = 5

Row = list[InlineKeyboardButton]


@dataclass(frozen=True)
class Drawn:
    """A message ready to be sent: HTML and its buttons."""

    text: str
    buttons: InlineKeyboardMarkup | None = None


def draw_paper(draft: DraftPaper, rejected: Rejected | None = None) -> Drawn:
    """The message that shows `draft`, led by the reason where an input was rejected."""
    language = draft.interview.language or DEFAULT_LANGUAGE
    t = translator(language).escaping(escape)
    shown = screen(draft.questionnaire, draft.interview)
    text, rows = _content(draft, shown, t)
    if rejected:
        text = f"⚠️ {t(rejected.reason, **rejected.params)}\n\n{text}"
    return Drawn(text, InlineKeyboardMarkup(inline_keyboard=rows) if rows else None)


def _content(draft: DraftPaper, shown: Screen, t: Translator) -> tuple[str, list[Row]]:
    if shown.paused:
        return _paused(draft, shown, t)
    match shown.stage:
        case Stage.LANGUAGE:
            return _languages(draft, shown)
        case Stage.NOTICE:
            return notice_text(draft, t), _stacked(draft, shown.actions, t)
        case Stage.ASKING:
            return _question(draft, shown, t)
        case Stage.REVIEW:
            return _review(draft, shown, t)
        case Stage.SENT | Stage.REFUSED:
            raise ValueError("a paper that is gone is not drawn")


def _button(draft: DraftPaper, text: str, given: Input) -> InlineKeyboardButton:
    paper = PaperRef(draft.campaign.id, draft.interview.revision)
    return InlineKeyboardButton(text=text, callback_data=PaperKey.of(paper, given).pack())


def _action_text(action: Action, t: Translator) -> str:
    match action:
        case Action.AGREE:
            return t("I agree")
        case Action.REFUSE:
            return t("I do not take part")
        case Action.BACK:
            return t("‹ Back")
        case Action.SKIP:
            return t("Skip ›")
        case Action.NEXT:
            return t("Continue ›")
        case Action.PAUSE:
            return t("Pause")
        case Action.RESUME:
            return t("Continue the paper")
        case Action.REVIEW:
            return t("Review")
        case Action.SEND:
            return t("Send the paper")


def _stacked(draft: DraftPaper, actions: Sequence[Action], t: Translator) -> list[Row]:
    return [[_button(draft, _action_text(action, t), Act(action))] for action in actions]


def _in_a_row(draft: DraftPaper, actions: Sequence[Action], t: Translator) -> Row:
    return [_button(draft, _action_text(action, t), Act(action)) for action in actions]


def _languages(draft: DraftPaper, shown: Screen) -> tuple[str, list[Row]]:
    sentences = [translator(option.label)("Please choose a language.") for option in shown.options]
    rows = [[_button(draft, language_name(option.label), Pick(option.number))] for option in shown.options]
    return "\n".join(sentences), rows


def _paused(draft: DraftPaper, shown: Screen, t: Translator) -> tuple[str, list[Row]]:
    text = t(
        "The paper is paused with {number} of {total} questions answered. Nothing is lost: come back any time, "
        "on any device.",
        number=shown.number,
        total=shown.total,
    )
    return text, _stacked(draft, shown.actions, t)


def _head(draft: DraftPaper, shown: Screen, t: Translator) -> str:
    unit = in_language(draft.unit.name, t.language)
    if shown.question and shown.question.kind is Kind.NOTE:
        return f"<i>{escape(unit)}</i>"
    return (
        "<i>" + t("Question {number}/{total} · {unit}", number=shown.number, total=shown.total, unit=unit) + "</i>"
    )


def _question(draft: DraftPaper, shown: Screen, t: Translator) -> tuple[str, list[Row]]:
    question = shown.question
    if question is None:
        raise ValueError("a question screen has a question")
    parts = [_head(draft, shown, t), f"<b>{escape(in_language(question.label, t.language))}</b>"]
    if hint := in_language(question.hint, t.language):
        parts.append(escape(hint))
    rows: list[Row] = []
    if any(len(option.label) > BUTTON_TEXT for option in shown.options):
        parts.append("\n".join(f"{_mark(o.chosen)}{o.number}. {escape(o.label)}" for o in shown.options))
        buttons = [_button(draft, f"{_mark(o.chosen)}{o.number}", Pick(o.number)) for o in shown.options]
        rows += _rows(buttons)
    else:
        rows += [[_button(draft, f"{_mark(o.chosen)}{o.number}. {o.label}", Pick(o.number))] for o in shown.options]
    if shown.answer and not shown.options:
        parts.append(t("Your answer: {answer}", answer=shown.answer))
    if how := _how(question.kind, t):
        parts.append(f"<i>{how}</i>")
    return "\n\n".join(parts), [*rows, _in_a_row(draft, shown.actions, t)]


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


def _review(draft: DraftPaper, shown: Screen, t: Translator) -> tuple[str, list[Row]]:
    head = t("<b>Please look over your answers before sending.</b>")
    lines = [_review_line(line, t) for line in shown.lines]
    foot = "<i>" + t("Tap a number to change that answer. Once sent, a paper cannot be changed.") + "</i>"
    numbers = [_button(draft, str(line.number), Go(line.number)) for line in shown.lines]
    send, *others = shown.actions
    rows = [*_rows(numbers), [_button(draft, _action_text(send, t), Act(send))], _in_a_row(draft, others, t)]
    return "\n\n".join([head, "\n".join(lines), foot]), rows


def _review_line(line: Line, t: Translator) -> str:
    label = line.label if len(line.label) <= REVIEW_LABEL else line.label[: REVIEW_LABEL - 1].rstrip() + "…"
    answer = f"<b>{escape(line.answer)}</b>" if line.answer else t("<i>no answer</i>")
    return f"{line.number}. {escape(label)}\n    → {answer}"


def _rows(buttons: Row) -> list[Row]:
    return [buttons[start : start + NUMBERS_PER_ROW] for start in range(0, len(buttons), NUMBERS_PER_ROW)]


def _mark(chosen: bool) -> str:
    return "✓ " if chosen else ""
