"""The menu under messages to officials and coordinators, and the choice of a language."""

from __future__ import annotations

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from pydantic import AfterValidator

from bot.app.entities import Role, RoleKind
from bot.app.standings import ScoreCard
from bot.i18n import LANGUAGES, Translator, language_name
from bot.inbound.keys import MenuKey, WhyKey

__all__ = ["LanguageKey", "language_buttons", "menu"]


def _spoken(code: str) -> str:
    if code not in LANGUAGES:
        raise ValueError(code)
    return code


class LanguageKey(CallbackData, prefix="l"):
    """A button that chooses a language."""

    code: Annotated[str, AfterValidator(_spoken)]


def menu(roles: tuple[Role, ...], t: Translator, card: ScoreCard | None = None) -> InlineKeyboardMarkup | None:
    """One tap to everything the person's roles allow; nothing for a citizen. `card` is what it stands below."""
    plain = t.escaping(str)
    kinds = {role.kind for role in roles}
    buttons, reports = [], []
    if RoleKind.OFFICIAL in kinds:
        buttons.append(InlineKeyboardButton(text=plain("Score"), callback_data=MenuKey(command="diem").pack()))
        why = WhyKey(unit=card.unit.id, round=card.round.id) if card else MenuKey(command="visao")
        buttons.append(InlineKeyboardButton(text=plain("Why?"), callback_data=why.pack()))
        text = plain("Citizens' reports")
        reports.append(InlineKeyboardButton(text=text, callback_data=MenuKey(command="phananhden").pack()))
    if roles:
        buttons.append(InlineKeyboardButton(text=plain("Deadlines"), callback_data=MenuKey(command="han").pack()))
    if RoleKind.COORDINATOR in kinds:
        text = plain("Late reports")
        reports.append(InlineKeyboardButton(text=text, callback_data=MenuKey(command="tre").pack()))
    rows = [buttons, reports]
    if RoleKind.COORDINATOR in kinds:
        requests = MenuKey(command="yeucauden").pack()
        rows.append([InlineKeyboardButton(text=plain("Data requests"), callback_data=requests)])
    return InlineKeyboardMarkup(inline_keyboard=rows) if buttons else None


def language_buttons() -> InlineKeyboardMarkup:
    rows = [
        [InlineKeyboardButton(text=language_name(code), callback_data=LanguageKey(code=code).pack())]
        for code in LANGUAGES
    ]
    return InlineKeyboardMarkup(inline_keyboard=rows)
