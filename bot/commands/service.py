"""Commands that run until Ctrl-C: demo, run, standin."""

from __future__ import annotations

import argparse
import asyncio
import errno
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path
from socket import create_server

from bot.commands.adding import Commands
from bot.commands.data import load_into
from bot.commands.output import fail
from bot.commands.values import whole
from bot.i18n import Translator
from bot.settings import Settings

__all__ = ["add_to", "demo", "run", "standin"]

DEMO_PORT = 8080
MAX_PORT = 2**16 - 1

LOOPBACK = "127.0.0.1"

PROGRAM = ".venv/bin/parbot"
"""Where `make` puts the command: to be typed in the project's folder, whether or not the path leads there."""


def until_signal(work: Callable[[asyncio.Event], Awaitable[int]]) -> int:
    """Run `work` until it ends by itself or Ctrl-C (or a service manager's TERM) sets its event."""

    async def run() -> int:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop.set)
        return await work(stop)

    return asyncio.run(run())


def add_to(commands: Commands) -> None:
    t = commands.t
    folder, port = t("FOLDER"), t("PORT_NUMBER")
    usual = str(DEMO_PORT)

    command = commands.add("demo", demo, t("try everything on this machine, without Telegram"))
    command.add_argument(
        "--port",
        type=whole(0, MAX_PORT),
        default=DEMO_PORT,
        metavar=port,
        help=t("port of the chat page; {port} if left out", port=usual),
    )
    command.add_argument("--fresh", action="store_true", help=t("forget what was tried before"))

    command = commands.add("run", run, t("run the bot against Telegram (needs PARBOT_TOKEN)"))
    command.add_argument("--load", type=Path, metavar=folder, help=t("load this province first"))
    command.add_argument(
        "--drop-webhook", action="store_true", help=t("fetch the updates although a webhook is set")
    )

    command = commands.add("standin", standin, t("only the local stand-in of Telegram, with its chat page"))
    command.add_argument(
        "--port",
        type=whole(0, MAX_PORT),
        default=DEMO_PORT,
        metavar=port,
        help=t("port of the stand-in, {port} if left out; 0 takes a free one", port=usual),
    )
    command.add_argument("--token", help=t("the bot token it accepts"))
    command.add_argument("--keep", type=Path, metavar=folder, help=t("keep chats and files in this folder"))


def demo(given: argparse.Namespace, settings: Settings, t: Translator) -> int:
    """The port is tried first: importing and loading take a while, and whoever has it may be another demo, which
    needs what `--fresh` would forget."""
    try:
        create_server((LOOPBACK, given.port)).close()
    except OSError as error:
        return _port_taken(error, "demo", given.port, t)
    from bot.demo import run_demo

    async def work(stop: asyncio.Event) -> int:
        await run_demo(settings, t, given.port, fresh=given.fresh, stop=stop)
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
            await worker.run_until(
                stop, drop_webhook=given.drop_webhook, started=lambda: print(running, flush=True)
            )
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
            return _port_taken(error, "standin", given.port, t)
        return 0

    return until_signal(work)


def _port_taken(error: OSError, name: str, port: int, t: Translator) -> int:
    """Say so where another program has the port, with the whole command `name` that takes another one; any other
    error is a defect and goes on."""
    if error.errno != errno.EADDRINUSE:
        raise error
    command = f"{PROGRAM} {name} --port {port + 1 if port < MAX_PORT else port - 1}"
    return fail(
        t(
            "The port {port} is taken by another program. Choose another one: {command}",
            port=str(port),
            command=command,
        )
    )
