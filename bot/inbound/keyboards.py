"""Buttons below messages: alone, numbered side by side, and from page to page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.app.paging import Page
from bot.i18n import Translator

__all__ = ["BUTTON_TEXT", "Row", "button", "in_pairs", "in_rows", "keyboard", "numbered", "page_head", "page_row"]

BUTTON_TEXT = 34
"""Characters of a button that a 360-pixel phone shows in one line."""

HALF_BUTTON = 15
"""Characters of a button that half the width of a 320-pixel phone shows in one line: about 17, of which two are
kept for the tick of a chosen option, so that choosing moves nothing."""

NUMBERS_PER_ROW = 5

Row = list[InlineKeyboardButton]


def button(text: str, key: CallbackData) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=key.pack())


def in_rows(buttons: Sequence[InlineKeyboardButton]) -> list[Row]:
    """Small buttons side by side, as many as a phone has room for."""
    return [list(buttons[at : at + NUMBERS_PER_ROW]) for at in range(0, len(buttons), NUMBERS_PER_ROW)]


def in_pairs(buttons: Sequence[InlineKeyboardButton], captions: Sequence[str]) -> list[Row]:
    """Buttons two in a row where their captions are that short, else a row each. The steps of a scale look alike:
    all are paired or none; only the last one, often the longer "no information", may need a row of its own."""
    *steps, last = [len(caption) <= HALF_BUTTON for caption in captions] or [False]
    if not steps or not all(steps):
        return [[each] for each in buttons]
    paired = list(buttons) if last else list(buttons[:-1])
    rows = [paired[at : at + 2] for at in range(0, len(paired), 2)]
    return rows if last else [*rows, [buttons[-1]]]


def numbered(entries: Sequence[tuple[int, str, CallbackData]]) -> list[Row]:
    """A small button with the number of each entry of a list; where there is one only, with what it opens."""
    if len(entries) == 1:
        return [[button(caption, key) for _, caption, key in entries]]
    return in_rows([button(str(number), key) for number, _, key in entries])


def page_head(page: Page[object], t: Translator) -> list[str]:
    """Which page it is, for the head of a list; nothing where there is only one."""
    return [t("page {number}/{total}", number=page.number + 1, total=page.pages)] if page.pages > 1 else []


def page_row(page: Page[object], key: Callable[[int], CallbackData], t: Translator) -> Row:
    """The ways to the page before and the page after; `key` is what the button of a page, from 0, carries."""
    before = [button(t("‹ Previous page"), key(page.number - 1))] if page.number else []
    after = [button(t("Next page ›"), key(page.number + 1))] if page.number + 1 < page.pages else []
    return [*before, *after]


def keyboard(*rows: Row) -> InlineKeyboardMarkup | None:
    """The rows that hold something; `None` where none does, for Telegram takes no empty keyboard."""
    filled = [row for row in rows if row]
    return InlineKeyboardMarkup(inline_keyboard=filled) if filled else None
