"""Commands that run until Ctrl-C: demo, run, standin."""

from __future__ import annotations

import argparse
import asyncio
import errno
import signal
from collections.abc import Awaitable, Callable

from bot.commands.data import load_into
from bot.commands.output import fail
from bot.i18n import Translator
from bot.settings import Settings

__all__ = ["demo", "run", "standin"]


def until_signal(work: Callable[[asyncio.Event], Awaitable[int]]) -> int:
    """Run `work` until it ends by itself or Ctrl-C (or a service manager's TERM) sets its event."""

    async def run() -> int:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop.set)
        return await work(stop)

    return asyncio.run(run())


def demo(given: argparse.Namespace, settings: Settings, t: Translator) -> int:
    from bot.demo import run_demo

    async def work(stop: asyncio.Event) -> int:
        try:
            await run_demo(settings, t, given.port, fresh=given.fresh, stop=stop)
        except OSError as error:
            return _port_taken(error, given.port, t)
        return 0

    return until_signal(work)


def run(given: argparse.Namespace, settings: Settings, t: Translator) -> int:
    from bot.compose import Worker, open_services

    token = settings.token
    if token is None:
        return fail(t("PARBOT_TOKEN is not set. Get a token from @BotFather, or try `parbot demo` without one."))

    async def work(stop: asyncio.Event) -> int:
        async with open_services(settings) as services:
            if given.load and (failed := await load_into(services, given.load, t)):
                return failed
            worker = Worker(settings, services, token)
            running = t("The bot is running. Press Ctrl-C to stop.")
            working = asyncio.create_task(
                worker.run(drop_webhook=given.drop_webhook, started=lambda: print(running, flush=True))
            )
            stopping = asyncio.create_task(stop.wait())
            await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            worker.stop()
            await working
        return 0

    return until_signal(work)


def standin(given: argparse.Namespace, settings: Settings, t: Translator) -> int:
    from bot.standin import DEFAULT_TOKEN, StandIn, serve

    async def work(stop: asyncio.Event) -> int:
        standin = StandIn(token=given.token or settings.token or DEFAULT_TOKEN, keep=given.keep)
        try:
            async with serve(standin, port=given.port) as url:
                print(t("The stand-in is at {url}/. A bot talks to it with:", url=url))
                print(f"  PARBOT_API_BASE={url} PARBOT_TOKEN={standin.token}", flush=True)
                await stop.wait()
        except OSError as error:
            return _port_taken(error, given.port, t)
        return 0

    return until_signal(work)


def _port_taken(error: OSError, port: int, t: Translator) -> int:
    """Say so where another program has the port; any other error is a defect and goes on."""
    if error.errno != errno.EADDRINUSE:
        raise error
    return fail(t("The port {port} is taken by another program. Choose another one with --port.", port=str(port)))
