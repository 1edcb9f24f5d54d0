"""sensitivity and ranks: how sure the ranks of a round are. Both only look."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.output import fail, print_json
from bot.commands.rank_pages import Drawn, certainty_page, rules_page
from bot.commands.session import with_services
from bot.i18n import Translator
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.commands.rank_pages import Page
    from bot.compose import Services

__all__ = ["ranks", "sensitivity"]


def sensitivity(given: argparse.Namespace, settings: Settings, t: Translator) -> int:
    """What other weights, other roundings and other criteria would do to the ranks."""
    from scoring.sensitivity import DRAWS, WEIGHT_CHANGE

    change = WEIGHT_CHANGE if given.weights is None else float(given.weights)
    drawn = Drawn(given.seed, given.draws or DRAWS, change)

    async def work(services: Services) -> int:
        every = await services.ranking.under_other_rules(
            given.round, given.unit_type, seed=drawn.seed, draws=drawn.draws, weight_change=change
        )
        return _show([rules_page(each, drawn, t) for each in every], drawn, given, t)

    return with_services(settings, work)


def ranks(given: argparse.Namespace, settings: Settings, t: Translator) -> int:
    """What other respondents would do to the ranks and grades."""
    from scoring.uncertainty import DRAWS

    drawn = Drawn(given.seed, given.draws or DRAWS)

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
