"""The command line. Each command is a stable contract; heavy parts are imported by the command that needs them."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.commands import data, scores, service
from bot.i18n import Translator, supported, translator

__all__ = ["main"]

DEMO_PORT = 8080
MISUSED = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0, 1 where it failed, 2 where it was not understood."""
    from pydantic import ValidationError

    from bot.settings import Settings

    try:
        settings = Settings()
    except ValidationError as error:
        for each in error.errors():
            print(f"PARBOT_{'.'.join(map(str, each['loc'])).upper()}: {each['msg']}", file=sys.stderr)
        return MISUSED
    t = translator(supported(settings.language) or "vi")
    given = _parser(t).parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    command: Callable[[argparse.Namespace, Settings, Translator], int] = given.command
    return command(given, settings, t)


def _parser(t: Translator) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "parbot", description=t("Surveys, scores and deadlines of a province in the chat.")
    )
    commands = parser.add_subparsers(required=True, metavar=t("COMMAND"))

    def add(name: str, run: Callable[..., int], help_: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=help_, description=help_)
        command.set_defaults(command=run)
        return command

    demo = add("demo", service.demo, t("try everything on this machine, without Telegram"))
    demo.add_argument("--port", type=int, default=DEMO_PORT, help=t("port of the chat page"))
    demo.add_argument("--fresh", action="store_true", help=t("forget what was tried before"))

    run = add("run", service.run, t("run the bot against Telegram (needs PARBOT_TOKEN)"))
    run.add_argument("--load", type=Path, metavar="DIR", help=t("load this province first"))

    standin = add("standin", service.standin, t("only the local stand-in of Telegram, with its chat page"))
    standin.add_argument("--port", type=int, default=DEMO_PORT, help=t("port of the stand-in; 0 takes a free one"))
    standin.add_argument("--token", help=t("the bot token it accepts"))
    standin.add_argument("--keep", type=Path, metavar="DIR", help=t("keep chats and files in this folder"))

    load = add("load", data.load, t("load a province's folder and say what changed"))
    load.add_argument("folder", type=Path, metavar="DIR")

    add("migrate", data.migrate, t("create or upgrade the database"))

    score = add("score", scores.score, t("totals, grades and ranks of a score table; needs no database"))
    score.add_argument("table", type=Path, metavar="TABLE")
    score.add_argument("--framework", type=Path, required=True, metavar="F", help=t("the framework file"))
    score.add_argument(
        "--set", dest="unit_type", help=t("the unit type whose set applies; the first one if left out")
    )
    score.add_argument("--json", action="store_true")

    tickets = add("tickets", data.tickets, t("issue invitations to a survey"))
    tickets.add_argument("province")
    tickets.add_argument("campaign")
    tickets.add_argument("--unit", action="append", default=[], help=t("only about this unit; may be repeated"))
    tickets.add_argument("--cluster", default="", help=t("the commune the invitations go to"))
    tickets.add_argument("-n", type=int, default=1, help=t("how many for each unit"))

    code = add("code", data.code, t("issue a one-time code for an official or a coordinator"))
    code.add_argument("province")
    who = code.add_mutually_exclusive_group(required=True)
    who.add_argument("--unit", help=t("an official of this unit"))
    who.add_argument("--coordinator", action="store_true", help=t("a coordinator of the province"))
    return parser
