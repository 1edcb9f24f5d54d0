"""Who may talk to the stand-in: this machine's own programs and pages, not a web page from elsewhere."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from bot.standin.loopback import is_loopback, is_loopback_authority


@web.middleware
async def guard(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse names that a foreign page could have rebound to loopback, and requests sent by foreign pages.

    What aiohttp itself refuses under ``/control/`` (no such route, too large) is worded as all refusals there are.
    """
    origin = request.headers.get("Origin")
    if not is_loopback_authority(request.host):
        return web.json_response({"error": "the Host header must name this machine"}, status=403)
    if origin is not None and not is_loopback(urlsplit(origin).hostname):
        return web.json_response({"error": "requests from other sites are refused"}, status=403)
    try:
        return await handler(request)
    except web.HTTPException as refusal:
        if not request.path.startswith("/control/"):
            raise
        return web.json_response({"error": refusal.reason}, status=refusal.status)
