"""Adding commands to `parbot`: each module of this folder adds its own, with the arguments they take."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from bot.i18n import Translator

__all__ = ["Commands"]


class Commands:
    """The commands of `parser`, in the order in which they are added, described by `t`.

    `round` and `campaign` are how a round or a campaign is to be typed.
    """

    def __init__(self, parser: argparse.ArgumentParser, t: Translator) -> None:
        self.t = t
        self.round = f"[{t('PROVINCE_CODE')}/]{t('ROUND_CODE')}"
        self.campaign = f"[{t('ROUND_CODE')}/]{t('CAMPAIGN_CODE')}"
        self._added = parser.add_subparsers(required=True, metavar=t("COMMAND"))

    def add(self, name: str, run: Callable[..., int], help_: str) -> argparse.ArgumentParser:
        """A command that `run` carries out (`command` of what was parsed), still without arguments."""
        command = self._added.add_parser(name, help=help_, description=help_)
        command.set_defaults(command=run)
        return command

    def add_json(self, command: argparse.ArgumentParser) -> None:
        command.add_argument("--json", action="store_true", help=self.t("print JSON, for a script"))
