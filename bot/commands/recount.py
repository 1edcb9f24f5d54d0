"""recount: every count made anew from the raw ballots. What differs is listed; nothing is ever changed."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.commands.adding import Commands
from bot.commands.output import FAILED, print_json
from bot.commands.session import with_services
from bot.i18n import Translator
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.app.recount_findings import Finding, RoundRecount
    from bot.compose import Services

__all__ = ["add_to", "recount"]

LISTED = 50
"""Differences listed of a round: where a whole table is gone, more would say no more."""


def add_to(commands: Commands) -> None:
    t = commands.t
    command = commands.add("recount", recount, t("count the raw ballots anew and compare; nothing is changed"))
    command.add_argument("round", nargs="?", metavar=commands.round, help=t("all rounds if left out"))
    command.add_argument("--quick", action="store_true", help=t("count once: leave out the shuffled replay"))
    commands.add_json(command)


def recount(given: argparse.Namespace, settings: Settings, t: Translator) -> int:
    """0 where everything agrees, 1 where something differs or the round is not known."""

    async def work(services: Services) -> int:
        counting, replay = services.recounting, not given.quick
        if given.round:
            found: Sequence[RoundRecount] = [await counting.round(given.round, replay=replay)]
        else:
            found = await counting.all(replay=replay)
        if given.json:
            print_json({"rounds": [_as_json(each, t) for each in found]})
        else:
            print("\n".join(line for each in found for line in _lines(each, t)) or t("There are no rounds."))
        return FAILED if any(each.findings for each in found) else 0

    return with_services(settings, work)


def _lines(found: RoundRecount, t: Translator) -> Iterator[str]:
    name = f"{found.province}/{found.round.code}"
    counted = t(
        "{ballots} ballots, {ratings} ratings, {cells} counts",
        ballots=found.ballots,
        ratings=found.ratings,
        cells=found.cells,
    )
    if found.findings:
        outcome = t.many("{n} difference", "{n} differences", len(found.findings))
    elif not found.ballots and not found.erased:
        outcome = t("no papers yet, nothing to compare")
    elif found.replayed:
        outcome = t("all agree (stored = recounted = replayed in another order)")
    else:
        outcome = t("all agree (stored = recounted)")
    yield f"{name}: {counted}: {outcome}"
    if found.erased:
        yield "  " + t(
            "erased after their time, nothing left to count: {campaigns}", campaigns=", ".join(found.erased)
        )
    for finding in found.findings[:LISTED]:
        yield f"  {_text(finding, t)}"
    if len(found.findings) > LISTED:
        yield "  " + t("… and {n} more; --json lists all", n=len(found.findings) - LISTED)


def _text(finding: Finding, t: Translator) -> str:
    from bot.app.recount_findings import FindingKind

    facts = {"where": _where(finding, t), "stored": finding.stored, "recounted": finding.recounted}
    match finding.kind:
        case FindingKind.COUNT if finding.stored is None:
            return t("{where}: nothing stored, {recounted} recounted", **facts)
        case FindingKind.COUNT:
            return t("{where}: {stored} stored, {recounted} recounted", **facts)
        case FindingKind.RELEASED:
            return t("{where}: {stored} shown of {recounted}, against the rule", **facts)
        case FindingKind.REPLAY:
            return t("{where}: {stored} counted together, {recounted} one by one: a fault of the program", **facts)
        case FindingKind.UNREADABLE:
            reason = t(finding.reason.reason, **finding.reason.params) if finding.reason else ""
            return t(
                "{where}: ballot {ballot} cannot be read. {reason}", **facts, ballot=finding.ballot, reason=reason
            )
        case FindingKind.LEDGER:
            return t("{where}: {stored} took part, {recounted} ballots", **facts)
        case FindingKind.SEAL:
            return t("{where}: {stored} ballots when it was sealed, {recounted} now", **facts)
        case FindingKind.SEATS:
            return t("{where}: {stored} seats taken, {recounted} ballots and papers that hold one", **facts)
        case FindingKind.TICKETS:
            return t("{where}: {stored} invitations used, {recounted} ballots", **facts)
        case FindingKind.QUESTIONNAIRE:
            return t("{where}: the questionnaire {name} is not what was loaded", **facts, name=finding.document)
        case FindingKind.FRAMEWORK:
            return t("the rules {name} are not what was loaded", name=finding.document)


def _where(finding: Finding, t: Translator) -> str:
    from scoring import BALLOTS

    counted = t("number of ballots") if finding.criterion == BALLOTS else finding.criterion
    option = "" if finding.criterion == BALLOTS else finding.option
    parts = (finding.campaign, finding.unit, finding.group, finding.cluster, counted, option)
    return " · ".join(each for each in parts if each)


def _as_json(found: RoundRecount, t: Translator) -> dict[str, object]:
    return {
        "province": found.province,
        "round": found.round.code,
        "ballots": found.ballots,
        "ratings": found.ratings,
        "cells": found.cells,
        "erased": list(found.erased),
        "replayed": found.replayed,
        "agrees": not found.findings,
        "findings": [
            {
                "kind": each.kind.value,
                "campaign": each.campaign,
                "unit": each.unit,
                "group": each.group,
                "cluster": each.cluster,
                "criterion": each.criterion,
                "option": each.option,
                "stored": each.stored,
                "recounted": each.recounted,
                "ballot": each.ballot,
                "document": each.document,
                "reason": t(each.reason.reason, **each.reason.params) if each.reason else "",
            }
            for each in found.findings
        ],
    }
