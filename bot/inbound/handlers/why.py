"""/visao: why the own unit has its points, by command, from the menu or from below the score."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.app.explaining import Explaining
from bot.inbound.context import Caller
from bot.inbound.keys import MenuKey, WhyKey
from bot.inbound.replies import Replies, message_of
from bot.inbound.why import draw_why

__all__ = ["router"]


def router() -> Router:
    routes = Router(name="why")
    routes.message.register(why, Command("visao", "why", ignore_case=True))
    routes.callback_query.register(why, MenuKey.filter(F.command == "visao"))
    routes.callback_query.register(turned, WhyKey.filter())
    return routes


async def why(event: Message | CallbackQuery, caller: Caller, replies: Replies, explaining: Explaining) -> None:
    await replies.acknowledge(event)
    await replies.put(caller.id, draw_why(await explaining.own(caller.id), 0, 0, caller.t), None)


async def turned(
    query: CallbackQuery, callback_data: WhyKey, caller: Caller, replies: Replies, explaining: Explaining
) -> None:
    """A page in the message that was tapped; below a score, which is a picture, it becomes a new one."""
    key = callback_data
    drawn = draw_why(await explaining.own(caller.id, key.unit, key.round), key.section, key.page, caller.t)
    await replies.put(caller.id, drawn, message_of(query))
    await replies.noticed(query, caller.t)
