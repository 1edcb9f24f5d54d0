"""The command line. Each command is a stable contract; heavy parts are imported by the command that needs them."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.commands import data, forms, ranks, recount, scores, sealing, service, why
from bot.commands.output import FAILED, fail, while_read
from bot.commands.usage import spoken_usage
from bot.commands.values import population, share, username, whole
from bot.i18n import DEFAULT_LANGUAGE, Translator, supported, translator

__all__ = ["main"]

DEMO_PORT = 8080
MISUSED = 2
MAX_PORT = 2**16 - 1
MAX_SEED = 2**63 - 1

MAX_DRAWS = 100_000
"""More take minutes and gigabytes and tell nothing new."""

MAX_TICKETS = 100_000
"""Of one unit at once: more than any survey has, so a slip of the finger."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. The exit code is 0 when it is done; 1 when it was refused or failed, or when a check (`form
    check`, `walk`, `recount`) found something; 2 when it was not understood. `audit`, which looks at other people's
    tables, ends with 0 whatever it finds."""
    with while_read():
        return _run(arguments)
    return FAILED  # nobody reads what it says


def _run(arguments: Sequence[str] | None) -> int:
    from pydantic import ValidationError

    from bot.app.errors import Worded
    from bot.settings import Settings, Unfit, language_of_faults

    try:
        settings = Settings()
    except ValidationError as error:
        t = translator(supported(language_of_faults()) or DEFAULT_LANGUAGE)
        for each in error.errors():
            unfit = each.get("ctx", {}).get("error")
            said = t(unfit.reason, **unfit.params) if isinstance(unfit, Unfit) else each["msg"]
            print(f"PARBOT_{'.'.join(map(str, each['loc'])).upper()}: {said}", file=sys.stderr)
        return MISUSED
    t = translator(supported(settings.language) or DEFAULT_LANGUAGE)
    with spoken_usage(t):
        given = _parser(t).parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    command: Callable[[argparse.Namespace, Settings, Translator], int] = given.command
    try:
        return command(given, settings, t)
    except Worded as refused:
        return fail(t(refused.reason, **refused.params))


def _parser(t: Translator) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "parbot", description=t("Surveys, scores and deadlines of a province in the chat.")
    )
    commands = parser.add_subparsers(required=True, metavar=t("COMMAND"))
    file, folder, unit, port = t("FILE"), t("FOLDER"), t("CODE_OR_NAME"), t("PORT_NUMBER")
    province, unit_type, count = t("PROVINCE_CODE"), t("UNIT_TYPE"), t("COUNT")
    round_, campaign = f"[{province}/]{t('ROUND_CODE')}", f"[{t('ROUND_CODE')}/]{t('CAMPAIGN_CODE')}"
    as_json = t("print JSON, for a script")

    def add(name: str, run: Callable[..., int], help_: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=help_, description=help_)
        command.set_defaults(command=run)
        return command

    demo = add("demo", service.demo, t("try everything on this machine, without Telegram"))
    demo.add_argument(
        "--port", type=whole(0, MAX_PORT), default=DEMO_PORT, metavar=port, help=t("port of the chat page")
    )
    demo.add_argument("--fresh", action="store_true", help=t("forget what was tried before"))

    run = add("run", service.run, t("run the bot against Telegram (needs PARBOT_TOKEN)"))
    run.add_argument("--load", type=Path, metavar=folder, help=t("load this province first"))
    run.add_argument("--drop-webhook", action="store_true", help=t("fetch the updates although a webhook is set"))

    standin = add("standin", service.standin, t("only the local stand-in of Telegram, with its chat page"))
    standin.add_argument(
        "--port",
        type=whole(0, MAX_PORT),
        default=DEMO_PORT,
        metavar=port,
        help=t("port of the stand-in; 0 takes a free one"),
    )
    standin.add_argument("--token", help=t("the bot token it accepts"))
    standin.add_argument("--keep", type=Path, metavar=folder, help=t("keep chats and files in this folder"))

    load = add("load", data.load, t("load a province's folder and say what changed"))
    load.add_argument("folder", type=Path, metavar=folder)

    add("migrate", data.migrate, t("create or upgrade the database"))

    score = add("score", scores.score, t("totals, grades and ranks of a score table; needs no database"))
    score.add_argument("table", type=Path, metavar=file)
    score.add_argument("--framework", type=Path, required=True, metavar=file, help=t("the framework file"))
    score.add_argument(
        "--set",
        dest="unit_type",
        metavar=unit_type,
        help=t("the unit type whose set applies; the first one if left out"),
    )
    score.add_argument("--json", action="store_true", help=as_json)

    estimate = add("estimate", scores.estimate, t("a mean with its standard error and interval; needs no database"))
    estimate.add_argument("ratings", type=Path, metavar=file, help=t("CSV with group, cluster and value"))
    estimate.add_argument(
        "--design", type=Path, required=True, metavar=file, help=t("YAML with groups, weights and fpc")
    )
    estimate.add_argument("--json", action="store_true", help=as_json)

    audit = add("audit", scores.audit, t("published tables against the rules; needs no database"))
    audit.add_argument(
        "tables", type=Path, nargs="+", metavar=file, help=t("CSV or XLSX; two are compared with each other")
    )
    audit.add_argument("--framework", type=Path, metavar=file, help=t("the framework file"))
    audit.add_argument(
        "--set",
        dest="unit_type",
        metavar=unit_type,
        help=t("the unit type whose set applies; the one that fits if left out"),
    )
    audit.add_argument("--alias", action="append", default=[], metavar="A=B", help=t("two names of one unit"))
    audit.add_argument("--aliases", type=Path, metavar=file, help=t("a file with one A=B a line"))
    audit.add_argument(
        "--sheet", metavar=t("SHEET_NAME"), help=t("the sheet of a workbook; the first one if left out")
    )
    audit.add_argument("--json", action="store_true", help=as_json)

    for name, run_, help_ in (
        ("sensitivity", ranks.sensitivity, t("how far the ranks of a round depend on its rules")),
        ("ranks", ranks.ranks, t("how sure the ranks of a round are, given who was asked")),
    ):
        look = add(name, run_, help_)
        look.add_argument("round", metavar=round_)
        look.add_argument(
            "--set",
            dest="unit_type",
            metavar=unit_type,
            help=t("only units of this type; all that have totals if left out"),
        )
        look.add_argument(
            "--seed",
            type=whole(0, MAX_SEED),
            default=1,
            metavar=t("WHOLE_NUMBER"),
            help=t("the same seed gives the same numbers"),
        )
        look.add_argument("--draws", type=whole(1, MAX_DRAWS), metavar=count, help=t("how often to draw"))
        look.add_argument("--picture", type=Path, metavar=f"{file}.png", help=t("draw the ranks into this file"))
        look.add_argument("--json", action="store_true", help=as_json)
        if run_ is ranks.sensitivity:
            look.add_argument(
                "--weights",
                type=share,
                metavar=t("SHARE"),
                help=t("by how much group weights change at most (0.25)"),
            )
        else:
            look.add_argument(
                "--population",
                type=population,
                action="append",
                default=[],
                metavar=t("GROUP_CODE=NUMBER"),
                help=t("how many people, or communes, a respondent group has; may be repeated"),
            )

    explain = add("why", why.why, t("where each point of a unit comes from"))
    explain.add_argument("round", metavar=round_)
    explain.add_argument("unit", metavar=unit, help=t("code, name or alias"))
    explain.add_argument(
        "criterion",
        metavar=t("CRITERION_CODE"),
        nargs="?",
        help=t("only this criterion, bonus or penalty item, or domain"),
    )
    explain.add_argument("--json", action="store_true", help=t("exact numbers as fractions"))

    form = add("form", forms.check, t("look at a questionnaire"))
    form.add_argument("action", choices=["check"], help=t("check: list every fault with sheet, row and column"))
    form.add_argument("form", type=Path, metavar=f"{file}.xlsx")
    form.add_argument("--json", action="store_true", help=as_json)

    walk = add("walk", forms.play, t("play a questionnaire in the terminal"))
    walk.add_argument("form", type=Path, metavar=f"{file}.xlsx")
    walk.add_argument("--lang", metavar=t("LANGUAGE_CODE"), help=t("the language of the questions"))
    walk.add_argument("--answers", type=Path, metavar=f"{file}.json", help=t("answer silently from this file"))
    walk.add_argument("--json", action="store_true", help=t("with --answers: print what happened as JSON"))

    tickets = add("tickets", data.tickets, t("issue invitations to a survey"))
    tickets.add_argument("province", metavar=province)
    tickets.add_argument("campaign", metavar=campaign)
    tickets.add_argument(
        "--unit", action="append", default=[], metavar=unit, help=t("only about this unit; may be repeated")
    )
    tickets.add_argument("--cluster", default="", metavar=t("COMMUNE"), help=t("the commune the invitations go to"))
    tickets.add_argument(
        "-n", type=whole(1, MAX_TICKETS), default=1, metavar=count, help=t("how many for each unit")
    )
    tickets.add_argument("--bot", type=username, metavar=t("BOT_NAME"), help=t("also print the link to this bot"))

    seal = add("seal", sealing.seal, t("make a closed campaign's ballots nobody's, for good"))
    seal.add_argument("province", metavar=province)
    seal.add_argument("campaign", metavar=campaign)
    seal.add_argument("--yes", action="store_true", help=t("do not ask"))
    seal.add_argument("--close-now", action="store_true", help=t("close the campaign if it is still open"))

    recounting = add("recount", recount.recount, t("count the raw ballots anew and compare; nothing is changed"))
    recounting.add_argument("round", nargs="?", metavar=round_, help=t("all rounds if left out"))
    recounting.add_argument("--quick", action="store_true", help=t("count once: leave out the shuffled replay"))
    recounting.add_argument("--json", action="store_true", help=as_json)

    quality = add("quality", data.quality, t("how the ballots of a survey were filled in; nothing is deleted"))
    quality.add_argument("province", metavar=province)
    quality.add_argument("campaign", metavar=campaign)

    code = add("code", data.code, t("issue a one-time code for an official or a coordinator"))
    code.add_argument("province", metavar=province)
    who = code.add_mutually_exclusive_group(required=True)
    who.add_argument("--unit", metavar=unit, help=t("an official of this unit"))
    who.add_argument("--coordinator", action="store_true", help=t("a coordinator of the province"))
    return parser
