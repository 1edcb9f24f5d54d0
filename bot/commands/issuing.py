"""tickets and code: what lets people in, printed once. Only hashes are kept."""

from __future__ import annotations

import argparse
import csv
import sys
from typing import TYPE_CHECKING

from bot.commands.adding import Commands
from bot.commands.session import with_services
from bot.commands.values import explained, username, whole
from bot.i18n import Translator
from bot.settings import Settings
from surveys import in_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.app.access import IssuedTicket
    from bot.app.entities import Room
    from bot.compose import Services

__all__ = ["add_code_to", "add_tickets_to", "code", "tickets"]

MAX_TICKETS = 100_000
"""Of one unit at once: more than any survey has, so a slip of the finger."""

PER_UNIT = 1

COLUMNS = ("unit", "unit_name", "code", "link")
"""The first line, for a mail merge; a link only where the bot's name is given."""


def add_tickets_to(commands: Commands) -> None:
    t = commands.t

    def rule(text: str) -> str:
        return t(
            "“{name}” is no bot's name: it has 5 to 32 letters without marks, digits and _, and ends in “bot”.",
            name=text,
        )

    command = commands.add("tickets", tickets, t("issue invitations to a survey"))
    command.add_argument("province", metavar=t("PROVINCE_CODE"))
    command.add_argument("campaign", metavar=commands.campaign)
    command.add_argument(
        "--unit",
        action="append",
        default=[],
        metavar=t("CODE_OR_NAME"),
        help=t("only about this unit; may be repeated"),
    )
    command.add_argument("--cluster", default="", metavar=t("COMMUNE"), help=t("the commune the invitations go to"))
    command.add_argument(
        "-n",
        type=whole(1, MAX_TICKETS),
        default=PER_UNIT,
        metavar=t("COUNT"),
        help=t("how many for each unit; {n} if left out", n=PER_UNIT),
    )
    command.add_argument(
        "--bot", type=explained(username, rule), metavar=t("BOT_NAME"), help=t("also print the link to this bot")
    )


def tickets(given: argparse.Namespace, settings: Settings, t: Translator) -> int:
    """Tab-separated, the names of the columns first; on standard error where more are invited than can answer."""

    async def work(services: Services) -> int:
        issued = await services.access.tickets(
            given.province, given.campaign, per_unit=given.n, units=tuple(given.unit), cluster=given.cluster
        )
        lines = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
        lines.writerow(COLUMNS if given.bot else COLUMNS[:-1])
        for ticket in issued:
            unit, name = (ticket.unit.code, in_language(ticket.unit.name, t.language)) if ticket.unit else ("*", "")
            link = [f"https://t.me/{given.bot}?start={ticket.code}"] if given.bot else []
            lines.writerow([unit, name, ticket.code, *link])
        _warn(issued, await services.access.room(given.province, given.campaign), t)
        return 0

    return with_services(settings, work)


def _warn(issued: Sequence[IssuedTicket], room: Mapping[str | None, Room], t: Translator) -> None:
    """Name the units about which more invitations are out than papers are wanted."""
    about = {ticket.unit.code if ticket.unit else None: ticket.unit for ticket in issued}
    short = [
        t(
            "{unit} (seats: {seats}, invitations: {invitations})",
            unit=in_language(unit.name, t.language) if unit else "*",
            seats=room[code].seats,
            invitations=room[code].invitations,
        )
        for code, unit in about.items()
        if room[code].invitations > room[code].seats
    ]
    if short:
        print(
            t(
                "More invitations are out than seats are free; who comes after the last is turned away: {units}.",
                units=", ".join(short),
            ),
            file=sys.stderr,
        )


def add_code_to(commands: Commands) -> None:
    t = commands.t
    command = commands.add("code", code, t("issue a one-time code for an official or a coordinator"))
    command.add_argument("province", metavar=t("PROVINCE_CODE"))
    who = command.add_mutually_exclusive_group(required=True)
    who.add_argument("--unit", metavar=t("CODE_OR_NAME"), help=t("an official of this unit"))
    who.add_argument("--coordinator", action="store_true", help=t("a coordinator of the province"))


def code(given: argparse.Namespace, settings: Settings, _: Translator) -> int:
    from bot.app.entities import RoleKind

    async def work(services: Services) -> int:
        kind = RoleKind.COORDINATOR if given.coordinator else RoleKind.OFFICIAL
        print((await services.access.role_code(given.province, kind, given.unit)).code)
        return 0

    return with_services(settings, work)
