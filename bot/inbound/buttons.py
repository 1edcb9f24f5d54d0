"""The buttons of a paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aiogram.types import InlineKeyboardButton

from bot.app.entities import DraftPaper
from bot.app.response import PaperRef
from bot.i18n import Translator
from bot.inbound.keyboards import Row, button, in_rows
from bot.inbound.keys import PaperKey
from bot.wording import action_text
from surveys import Act, Action, Go, Input, Line

__all__ = ["action_rows", "input_button", "number_rows"]

NUMBERED_BUTTONS = 80
"""Numbered buttons of a list: Telegram takes 100 buttons; higher numbers are typed."""

ROWS = (
    (Action.LESS, Action.MORE),
    (Action.BACK, Action.SKIP, Action.NEXT, Action.PAUSE),
    (Action.SKIP_UNIT, Action.UNITS),
    (Action.REVIEW,),
)
"""Which actions stand side by side, in this order on every screen; the others get a row each, above these."""


def input_button(draft: DraftPaper, text: str, given: Input) -> InlineKeyboardButton:
    return button(text, PaperKey.of(PaperRef.to(draft), given))


def action_rows(draft: DraftPaper, actions: Iterable[Action], t: Translator) -> list[Row]:
    """The actions, in rows that are the same on every screen."""
    offered = tuple(actions)
    alone = [(action,) for action in offered if not any(action in row for row in ROWS)]
    together = [tuple(action for action in row if action in offered) for row in ROWS]
    rows = [row for row in (*alone, *together) if row]
    return [[input_button(draft, action_text(action, t), Act(action)) for action in row] for row in rows]


def number_rows(draft: DraftPaper, lines: Sequence[Line]) -> list[Row]:
    """A numbered button for each line of a list."""
    return in_rows([input_button(draft, str(each.number), Go(each.number)) for each in lines[:NUMBERED_BUTTONS]])
