"""The command line. Each command is a stable contract; heavy parts are imported by the command that needs them."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Sequence

from bot.commands import data, forms, issuing, ranks, recount, scores, sealing, service, why
from bot.commands.adding import Commands
from bot.commands.output import FAILED, fail, while_read
from bot.commands.usage import spoken_usage
from bot.i18n import DEFAULT_LANGUAGE, Translator, supported, translator

__all__ = ["main"]

MISUSED = 2


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
    t = translator(settings.language)
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
    commands = Commands(parser, t)
    for add_to in (
        service.add_to,
        data.add_to,
        scores.add_to,
        ranks.add_to,
        why.add_to,
        forms.add_to,
        issuing.add_tickets_to,
        sealing.add_to,
        recount.add_to,
        data.add_quality_to,
        issuing.add_code_to,
    ):
        add_to(commands)
    return parser
