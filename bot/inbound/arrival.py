"""What Telegram says about the bot as a whole, in words: a wrong token, a webhook, another program in its place."""

from __future__ import annotations

import logging

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramConflictError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetUpdates, Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.app.errors import BotRefused
from bot.i18n import Translator

__all__ = ["check_in", "speak_plainly"]

log = logging.getLogger(__name__)


async def check_in(bot: Bot, *, drop_webhook: bool = False) -> None:
    """Ask Telegram whether the token is good and the updates can be fetched; raises `BotRefused`.

    Where Telegram cannot be reached now the bot starts all the same: it will be asked again with every request.
    """
    try:
        await bot.get_me()
        if drop_webhook:
            await bot.delete_webhook()
        hook = await bot.get_webhook_info()
    except TelegramNotFound as refused:  # what is no token at all is no address either
        raise _unknown_token() from refused
    except (ClientDecodeError, TelegramNetworkError, TelegramRetryAfter, TelegramServerError) as error:
        log.warning("Telegram could not be asked about the bot: %s", error)
        return
    if hook.url:
        raise BotRefused(
            "Telegram sends this bot's updates to {url}: another program works with this token. Stop it and use "
            "--drop-webhook, or get another token from @BotFather.",
            url=hook.url,
        )


def speak_plainly(bot: Bot, t: Translator) -> None:
    """Have every request of `bot` raise `BotRefused` for a token that is not, or no longer, good, and say once when
    another program fetches the updates; the poller tries again until that one stops."""
    bot.session.middleware(_Plainly(t))


class _Plainly(BaseRequestMiddleware):
    def __init__(self, t: Translator) -> None:
        self._t = t
        self._told = False

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        try:
            response = await make_request(bot, method)
        except TelegramUnauthorizedError as refused:
            raise _unknown_token() from refused
        except TelegramConflictError:
            if not self._told:
                log.warning(_conflict(self._t))
            self._told = True
            raise
        if isinstance(method, GetUpdates):
            self._told = False
        return response


def _conflict(t: Translator) -> str:
    return t(
        "Another program fetches the updates of this bot: perhaps the bot runs twice. Only one can; trying again "
        "until the other one stops."
    )


def _unknown_token() -> BotRefused:
    return BotRefused("Telegram does not know the token in PARBOT_TOKEN. Copy it anew from @BotFather.")
