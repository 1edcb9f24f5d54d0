"""why: where each point of a unit comes from, for the eye or as JSON with exact numbers."""

from __future__ import annotations

import argparse
import shutil
from typing import TYPE_CHECKING

from bot.commands.adding import Commands
from bot.commands.output import print_json
from bot.commands.session import with_services
from bot.i18n import Translator
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.compose import Services

__all__ = ["add_to", "why"]


def add_to(commands: Commands) -> None:
    t = commands.t
    command = commands.add("why", why, t("where each point of a unit comes from"))
    command.add_argument("round", metavar=commands.round)
    command.add_argument("unit", metavar=t("CODE_OR_NAME"), help=t("code, name or alias"))
    command.add_argument(
        "criterion",
        metavar=t("CRITERION_CODE"),
        nargs="?",
        help=t("only this criterion, bonus or penalty item, or domain"),
    )
    command.add_argument("--json", action="store_true", help=t("exact numbers as fractions"))


def why(given: argparse.Namespace, settings: Settings, t: Translator) -> int:
    from bot.commands.why_text import WIDTHS, why_text

    async def work(services: Services) -> int:
        explained = await services.explaining.asked(given.round, given.unit, given.criterion)
        if given.json:
            about = {
                "province": explained.province,
                "round": explained.round.code,
                "published": explained.round.published,
                "unit": explained.unit.code,
            }
            print_json(about | explained.why.as_json())
            return 0
        narrow, wide = WIDTHS
        columns = shutil.get_terminal_size((narrow, 24)).columns
        print(why_text(explained, t, max(narrow, min(columns, wide))))
        return 0

    return with_services(settings, work)
