"""Counting a sent paper: where it stops being anybody's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.app.entities import DraftPaper
from bot.app.ports import Transaction
from scoring import Ballot, Rating, fold
from surveys import Answer, ratings

__all__ = ["count_ballot"]


async def count_ballot(
    tx: Transaction, draft: DraftPaper, answers: Mapping[str, Answer], received_on: date
) -> bool:
    """Note that the pseudonym took part, keep the answers without it, and add them to the cells of the round.

    False, and nothing happens, where the pseudonym took part before.
    """
    consent = draft.interview.consent
    if consent is None:
        raise ValueError("a paper without consent cannot be counted")
    if not await tx.ballots.record_participation(draft.campaign, draft.pseudonym, consent, received_on):
        return False
    await tx.ballots.add(draft, answers, received_on)
    given = ratings(draft.questionnaire, answers, unit=draft.interview.unit, units=draft.interview.units)
    ballot = Ballot(
        round=draft.campaign.round.code,
        campaign=draft.campaign.code,
        group=draft.campaign.respondent_group,
        ratings=tuple(Rating(each.unit, each.criterion, each.option) for each in given),
        cluster=draft.cluster,
    )
    await tx.ballots.add_cells(draft.campaign.round, fold(ballot))
    return True
