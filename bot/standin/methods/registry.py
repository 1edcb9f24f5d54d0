"""Which method is carried by which function."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram.methods import TelegramMethod

from bot.standin.errors import ApiRefusal
from bot.standin.exchange import Exchange
from bot.standin.params import Call, MethodT, decode

Carrier = Callable[[Exchange, Call], Awaitable[Any]]
METHODS: dict[str, Carrier] = {}


def carries(
    model: type[MethodT],
) -> Callable[[Callable[[Exchange, MethodT, Call], Awaitable[Any]]], Carrier]:
    """Register a function for the method that ``model`` describes; it receives the typed parameters."""

    def register(function: Callable[[Exchange, MethodT, Call], Awaitable[Any]]) -> Carrier:
        async def carrier(exchange: Exchange, call: Call) -> Any:
            return await function(exchange, decode(model, call), call)

        METHODS[method_name(model)] = carrier
        return carrier

    return register


def method_name(model: type[TelegramMethod[Any]]) -> str:
    return str(model.__api_method__).lower()


async def perform(exchange: Exchange, method: str, call: Call) -> Any:
    """Run one call; names are case-insensitive, as at Telegram."""
    carrier = METHODS.get(method.lower())
    if carrier is None:
        raise ApiRefusal(404, "Not Found: method not found")
    return await carrier(exchange, call)
