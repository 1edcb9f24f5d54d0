"""Who is speaking: what every handler gets beside the event."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from html import escape
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, Update, User

from bot.app.entities import Role
from bot.app.membership import Membership
from bot.i18n import DEFAULT_LANGUAGE, Translator, supported, translator

__all__ = ["Caller", "KnowCaller"]


@dataclass(frozen=True)
class Caller:
    """The person (also the id of the private chat), the update, the words (HTML) and the roles."""

    id: int
    update_id: int
    t: Translator
    roles: tuple[Role, ...]


class KnowCaller(BaseMiddleware):
    """Adds `caller`: in the stored language, else in the one Telegram reports, else in Vietnamese."""

    def __init__(self, membership: Membership) -> None:
        self._membership = membership

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        user: User | None = data.get("event_from_user")
        if user is None or not isinstance(event, Update):
            return None
        standing = await self._membership.standing(user.id)
        language = standing.language or supported(user.language_code) or DEFAULT_LANGUAGE
        words = translator(language).escaping(escape)
        data["caller"] = Caller(user.id, event.update_id, words, standing.roles)
        return await handler(event, data)
