"""Commands that look at or change the database once: load, migrate, quality."""

from __future__ import annotations

import argparse
import asyncio
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.adding import Commands
from bot.commands.output import fail, tell
from bot.commands.session import with_services
from bot.i18n import Translator
from bot.settings import Settings
from bot.wording import flag_text

if TYPE_CHECKING:
    from bot.compose import Services

__all__ = ["add_quality_to", "add_to", "load", "load_into", "migrate", "quality"]

KINDS = {
    "province": "province",
    "province_privacy": "privacy notice",
    "unit": "units",
    "framework": "frameworks",
    "assessment_round": "rounds",
    "deadline": "deadlines",
    "score": "points entered",
    "unit_facts": "cases, indicators, traits and decisions",
    "questionnaire": "questionnaires",
    "campaign": "surveys",
    "quota": "seats for papers",
}
"""What a load reports, in words; the codes that follow name units, surveys or versions."""


def add_to(commands: Commands) -> None:
    t = commands.t
    command = commands.add("load", load, t("load a province's folder and say what changed"))
    command.add_argument("folder", type=Path, metavar=t("FOLDER"))
    commands.add("migrate", migrate, t("create or upgrade the database"))


def load(given: argparse.Namespace, settings: Settings, t: Translator) -> int:
    return with_services(settings, lambda services: load_into(services, given.folder, t))


async def load_into(services: Services, folder: Path, t: Translator) -> int:
    from bot.app.errors import LoadRefused
    from bot.province import PackageInvalid, read_province

    try:
        changes = await services.loader.load(read_province(folder))
    except (PackageInvalid, LoadRefused) as invalid:
        tell(invalid.faults, t)
        faults = len(invalid.faults)
        return fail(t.many("{n} fault; nothing was changed.", "{n} faults; nothing was changed.", faults))
    done = ((t("added"), changes.added), (t("changed"), changes.changed), (t("removed"), changes.removed))
    for sentence, codes in done:
        for kind, names in codes.items():
            shown = ", ".join(_by_survey(names, t) if kind == "quota" else dict.fromkeys(names))
            print(f"{sentence}: {t(KINDS[kind])} ({t.number(len(names))}): {shown}")
    if not changes:
        print(t("Nothing has changed."))
    return 0


def _by_survey(seats: Sequence[str], t: Translator) -> list[str]:
    """How many units of each survey have seats, of `survey/unit`."""
    return [f"{code} ({t.number(n)})" for code, n in Counter(seat.partition("/")[0] for seat in seats).items()]


def migrate(_: argparse.Namespace, settings: Settings, t: Translator) -> int:
    from storage.migrate import migrate

    asyncio.run(migrate(settings.database_url))
    print(t("The database is up to date."))
    return 0


def add_quality_to(commands: Commands) -> None:
    t = commands.t
    command = commands.add("quality", quality, t("how the ballots of a survey were filled in; nothing is deleted"))
    command.add_argument("province", metavar=t("PROVINCE_CODE"))
    command.add_argument("campaign", metavar=commands.campaign)


def quality(given: argparse.Namespace, settings: Settings, t: Translator) -> int:
    """Ballots and how many of them carry each flag."""

    async def work(services: Services) -> int:
        counted = await services.flags.count(given.province, given.campaign)
        print(t.many("{n} ballot", "{n} ballots", counted.ballots))
        for flag, n in counted.flagged.items():
            shown = t("not told (too few such ballots)") if n is None else t.number(n)
            print(f"  {flag_text(flag, t)}: {shown}")
        return 0

    return with_services(settings, work)
