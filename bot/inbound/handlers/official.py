"""/diem and /han: the score and the deadlines, by command or from the menu."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.app.standings import ScoreCard, Standings
from bot.i18n import Translator
from bot.inbound.cards import card_text, deadlines_text
from bot.inbound.context import Caller
from bot.inbound.keys import MenuKey
from bot.inbound.menu import menu
from bot.inbound.replies import Replies

__all__ = ["Picture", "router"]

Picture = Callable[[ScoreCard, Translator], bytes]
"""Draws a card as PNG."""


def router() -> Router:
    routes = Router(name="official")
    routes.message.register(score, Command("diem", "score", ignore_case=True))
    routes.message.register(deadlines, Command("han", "deadlines", ignore_case=True))
    routes.callback_query.register(score, MenuKey.filter(F.command == "diem"))
    routes.callback_query.register(deadlines, MenuKey.filter(F.command == "han"))
    return routes


async def score(
    event: Message | CallbackQuery, caller: Caller, replies: Replies, standings: Standings, picture: Picture
) -> None:
    await replies.acknowledge(event)
    t, plain = caller.t, caller.t.escaping(str)
    cards = await standings.cards(caller.id)
    if not cards:
        await replies.say(caller.id, t("Only officials see the score of their unit: /start with your code."))
    for card in cards:
        png = await asyncio.to_thread(picture, card, plain)
        await replies.picture(caller.id, png, card_text(card, t), menu(caller.roles, t, card))


async def deadlines(event: Message | CallbackQuery, caller: Caller, replies: Replies, standings: Standings) -> None:
    await replies.acknowledge(event)
    found = await standings.deadlines(caller.id)
    await replies.say(caller.id, deadlines_text(found, caller.t, standings.zone), menu(caller.roles, caller.t))
