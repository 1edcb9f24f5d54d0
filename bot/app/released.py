"""The ballots behind the counts that may be shown: exactly those answers, no other."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from datetime import datetime
from random import Random

from bot.app.entities import Campaign
from bot.app.errors import RanksRefused
from bot.app.names import FoundRound
from bot.app.ports import Transaction
from bot.app.raw_ballots import raw_ballots
from bot.app.releasing import RULE, is_final
from scoring import Ballot, CellKey, fold
from surveys import option_points, questions_per_criterion

__all__ = ["released_ballots"]

_NOT_YET = (
    "The counts that may be shown are not those of the ballots yet. The bot releases the rest of a closed survey by"
    " itself: let it run, then ask again."
)


_ASTRAY = (
    "What is shown of {levels} is not what the rule lets out of the answers: the scores may be wrong."
    " parbot recount lists it."
)


async def released_ballots(
    tx: Transaction, found: FoundRound, units: Sequence[str], now: datetime
) -> Sequence[Ballot]:
    """The round's ballots with the ratings of `units` that their scores come from.

    A rating counts for nothing where too few answered for the counts to be shown; it is left out here as well.
    Raises `RanksRefused` while a campaign about these units is open, or where the counts shown are not those of the
    ballots: an error that other ballots gave than the score would be wrong without anybody seeing it.
    """
    campaigns = [
        campaign
        for campaign in await tx.calendar.campaigns(found.round)
        if not set(units).isdisjoint(campaign.units)
    ]
    still_open = [campaign.code for campaign in campaigns if not is_final(campaign, now)]
    if still_open:
        raise RanksRefused(
            "These surveys are still open: {campaigns}. How sure ranks are can be said once all answers are in.",
            campaigns=", ".join(still_open),
        )
    cells = await tx.scores.cells(found.round, units)
    shown = {key: n for key, n in cells.items() if not key.counts_ballots}
    ballots = []
    for campaign in campaigns:
        await _check_released(tx, campaign, units)
        ballots += [_shown_part(ballot, shown) for ballot in await raw_ballots(tx, campaign)]
    if {key: n for key, n in fold(*ballots).items() if not key.counts_ballots} != shown:
        raise RanksRefused(_NOT_YET)
    return [ballot for ballot in ballots if ballot.ratings]


async def _check_released(tx: Transaction, campaign: Campaign, units: Sequence[str]) -> None:
    """Raises `RanksRefused` where more of the campaign's answers may be released than are, or other ones."""
    form = await tx.drafts.questionnaire(campaign.questionnaire_id)
    scale, sizes = option_points(form), questions_per_criterion(form)
    families = await tx.releases.cells(campaign, units)
    if any(RULE.step(each, scale, Random(0), final=True, sizes=sizes) for each in families.values()):
        raise RanksRefused(_NOT_YET)
    astray = {
        f"{unit}/{campaign.code}/{level.criterion}": None
        for unit, family in families.items()
        for level in RULE.astray(family, scale, final=True, sizes=sizes)
    }
    if astray:
        raise RanksRefused(_ASTRAY, levels=", ".join(astray))


def _shown_part(ballot: Ballot, shown: Container[CellKey]) -> Ballot:
    """The ballot with the ratings whose cells are shown: a level of fewer than five answers is in none of them."""
    own = (ballot.round, ballot.campaign)
    kept = tuple(
        each
        for each in ballot.ratings
        if CellKey(*own, each.unit, ballot.group, ballot.cluster, each.criterion, each.option) in shown
    )
    return replace(ballot, ratings=kept)
