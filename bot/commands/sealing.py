"""seal: from then on nobody can tell whose a ballot is. It cannot be undone, so it is asked for."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from bot.commands.adding import Commands
from bot.commands.output import fail
from bot.commands.session import with_services
from bot.i18n import Translator
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.app.secrecy import Outlook, Seal
    from bot.compose import Services

__all__ = ["add_to", "seal"]


def add_to(commands: Commands) -> None:
    t = commands.t
    command = commands.add("seal", seal, t("make a closed campaign's ballots nobody's, for good"))
    command.add_argument("province", metavar=t("PROVINCE_CODE"))
    command.add_argument("campaign", metavar=commands.campaign)
    command.add_argument("--yes", action="store_true", help=t("do not ask"))
    command.add_argument("--close-now", action="store_true", help=t("close the campaign if it is still open"))


def seal(given: argparse.Namespace, settings: Settings, t: Translator) -> int:
    async def work(services: Services) -> int:
        outlook = await services.sealing.outlook(given.province, given.campaign)
        if outlook.seal is None:
            refusal = _refusal(outlook, given, t)
            if refusal is not None:
                return fail(refusal)
        done = await services.sealing.seal(given.province, given.campaign, close=given.close_now)
        return _report(given.campaign, done, t)

    return with_services(settings, work)


def _refusal(outlook: Outlook, given: argparse.Namespace, t: Translator) -> str | None:
    """Why the campaign is not sealed now, after saying what sealing means and asking; `None` to go ahead."""
    campaign = outlook.campaign.code
    if outlook.still_open and not given.close_now:
        return t(
            "The campaign {campaign} is not closed yet. Wait until it is, or close it now with --close-now.",
            campaign=campaign,
        )
    print(_warning(outlook, t))
    if given.yes:
        return None
    if not sys.stdin.isatty():
        return t("Nothing was changed. Where nobody can be asked, --yes says that it is meant.")
    asked = t("To go ahead, type the campaign's code ({campaign}):", campaign=campaign)
    if input(f"{asked} ").strip() != campaign:
        return t("Nothing was changed.")
    return None


def _warning(outlook: Outlook, t: Translator) -> str:
    lines = [
        t("Sealing the campaign {campaign} cannot be undone:", campaign=outlook.campaign.code),
        t.many(
            "• {n} ballot stays and counts as before, in random order and without its day.",
            "• {n} ballots stay and count as before, in random order and without their days.",
            outlook.ballots,
        ),
        t("• Who took part is erased; only the number of consents remains."),
        t.many("• {n} unfinished paper is erased.", "• {n} unfinished papers are erased.", outlook.drafts),
        t("• The key is destroyed: no more papers are taken, not even from those who have an invitation."),
    ]
    return "\n".join(lines)


def _report(campaign: str, done: Seal, t: Translator) -> int:
    print(t("The campaign {campaign} is sealed since {day}.", campaign=campaign, day=done.sealed_on))
    print(
        t(
            "Ballots: {ballots}. Consents: {consents}. Unfinished papers erased: {drafts}.",
            ballots=done.ballots,
            consents=sum(done.consents.values()),
            drafts=done.drafts_erased,
        )
    )
    if not done.clean:
        return fail(t("Old contents could not be cleared from the files: somebody is reading them. Run it again."))
    print(t("Copies of the database made before today still hold the key. Destroy them."))
    return 0
