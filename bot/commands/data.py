"""Commands that look at or change the database once: load, migrate, tickets, code, quality."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.output import fail
from bot.commands.session import with_services
from bot.i18n import Translator
from bot.settings import Settings
from bot.wording import flag_text

if TYPE_CHECKING:
    from bot.compose import Services

__all__ = ["code", "load", "load_into", "migrate", "quality", "tickets"]

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


def load(given: argparse.Namespace, settings: Settings, t: Translator) -> int:
    return with_services(settings, lambda services: load_into(services, given.folder, t))


async def load_into(services: Services, folder: Path, t: Translator) -> int:
    from bot.app.errors import LoadRefused
    from bot.province import PackageInvalid, read_province

    try:
        changes = await services.loader.load(read_province(folder))
    except (PackageInvalid, LoadRefused) as invalid:
        for fault in invalid.faults:
            print(f"{fault.where}: {t(fault.reason, **fault.params)}", file=sys.stderr)
        faults = len(invalid.faults)
        return fail(t.many("{n} fault; nothing was changed.", "{n} faults; nothing was changed.", faults))
    done = ((t("added"), changes.added), (t("changed"), changes.changed), (t("removed"), changes.removed))
    for sentence, codes in done:
        for kind, names in codes.items():
            shown = ", ".join(dict.fromkeys(names))
            print(f"{sentence}: {t(KINDS[kind])} ({t.number(len(names))}): {shown}")
    if not changes:
        print(t("Nothing has changed."))
    return 0


def migrate(_: argparse.Namespace, settings: Settings, t: Translator) -> int:
    from storage.migrate import migrate

    asyncio.run(migrate(settings.database_url))
    print(t("The database is up to date."))
    return 0


def tickets(given: argparse.Namespace, settings: Settings, _: Translator) -> int:
    async def work(services: Services) -> int:
        issued = await services.access.tickets(
            given.province, given.campaign, per_unit=given.n, units=tuple(given.unit), cluster=given.cluster
        )
        for ticket in issued:
            row = [ticket.unit.code if ticket.unit else "*", ticket.code]
            if given.bot:
                row.append(f"https://t.me/{given.bot}?start={ticket.code}")
            print("\t".join(row))
        return 0

    return with_services(settings, work)


def code(given: argparse.Namespace, settings: Settings, _: Translator) -> int:
    from bot.app.entities import RoleKind

    async def work(services: Services) -> int:
        kind = RoleKind.COORDINATOR if given.coordinator else RoleKind.OFFICIAL
        print((await services.access.role_code(given.province, kind, given.unit)).code)
        return 0

    return with_services(settings, work)


def quality(given: argparse.Namespace, settings: Settings, t: Translator) -> int:
    """Ballots and how many of them carry each flag."""

    async def work(services: Services) -> int:
        counted = await services.flags.count(given.province, given.campaign)
        print(t.many("{n} ballot", "{n} ballots", counted.ballots))
        for flag, n in counted.flagged.items():
            shown = t("not shown, too few to hide anybody") if n is None else t.number(n)
            print(f"  {flag_text(flag, t)}: {shown}")
        return 0

    return with_services(settings, work)
