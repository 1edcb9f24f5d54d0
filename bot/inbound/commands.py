"""The commands that a person can use, in words: the one source of /help and of the menus that Telegram shows."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from aiogram.types import BotCommand

from bot.app.entities import Role, RoleKind
from bot.i18n import DEFAULT_LANGUAGE, LANGUAGES, Translator, translator

__all__ = ["announce_commands", "commands_text", "offered"]

log = logging.getLogger(__name__)


def offered(roles: Sequence[Role], t: Translator) -> list[BotCommand]:
    """The commands that somebody with these roles can use."""
    kinds = {role.kind for role in roles}
    official, coordinator = RoleKind.OFFICIAL in kinds, RoleKind.COORDINATOR in kinds
    commands = (
        (True, "start", t("Begin, or go on with an open paper")),
        (official, "diem", t("Score of my unit")),
        (official, "visao", t("Why my unit has these points")),
        (official or coordinator, "han", t("Deadlines")),
        (official, "phananhden", t("Citizens' reports to my unit")),
        (coordinator, "tre", t("Late reports of the province")),
        (coordinator, "yeucauden", t("Data requests to answer")),
        (True, "phananh", t("Report something to an agency")),
        (True, "dulieu", t("What is held about me")),
        (True, "rutlai", t("Withdraw from a paper")),
        (True, "xoa", t("Erase what is held about me")),
        (True, "yeucau", t("Send a data request")),
        (True, "language", t("Language")),
        (True, "help", t("Help")),
    )
    return [BotCommand(command=name, description=said) for allowed, name, said in commands if allowed]


def commands_text(roles: Sequence[Role], t: Translator) -> str:
    """A line for each of them: /diem – Score of my unit."""
    return "\n".join(f"/{each.command} – {each.description}" for each in offered(roles, t))


async def announce_commands(bot: Bot) -> None:
    """Tell Telegram what everybody can use, in each language and for everyone else in Vietnamese.

    Who has a role is told more in the own chat (`Replies.offer`). Only a convenience: where Telegram cannot be
    reached now, the bot starts all the same.
    """
    try:
        for language in LANGUAGES:
            commands = offered((), translator(language))
            await bot.set_my_commands(commands, language_code=language)
            if language == DEFAULT_LANGUAGE:
                await bot.set_my_commands(commands)
    except (ClientDecodeError, TelegramNetworkError, TelegramServerError, TelegramRetryAfter) as error:
        log.warning("the command list was not announced: %s", error)
