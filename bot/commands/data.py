"""Commands that look at or change the database once: load, migrate, tickets, code, quality."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.i18n import Translator
from bot.settings import Settings
from bot.wording import flag_text

if TYPE_CHECKING:
    from bot.compose import Services

__all__ = ["FAILED", "code", "fail", "load", "load_into", "migrate", "quality", "tickets"]

FAILED = 1


def fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return FAILED


def load(given: argparse.Namespace, settings: Settings, t: Translator) -> int:
    from bot.compose import open_services

    async def work() -> int:
        async with open_services(settings) as services:
            return await load_into(services, given.folder, t)

    return asyncio.run(work())


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
    for sentence, codes in ((t("added"), changes.added), (t("changed"), changes.changed)):
        for kind, names in codes.items():
            shown = ", ".join(dict.fromkeys(names))
            print(f"{sentence}: {kind} ({t.number(len(names))}): {shown}")
    if not changes:
        print(t("Nothing has changed."))
    return 0


def migrate(_: argparse.Namespace, settings: Settings, t: Translator) -> int:
    from storage.migrate import migrate

    asyncio.run(migrate(settings.database_url))
    print(t("The database is up to date."))
    return 0


def tickets(given: argparse.Namespace, settings: Settings, t: Translator) -> int:
    from bot.app.errors import CampaignSealed, UnknownName
    from bot.compose import open_services

    async def work() -> int:
        async with open_services(settings) as services:
            try:
                issued = await services.access.tickets(
                    given.province, given.campaign, per_unit=given.n, units=tuple(given.unit), cluster=given.cluster
                )
            except (CampaignSealed, UnknownName) as refused:
                return fail(t(refused.reason, **refused.params))
            for ticket in issued:
                print(f"{ticket.unit.code if ticket.unit else '*'}\t{ticket.code}")
        return 0

    return asyncio.run(work())


def code(given: argparse.Namespace, settings: Settings, t: Translator) -> int:
    from bot.app.entities import RoleKind
    from bot.app.errors import UnknownName
    from bot.compose import open_services

    async def work() -> int:
        kind = RoleKind.COORDINATOR if given.coordinator else RoleKind.OFFICIAL
        async with open_services(settings) as services:
            try:
                print((await services.access.role_code(given.province, kind, given.unit)).code)
            except UnknownName as unknown:
                return fail(t(unknown.reason, **unknown.params))
        return 0

    return asyncio.run(work())


def quality(given: argparse.Namespace, settings: Settings, t: Translator) -> int:
    """Ballots and how many of them carry each flag."""
    from bot.app.errors import UnknownName
    from bot.compose import open_services

    async def work() -> int:
        async with open_services(settings) as services:
            try:
                counted = await services.flags.count(given.province, given.campaign)
            except UnknownName as unknown:
                return fail(t(unknown.reason, **unknown.params))
            print(t.many("{n} ballot", "{n} ballots", counted.ballots))
            for flag, n in counted.flagged.items():
                print(f"  {flag_text(flag, t)}: {t.number(n)}")
        return 0

    return asyncio.run(work())
