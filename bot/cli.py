"""The command line. Each command is a stable contract; heavy parts are imported by the command that needs them."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.commands import data, forms, scores, sealing, service
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


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


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

    estimate = add("estimate", scores.estimate, t("a mean with its standard error and interval; needs no database"))
    estimate.add_argument("ratings", type=Path, metavar="RATINGS", help=t("CSV with group, cluster and value"))
    estimate.add_argument(
        "--design", type=Path, required=True, metavar="DESIGN", help=t("YAML with groups, weights and fpc")
    )
    estimate.add_argument("--json", action="store_true")

    audit = add("audit", scores.audit, t("published tables against the rules; needs no database"))
    audit.add_argument(
        "tables", type=Path, nargs="+", metavar="TABLE", help=t("CSV or XLSX; two are compared with each other")
    )
    audit.add_argument("--framework", type=Path, metavar="F", help=t("the framework file"))
    audit.add_argument(
        "--set", dest="unit_type", help=t("the unit type whose set applies; the one that fits if left out")
    )
    audit.add_argument("--alias", action="append", default=[], metavar="A=B", help=t("two names of one unit"))
    audit.add_argument("--aliases", type=Path, metavar="FILE", help=t("a file with one A=B a line"))
    audit.add_argument("--sheet", help=t("the sheet of a workbook; the first one if left out"))
    audit.add_argument("--json", action="store_true")

    form = add("form", forms.check, t("look at a questionnaire"))
    form.add_argument("action", choices=["check"], help=t("check: list every fault with sheet, row and column"))
    form.add_argument("form", type=Path, metavar="FORM.xlsx")
    form.add_argument("--json", action="store_true")

    walk = add("walk", forms.play, t("play a questionnaire in the terminal"))
    walk.add_argument("form", type=Path, metavar="FORM.xlsx")
    walk.add_argument("--lang", help=t("the language of the questions"))
    walk.add_argument("--answers", type=Path, metavar="FILE.json", help=t("answer silently from this file"))
    walk.add_argument("--json", action="store_true", help=t("with --answers: print what happened as JSON"))

    tickets = add("tickets", data.tickets, t("issue invitations to a survey"))
    tickets.add_argument("province")
    tickets.add_argument("campaign")
    tickets.add_argument("--unit", action="append", default=[], help=t("only about this unit; may be repeated"))
    tickets.add_argument("--cluster", default="", help=t("the commune the invitations go to"))
    tickets.add_argument("-n", type=_count, default=1, help=t("how many for each unit"))

    seal = add("seal", sealing.seal, t("make a closed campaign's ballots nobody's, for good"))
    seal.add_argument("province")
    seal.add_argument("campaign", metavar="[ROUND/]CAMPAIGN")
    seal.add_argument("--yes", action="store_true", help=t("do not ask"))
    seal.add_argument("--close-now", action="store_true", help=t("close the campaign if it is still open"))

    quality = add("quality", data.quality, t("how the ballots of a survey were filled in; nothing is deleted"))
    quality.add_argument("province")
    quality.add_argument("campaign")

    code = add("code", data.code, t("issue a one-time code for an official or a coordinator"))
    code.add_argument("province")
    who = code.add_mutually_exclusive_group(required=True)
    who.add_argument("--unit", help=t("an official of this unit"))
    who.add_argument("--coordinator", action="store_true", help=t("a coordinator of the province"))
    return parser
