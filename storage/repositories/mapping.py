"""Rows to entities, where several repositories need it."""

from __future__ import annotations

from functools import lru_cache

from pydantic import TypeAdapter
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.app.entities import Campaign, Round, RoundStatus, Unit
from scoring import UnitFacts
from storage.tables import CampaignTable, QuestionnaireTable, RoundTable, UnitTable
from surveys import Questionnaire

__all__ = ["FACTS", "stored_id", "stored_questionnaire", "to_campaign", "to_round", "to_unit"]

FACTS = TypeAdapter(UnitFacts)
"""Facts to JSON and back; decimals are kept as text, so that they stay exact."""


def stored_id(value: int | None) -> int:
    """The id of a row that is known to be stored."""
    if value is None:
        raise ValueError("the row was not stored yet")
    return value


def to_unit(row: UnitTable) -> Unit:
    return Unit(stored_id(row.id), row.province_id, row.code, row.type, row.name)


def to_round(row: RoundTable) -> Round:
    return Round(stored_id(row.id), row.province_id, row.code, row.title, RoundStatus(row.status), row.framework_id)


def to_campaign(row: CampaignTable, round_: RoundTable) -> Campaign:
    return Campaign(
        id=stored_id(row.id),
        round=to_round(round_),
        code=row.code,
        title=row.title,
        respondent_group=row.respondent_group,
        questionnaire_id=row.questionnaire_id,
        key=bytes.fromhex(row.key),
        units=tuple(row.units),
        enough=row.enough,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
    )


async def stored_questionnaire(session: AsyncSession, questionnaire_id: int) -> Questionnaire:
    row = await session.get_one(QuestionnaireTable, questionnaire_id)
    return _parsed(row.body)


@lru_cache(maxsize=64)
def _parsed(body: str) -> Questionnaire:
    return Questionnaire.model_validate_json(body)
