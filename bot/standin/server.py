"""The stand-in as a whole: one object to construct, one context to serve it in."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from aiohttp import web

from bot.standin.api import BotApi
from bot.standin.control import Control
from bot.standin.courier import Courier
from bot.standin.errors import UnsafeHost
from bot.standin.exchange import Exchange
from bot.standin.files import FileStore
from bot.standin.flood import FloodLimits
from bot.standin.guard import guard
from bot.standin.keep import Keeper, load
from bot.standin.limits import FORM_OVERHEAD_BYTES, UPLOAD_BYTES
from bot.standin.loopback import is_loopback
from bot.standin.pages import Pages
from bot.standin.state import World

DEFAULT_TOKEN = "123456:local-stand-in"  # noqa: S105  # a constant on purpose: it opens nothing but this machine
DEFAULT_USERNAME = "par_survey_bot"
DEFAULT_HOST = "127.0.0.1"
_SHUTDOWN_SECONDS = 2.0
_FIRST_BACKOFF_SECONDS = 1.0


class StandIn:
    """A local Telegram for one bot.

    ``clock`` tells the time that people see (seconds since the epoch); ``pulse`` is the monotonic clock of the
    flood limits. ``keep`` names a folder that survives a restart.
    """

    def __init__(
        self,
        *,
        token: str = DEFAULT_TOKEN,
        username: str = DEFAULT_USERNAME,
        clock: Callable[[], float] = time.time,
        pulse: Callable[[], float] = time.monotonic,
        keep: Path | None = None,
        flood: FloodLimits | None = None,
        first_backoff: float = _FIRST_BACKOFF_SECONDS,
    ) -> None:
        if keep is not None:
            keep.mkdir(parents=True, exist_ok=True)
        world = World() if keep is None else load(keep)
        self.url: str | None = None
        self.exchange = Exchange(
            token=token,
            username=username,
            world=world,
            files=FileStore(world, None if keep is None else keep / "files"),
            clock=clock,
            pulse=pulse,
            flood=flood or FloodLimits(),
        )
        self._api = BotApi(self.exchange)
        self._courier = Courier(self.exchange, self._api.reply_in_webhook, first_backoff)
        self._keeper = None if keep is None else Keeper(world, keep)

    @property
    def token(self) -> str:
        return self.exchange.token

    def make_app(self) -> web.Application:
        """The whole HTTP side: Bot API, control API and pages."""
        app = web.Application(
            client_max_size=UPLOAD_BYTES + FORM_OVERHEAD_BYTES, middlewares=[guard, self._remember]
        )
        app.add_routes(self._api.routes())
        app.add_routes(Control(self.exchange).routes())
        app.add_routes(Pages(self.exchange).routes())
        app.on_shutdown.append(self._hang_up)
        app.cleanup_ctx.append(self._background)
        return app

    @web.middleware
    async def _remember(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        try:
            return await handler(request)
        finally:
            looked_only = request.method == "GET" and not request.path.startswith("/bot")
            if self._keeper is not None and not looked_only:
                self._keeper.touch()

    async def _hang_up(self, _app: web.Application) -> None:
        self.exchange.bells.close()

    async def _background(self, _app: web.Application) -> AsyncIterator[None]:
        jobs = [asyncio.create_task(self._courier.run())]
        if self._keeper is not None:
            jobs.append(asyncio.create_task(self._keeper.run()))
        yield
        for job in jobs:
            job.cancel()
            with suppress(asyncio.CancelledError):
                await job
        if self._keeper is not None:
            self._keeper.finish()


@asynccontextmanager
async def serve(standin: StandIn, host: str = DEFAULT_HOST, port: int = 0) -> AsyncIterator[str]:
    """Serve on loopback for the time of the context and give the base URL; port 0 takes a free one."""
    if not is_loopback(host):
        raise UnsafeHost(f"{host} is not this machine: the stand-in has a constant token and no password")
    runner = web.AppRunner(
        standin.make_app(), access_log=None, shutdown_timeout=_SHUTDOWN_SECONDS, handler_cancellation=True
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        bound = runner.addresses[0][1]
        standin.url = f"http://{f'[{host}]' if ':' in host else host}:{bound}"
        yield standin.url
    finally:
        await runner.cleanup()
