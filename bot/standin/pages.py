"""The pages: static files under a strict policy; all they know they ask of the control API."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

from bot.standin.exchange import Exchange

_FOLDER = Path(__file__).parent / "page"
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        "connect-src 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class Pages:
    """``/`` lists the people, ``/chat?user=…`` is one person's chat, ``/side?users=…`` shows several."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    def routes(self) -> list[web.AbstractRouteDef]:
        return [
            web.get("/", self.named("index.html")),
            web.get("/chat", self.named("chat.html")),
            web.get("/side", self.named("side.html")),
            web.get("/page/{name:[a-z_]+\\.(?:js|css)}", self.asset),
        ]

    def named(self, name: str) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def page(_request: web.Request) -> web.StreamResponse:
            return _serve(name)

        return page

    async def asset(self, request: web.Request) -> web.StreamResponse:
        return _serve(request.match_info["name"])


def _serve(name: str) -> web.Response:
    path = _FOLDER / name
    if not path.is_file():
        raise web.HTTPNotFound
    return web.Response(text=path.read_text("utf-8"), content_type=_TYPES[path.suffix], headers=_HEADERS)
