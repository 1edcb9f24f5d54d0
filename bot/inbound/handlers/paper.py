"""Filling in a paper: taps, typed texts, and whatever else people send."""

from __future__ import annotations

from dataclasses import replace

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.app.respond import Answering
from bot.inbound.context import Caller
from bot.inbound.keys import PaperKey
from bot.inbound.replies import Replies
from surveys import Rejected, Type

__all__ = ["router"]


def router() -> Router:
    routes = Router(name="paper")
    routes.callback_query.register(tapped, PaperKey.filter())
    routes.callback_query.register(unknown_button)
    routes.message.register(unknown_command, F.text.startswith("/"))
    routes.message.register(typed, F.text)
    routes.message.register(not_text)
    return routes


async def tapped(
    query: CallbackQuery, callback_data: PaperKey, caller: Caller, replies: Replies, answering: Answering
) -> None:
    given, paper = callback_data.given, callback_data.paper
    await replies.tapped(query, await answering.answer(caller.update_id, caller.id, given, paper), caller.t)


async def unknown_button(query: CallbackQuery, caller: Caller, replies: Replies, answering: Answering) -> None:
    await replies.tapped(query, await answering.show(caller.id), caller.t)


async def unknown_command(_: Message, caller: Caller, replies: Replies) -> None:
    """A slip of the finger is no answer to the open question."""
    await replies.say(caller.id, caller.t("There is no such command. /help lists what there is."))


async def typed(message: Message, caller: Caller, replies: Replies, answering: Answering) -> None:
    given = Type(message.text or "")
    await replies.typed(message, await answering.answer(caller.update_id, caller.id, given), caller.t)


async def not_text(_: Message, caller: Caller, replies: Replies, answering: Answering) -> None:
    """A photo, a voice message, a sticker: kindly ask for words."""
    kindly = Rejected("Only taps and typed text can be read here. Please answer in one of these ways.")
    response = await answering.show(caller.id)
    await replies.below(caller.id, replace(response, rejected=kindly), caller.t)
