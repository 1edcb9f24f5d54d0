"""Counting a sent paper: where it stops being anybody's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.app.entities import DraftPaper
from bot.app.ports import Transaction
from scoring import Ballot, Rating, fold
from surveys import Answer, Pace, quality_of, ratings

__all__ = ["count_ballot"]


async def count_ballot(
    tx: Transaction,
    draft: DraftPaper,
    answers: Mapping[str, Answer],
    received_on: date,
    consented_on: date | None = None,
    pace: Mapping[str, Pace] | None = None,
) -> bool:
    """Note that the pseudonym took part, keep the answers without it, and add them to the cells of the round.

    The ledger notes the day of the consent (of the sending, where that is not given): the moment goes with the
    draft. How it was filled in is kept as flags, from the coarse `pace` of the answers. False, and nothing happens,
    where the pseudonym took part before.
    """
    consent = draft.interview.consent
    if consent is None:
        raise ValueError("a paper without consent cannot be counted")
    if not await tx.ballots.record_participation(
        draft.campaign, draft.pseudonym, consent, consented_on or received_on
    ):
        return False
    quality = quality_of(draft.questionnaire, answers, pace or {})
    await tx.ballots.add(draft, answers, quality, received_on)
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
