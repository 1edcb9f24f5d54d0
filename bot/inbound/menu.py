"""The menu under messages to officials and coordinators, and the choice of a language."""

from __future__ import annotations

from typing import Annotated

from aiogram import Bot
from aiogram.filters.callback_data import CallbackData
from aiogram.types import BotCommand, InlineKeyboardButton, InlineKeyboardMarkup
from pydantic import AfterValidator

from bot.app.entities import Role, RoleKind
from bot.i18n import DEFAULT_LANGUAGE, LANGUAGES, Translator, language_name, translator
from bot.inbound.keys import MenuKey

__all__ = ["LanguageKey", "announce_commands", "language_buttons", "menu"]


def _spoken(code: str) -> str:
    if code not in LANGUAGES:
        raise ValueError(code)
    return code


class LanguageKey(CallbackData, prefix="l"):
    """A button that chooses a language."""

    code: Annotated[str, AfterValidator(_spoken)]


def menu(roles: tuple[Role, ...], t: Translator) -> InlineKeyboardMarkup | None:
    """One tap to everything the person's roles allow; nothing for a citizen."""
    plain = t.escaping(str)
    buttons = []
    if any(role.kind is RoleKind.OFFICIAL for role in roles):
        buttons.append(InlineKeyboardButton(text=plain("Score"), callback_data=MenuKey(command="diem").pack()))
    if roles:
        buttons.append(InlineKeyboardButton(text=plain("Deadlines"), callback_data=MenuKey(command="han").pack()))
    return InlineKeyboardMarkup(inline_keyboard=[buttons]) if buttons else None


def language_buttons() -> InlineKeyboardMarkup:
    rows = [
        [InlineKeyboardButton(text=language_name(code), callback_data=LanguageKey(code=code).pack())]
        for code in LANGUAGES
    ]
    return InlineKeyboardMarkup(inline_keyboard=rows)


async def announce_commands(bot: Bot) -> None:
    """Tell Telegram the command list, in each language and for everyone else in Vietnamese."""
    for language in LANGUAGES:
        words = translator(language)
        await bot.set_my_commands(_commands(words), language_code=language)
        if language == DEFAULT_LANGUAGE:
            await bot.set_my_commands(_commands(words))


def _commands(t: Translator) -> list[BotCommand]:
    return [
        BotCommand(command="start", description=t("Begin, or go on with an open paper")),
        BotCommand(command="diem", description=t("Score of my unit")),
        BotCommand(command="han", description=t("Deadlines")),
        BotCommand(command="language", description=t("Language")),
        BotCommand(command="help", description=t("Help")),
    ]
