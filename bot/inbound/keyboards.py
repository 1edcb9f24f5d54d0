"""Keyboards below lists: numbers to open an entry, and the pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.i18n import Translator
from bot.inbound.buttons import NUMBERS_PER_ROW, Row

__all__ = ["button", "in_rows", "keyboard", "page_row"]


def button(text: str, key: CallbackData) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=key.pack())


def in_rows(buttons: Sequence[InlineKeyboardButton]) -> list[Row]:
    """Small buttons side by side, as many as a phone has room for."""
    return [list(buttons[at : at + NUMBERS_PER_ROW]) for at in range(0, len(buttons), NUMBERS_PER_ROW)]


def page_row(page: int, pages: int, key: Callable[[int], CallbackData], t: Translator) -> Row:
    """The ways to the page before and after `page`, counted from 0; `key` is what the button of a page carries."""
    before = [button(t("‹ Previous page"), key(page - 1))] if page else []
    after = [button(t("Next page ›"), key(page + 1))] if page + 1 < pages else []
    return [*before, *after]


def keyboard(*rows: Row) -> InlineKeyboardMarkup | None:
    """The rows that hold something; `None` where none does, for Telegram takes no empty keyboard."""
    filled = [row for row in rows if row]
    return InlineKeyboardMarkup(inline_keyboard=filled) if filled else None
