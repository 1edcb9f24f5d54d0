"""Illustrative ballots for trying the bot out: drawn by chance, never part of a real round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

from bot.app.codes import pseudonym
from bot.app.counting import count_ballot
from bot.app.entities import Campaign, DraftPaper, Unit
from bot.app.ports import Clock, Store, Transaction
from surveys import Act, Action, Answer, Completed, Interview, Pick, Questionnaire, Screen, Stage, screen, step

__all__ = ["Sampler"]

NOTICE = "illustrative"


@dataclass(frozen=True)
class Sampler:
    """Simulated respondents answer through the engine and are counted like everybody else."""

    store: Store
    clock: Clock
    zone: ZoneInfo

    async def add(self, province: str, campaign_code: str, per_unit: int, random: Random) -> int:
        """`per_unit` ballots about every unit of the campaign that nobody answered yet; how many were added."""
        added = 0
        async with self.store.write() as tx:
            for campaign, subjects in await tx.provinces.campaigns(province):
                if campaign.code != campaign_code or campaign.sealed:
                    continue
                questionnaire = await tx.drafts.questionnaire(campaign.questionnaire_id)
                ballots = await tx.ballots.counts(campaign)
                for unit in subjects:
                    for number in range(0 if ballots.get(unit.code if unit else None) else per_unit):
                        added += await self._one(tx, campaign, questionnaire, unit, random, number)
        return added

    async def _one(
        self,
        tx: Transaction,
        campaign: Campaign,
        questionnaire: Questionnaire,
        unit: Unit | None,
        random: Random,
        number: int,
    ) -> bool:
        now = self.clock()
        blank = Interview(
            unit=unit.code if unit else None,
            units=() if unit else campaign.units,
            stage=Stage.NOTICE,
            language=questionnaire.languages[0],
        )
        interview, answers = _answer_all(questionnaire, blank, random, now)
        nobody = pseudonym(campaign.key, -((unit.id if unit else 0) * 1000 + number + 1))
        draft = DraftPaper(
            campaign=campaign,
            pseudonym=nobody,
            ticket_hash=nobody,
            unit=unit,
            cluster="",
            questionnaire_id=campaign.questionnaire_id,
            questionnaire=questionnaire,
            interview=interview,
            message_id=None,
            seat_held=True,
        )
        if not await tx.drafts.take_seat(campaign, unit):
            return False
        return await count_ballot(tx, draft, answers, now.astimezone(self.zone).date())


def _answer_all(
    questionnaire: Questionnaire, interview: Interview, random: Random, now: datetime
) -> tuple[Interview, Mapping[str, Answer]]:
    """Walk through the questionnaire as a person would, leaving out what is optional."""
    interview = step(questionnaire, interview, Act(Action.AGREE), now, notice=NOTICE).interview
    while True:
        shown = screen(questionnaire, interview)
        if shown.stage is Stage.REVIEW:
            sent = step(questionnaire, interview, Act(Action.SEND), now, notice=NOTICE)
            (event,) = [each for each in sent.events if isinstance(each, Completed)]
            return interview, event.answers
        interview = step(questionnaire, interview, _choose(shown, random), now, notice=NOTICE).interview


def _choose(shown: Screen, random: Random) -> Pick | Act:
    """Mostly content, sometimes not: the first options weigh more.

    Never "no information": each ballot counts for every criterion, so that a visitor sees all points move.
    """
    if Action.SKIP in shown.actions:
        return Act(Action.SKIP)
    if shown.question and shown.options:
        silent = {label for each in shown.question.choices if each.no_information for label in each.label.values()}
        telling = [option for option in shown.options if option.label not in silent]
        return Pick(random.choices(telling, range(len(telling), 0, -1))[0].number)
    return Act(Action.NEXT)
