"""The menu under messages to officials and coordinators, and the choice of a language."""

from __future__ import annotations

import logging
from typing import Annotated

from aiogram import Bot
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter, TelegramServerError
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


log = logging.getLogger(__name__)


class LanguageKey(CallbackData, prefix="l"):
    """A button that chooses a language."""

    code: Annotated[str, AfterValidator(_spoken)]


def menu(roles: tuple[Role, ...], t: Translator) -> InlineKeyboardMarkup | None:
    """One tap to everything the person's roles allow; nothing for a citizen."""
    plain = t.escaping(str)
    kinds = {role.kind for role in roles}
    buttons, reports = [], []
    if RoleKind.OFFICIAL in kinds:
        buttons.append(InlineKeyboardButton(text=plain("Score"), callback_data=MenuKey(command="diem").pack()))
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


async def announce_commands(bot: Bot) -> None:
    """Tell Telegram the command list, in each language and for everyone else in Vietnamese.

    Only a convenience: where Telegram cannot be reached now, the bot starts all the same.
    """
    try:
        for language in LANGUAGES:
            words = translator(language)
            await bot.set_my_commands(_commands(words), language_code=language)
            if language == DEFAULT_LANGUAGE:
                await bot.set_my_commands(_commands(words))
    except (TelegramNetworkError, TelegramServerError, TelegramRetryAfter) as error:
        log.warning("the command list was not announced: %s", error)


def _commands(t: Translator) -> list[BotCommand]:
    return [
        BotCommand(command="start", description=t("Begin, or go on with an open paper")),
        BotCommand(command="phananh", description=t("Report something to an agency")),
        BotCommand(command="diem", description=t("Score of my unit")),
        BotCommand(command="han", description=t("Deadlines")),
        BotCommand(command="phananhden", description=t("Citizens' reports to my unit")),
        BotCommand(command="tre", description=t("Late reports of the province")),
        BotCommand(command="dulieu", description=t("What is held about me")),
        BotCommand(command="rutlai", description=t("Withdraw from a paper")),
        BotCommand(command="xoa", description=t("Erase what is held about me")),
        BotCommand(command="yeucau", description=t("Send a data request")),
        BotCommand(command="language", description=t("Language")),
        BotCommand(command="help", description=t("Help")),
    ]
