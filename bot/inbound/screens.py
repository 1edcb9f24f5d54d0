"""A paper as a Telegram message: text in HTML and inline buttons."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from aiogram.types import InlineKeyboardMarkup

from bot.app.entities import DraftPaper
from bot.app.privacy import Notice
from bot.i18n import DEFAULT_LANGUAGE, Translator, language_name, translator
from bot.inbound.buttons import action_rows, input_button
from bot.inbound.fitting import fitted
from bot.inbound.keyboards import Row, keyboard
from bot.inbound.lists import draw_review, draw_units
from bot.inbound.notice import notice_text
from bot.inbound.question import draw_question
from surveys import Hold, Pick, Rejected, Screen, Stage, in_language, screen

__all__ = ["Drawn", "draw_paper"]

REASON = 300
"""UTF-16 units of the reason below a screen: the longest that a form can give, with something filled in."""


@dataclass(frozen=True)
class Drawn:
    """A message ready to be sent: HTML and its buttons."""

    text: str
    buttons: InlineKeyboardMarkup | None = None


def draw_paper(draft: DraftPaper, rejected: Rejected | None = None, notice: Notice | None = None) -> Drawn:
    """The message that shows `draft`, and why an input was rejected; `notice` stands before question 1."""
    language = draft.interview.language or DEFAULT_LANGUAGE
    t = translator(language).escaping(escape)
    shown = screen(draft.questionnaire, draft.interview)
    text, rows = _content(draft, shown, notice, t)
    if rejected:
        # Last, beside the buttons: on a phone the top of a long message is out of sight.
        (reason,) = fitted(REASON, [t.escaping(str)(rejected.reason, **rejected.params)])
        text = f"{text}\n\n⚠️ {escape(reason)}"
    return Drawn(text, keyboard(*rows))


def _content(draft: DraftPaper, shown: Screen, notice: Notice | None, t: Translator) -> tuple[str, list[Row]]:
    if shown.hold is not Hold.NONE:
        return _on_hold(draft, shown, t)
    match shown.stage:
        case Stage.LANGUAGE:
            return _languages(draft, shown)
        case Stage.NOTICE:
            if notice is None:
                raise ValueError("a notice is shown word for word")
            return notice_text(draft, notice, t), action_rows(draft, shown.actions, t)
        case Stage.ASKING:
            return draw_question(draft, shown, t)
        case Stage.UNITS:
            return draw_units(draft, shown, t)
        case Stage.REVIEW:
            return draw_review(draft, shown, t)
        case Stage.SENT | Stage.REFUSED:
            raise ValueError("a paper that is gone is not drawn")


def _languages(draft: DraftPaper, shown: Screen) -> tuple[str, list[Row]]:
    sentences = [translator(option.label)("Please choose a language.") for option in shown.options]
    rows = [[input_button(draft, language_name(option.label), Pick(option.number))] for option in shown.options]
    return "\n".join(sentences), rows


def _on_hold(draft: DraftPaper, shown: Screen, t: Translator) -> tuple[str, list[Row]]:
    if shown.hold is Hold.RESTARTING:
        text = t.many(
            "Begin anew? {n} answer would be dropped.", "Begin anew? {n} answers would be dropped.", shown.number
        )
    else:
        text = t(
            "The paper is paused with {number} of {total} questions answered. Nothing is lost: come back any time, "
            "on any device.",
            number=shown.number,
            total=shown.total,
        )
    text = f"{_named(draft, t)}\n\n{text}"
    return text, action_rows(draft, shown.actions, t)


def _named(draft: DraftPaper, t: Translator) -> str:
    """Which paper it is: its survey, and its unit where it is about one."""
    survey = f"<b>{escape(in_language(draft.campaign.title, t.language))}</b>"
    return f"{survey}\n{escape(in_language(draft.unit.name, t.language))}" if draft.unit else survey
