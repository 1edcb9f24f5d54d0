"""The control API: what the page does, for tests and tools. Documented in ``docs/standin.md``."""

from __future__ import annotations

from aiohttp import web

from bot.standin.control.base import Routes
from bot.standin.control.inspect import InspectRoutes
from bot.standin.control.people import PeopleRoutes
from bot.standin.control.sending import SendingRoutes
from bot.standin.exchange import Exchange

__all__ = ["Control"]


class Control:
    """All routes under ``/control/``."""

    def __init__(self, exchange: Exchange) -> None:
        self._parts: list[Routes] = [
            PeopleRoutes(exchange),
            SendingRoutes(exchange),
            InspectRoutes(exchange),
        ]

    def routes(self) -> list[web.AbstractRouteDef]:
        return [route for part in self._parts for route in part.routes()]
