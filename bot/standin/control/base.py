"""What the control handlers share: reading bodies, finding people, refusing clearly."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from aiohttp import web
from pydantic import BaseModel, ValidationError

from bot.standin.errors import ApiRefusal, ControlRefusal
from bot.standin.exchange import Exchange
from bot.standin.limits import WAIT_SECONDS
from bot.standin.state import Json, Person

BodyT = TypeVar("BodyT", bound=BaseModel)
Handler = Callable[[web.Request], Awaitable[Json | web.StreamResponse]]


class Routes:
    """A group of control routes over one exchange."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange

    def routes(self) -> list[web.AbstractRouteDef]:
        """What the group answers to."""
        raise NotImplementedError

    def person(self, request: web.Request) -> Person:
        number = request.match_info["user"]
        person = self.exchange.world.people.get(int(number))
        if person is None:
            raise ControlRefusal(404, f"no user {number}")
        return person


def answering(handler: Handler) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """A handler returns JSON data or refuses; either way the answer is JSON."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            result = await handler(request)
        except ControlRefusal as refusal:
            return web.json_response({"error": refusal.error, **refusal.extra}, status=refusal.status)
        except ApiRefusal as refusal:  # a rule of Telegram's that both sides share
            return web.json_response({"error": refusal.description}, status=refusal.code)
        return result if isinstance(result, web.StreamResponse) else web.json_response(result)

    return answer


async def read_body(request: web.Request, model: type[BodyT]) -> BodyT:
    """The JSON body as ``model``; no body means an empty one."""
    text = await request.text()
    try:
        return model.model_validate_json(text or "{}")
    except ValidationError as error:
        raise ControlRefusal(400, explain(error)) from error


def explain(error: ValidationError) -> str:
    """Every fault of a body in one line."""
    return "; ".join(f"{'.'.join(map(str, fault['loc'])) or 'body'}: {fault['msg']}" for fault in error.errors())


def number(request: web.Request, name: str, default: float = 0) -> float:
    """A numeric query parameter."""
    try:
        return float(request.query.get(name, default))
    except ValueError as error:
        raise ControlRefusal(400, f"{name} must be a number") from error


def wait_of(seconds: float) -> float:
    return min(max(seconds, 0), WAIT_SECONDS)
