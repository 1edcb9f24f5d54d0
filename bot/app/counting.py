"""Counting a sent paper: where it stops being anybody's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.app.codes import invitation_pseudonym
from bot.app.entities import Campaign, DraftPaper
from bot.app.ports import Transaction
from scoring import Ballot, Rating, fold
from surveys import Answer, Pace, Questionnaire, quality_of, ratings

__all__ = ["as_ballot", "count_ballot"]


async def count_ballot(
    tx: Transaction,
    draft: DraftPaper,
    answers: Mapping[str, Answer],
    received_on: date,
    consented_on: date | None = None,
    pace: Mapping[str, Pace] | None = None,
) -> bool:
    """Note who took part, keep the answers without it, and add them to the cells of the round.

    Who takes part is the draft's pseudonym; where every invitation is worth a paper it is the invitation, so that
    two papers of one person have nothing in common. The ledger notes the day of the consent (of the sending, where
    that is not given): the moment goes with the draft. How it was filled in is kept as flags, from the coarse
    `pace` of the answers. False, and nothing happens, where the person or the invitation took part before.
    """
    consent = draft.interview.consent
    if consent is None:
        raise ValueError("a paper without consent cannot be counted")
    campaign, who = draft.campaign, draft.pseudonym
    if campaign.per_ticket:
        who = invitation_pseudonym(campaign.key, draft.ticket_hash)
    if not await tx.ballots.record_participation(campaign, who, consent, consented_on or received_on):
        return False
    quality = quality_of(draft.questionnaire, answers, pace or {})
    await tx.ballots.add(draft, answers, quality, received_on)
    ballot = as_ballot(
        campaign,
        draft.questionnaire,
        answers,
        unit=draft.interview.unit,
        units=draft.interview.units,
        cluster=draft.cluster,
    )
    await tx.ballots.add_cells(campaign.round, fold(ballot))
    return True


def as_ballot(
    campaign: Campaign,
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
    *,
    unit: str | None,
    units: Sequence[str],
    cluster: str,
) -> Ballot:
    """What a paper counts for: sent just now, or read again from what was kept."""
    given = ratings(questionnaire, answers, unit=unit, units=units)
    return Ballot(
        round=campaign.round.code,
        campaign=campaign.code,
        group=campaign.respondent_group,
        ratings=tuple(Rating(each.unit, each.criterion, each.option) for each in given),
        cluster=cluster,
    )
