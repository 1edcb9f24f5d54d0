"""sensitivity and ranks: how sure the ranks of a round are. Both only look."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.adding import Commands
from bot.commands.output import fail, print_json
from bot.commands.rank_pages import Drawn, certainty_page, rules_page
from bot.commands.session import with_services
from bot.commands.values import population, share, whole
from bot.i18n import Translator
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.commands.rank_pages import Page
    from bot.compose import Services

__all__ = ["add_to", "ranks", "sensitivity"]

SEED = 1
MAX_SEED = 2**63 - 1

RULE_DRAWS, RESPONDENT_DRAWS = 2000, 1000
"""Those of `scoring.sensitivity` and `scoring.uncertainty`, which take longer to import than help to print."""

MAX_DRAWS = 100_000
"""More take minutes and gigabytes and tell nothing new."""


def add_to(commands: Commands) -> None:
    t = commands.t
    help_ = t("how far the ranks of a round depend on its rules")
    command = _look(commands, "sensitivity", sensitivity, help_, draws=RULE_DRAWS)
    command.add_argument(
        "--weights", type=share, metavar=t("SHARE"), help=t("by how much group weights change at most (0.25)")
    )
    help_ = t("how sure the ranks of a round are, given who was asked")
    command = _look(commands, "ranks", ranks, help_, draws=RESPONDENT_DRAWS)
    command.add_argument(
        "--population",
        type=population,
        action="append",
        default=[],
        metavar=t("GROUP_CODE=NUMBER"),
        help=t("how many people, or communes, a respondent group has; may be repeated"),
    )


def _look(
    commands: Commands, name: str, run: Callable[..., int], help_: str, *, draws: int
) -> argparse.ArgumentParser:
    """A command with the arguments that both take."""
    t = commands.t
    command = commands.add(name, run, help_)
    command.add_argument("round", metavar=commands.round)
    command.add_argument(
        "--set",
        dest="unit_type",
        metavar=t("UNIT_TYPE"),
        help=t("only units of this type; all that have totals if left out"),
    )
    command.add_argument(
        "--seed",
        type=whole(0, MAX_SEED),
        default=SEED,
        metavar=t("WHOLE_NUMBER"),
        help=t("the same seed gives the same numbers; {n} if left out", n=SEED),
    )
    command.add_argument(
        "--draws",
        type=whole(1, MAX_DRAWS),
        default=draws,
        metavar=t("COUNT"),
        help=t("how often to draw; {n} if left out", n=draws),
    )
    command.add_argument(
        "--picture", type=Path, metavar=f"{t('FILE')}.png", help=t("draw the ranks into this file")
    )
    commands.add_json(command)
    return command


def sensitivity(given: argparse.Namespace, settings: Settings, t: Translator) -> int:
    """What other weights, other roundings and other criteria would do to the ranks."""
    from scoring.sensitivity import WEIGHT_CHANGE

    change = WEIGHT_CHANGE if given.weights is None else float(given.weights)
    drawn = Drawn(given.seed, given.draws, change)

    async def work(services: Services) -> int:
        every = await services.ranking.under_other_rules(
            given.round, given.unit_type, seed=drawn.seed, draws=drawn.draws, weight_change=change
        )
        return _show([rules_page(each, drawn, t) for each in every], drawn, given, t)

    return with_services(settings, work)


def ranks(given: argparse.Namespace, settings: Settings, t: Translator) -> int:
    """What other respondents would do to the ranks and grades."""
    drawn = Drawn(given.seed, given.draws)

    async def work(services: Services) -> int:
        every = await services.ranking.under_other_respondents(
            given.round,
            given.unit_type,
            seed=drawn.seed,
            draws=drawn.draws,
            populations=dict(given.population),
        )
        return _show([certainty_page(each, drawn, t) for each in every], drawn, given, t)

    return with_services(settings, work)


def _show(pages: Sequence[Page], drawn: Drawn, given: argparse.Namespace, t: Translator) -> int:
    ranked = [page for page in pages if page.ranked.standings]
    if not ranked:
        why = (line for page in pages for line in page.left_out(t))
        return fail("\n".join([t("There is no rank to look into."), *why]))
    if given.json:
        first = ranked[0].ranked
        name = {"province": first.province, "round": first.round.code, "published": first.round.published}
        report = {**name, **drawn.as_json(), "sets": [page.data for page in pages]}
        print_json(report)
    else:
        print("\n\n".join(page.text(t) for page in pages))
    return _draw(ranked, given.picture, t) if given.picture else 0


def _draw(pages: Sequence[Page], path: Path, t: Translator) -> int:
    """One picture for each type of unit; where there are several, the type stands before the file's suffix."""
    from bot.render.rank_picture import rank_picture

    charts = [(page.ranked.unit_type, chart) for page in pages if (chart := page.chart(t))]
    if not charts:
        return fail(t("There is nothing to draw: the ranks are exact."))
    for unit_type, chart in charts:
        file = path if len(charts) == 1 else path.with_suffix(f".{unit_type}{path.suffix}")
        try:
            file.write_bytes(rank_picture(chart, t))
        except OSError as error:
            return fail(f"{file}: {error.strerror}")
        print(t("Picture: {file}", file=file), file=sys.stderr)
    return 0
