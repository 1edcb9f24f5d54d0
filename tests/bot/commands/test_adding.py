"""Commands are added one by one, and each carries what runs it."""

from __future__ import annotations

import argparse

from bot.commands.adding import Commands
from bot.i18n import translator


def test_an_added_command_is_found_with_what_runs_it_and_its_arguments() -> None:
    parser = argparse.ArgumentParser("parbot")
    commands = Commands(parser, translator("en"))
    for name, run in (("first", lambda: 1), ("second", lambda: 2)):
        command = commands.add(name, run, f"the {name} one")
        command.add_argument("round", metavar=commands.round)
        commands.add_json(command)
    given = parser.parse_args(["second", "2026", "--json"])
    assert (given.command(), given.round, given.json) == (2, "2026", True)
    text = parser.format_help()
    assert text.index("the first one") < text.index("the second one")


def test_rounds_and_campaigns_are_typed_with_what_they_belong_to() -> None:
    commands = Commands(argparse.ArgumentParser("parbot"), translator("en"))
    assert (commands.round, commands.campaign) == ("[PROVINCE_CODE/]ROUND_CODE", "[ROUND_CODE/]CAMPAIGN_CODE")
