"""Rows to entities, where several repositories need it."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.app.entities import Campaign, Person, Round, RoundStatus, Unit
from scoring import CellKey, UnitFacts
from storage.tables import CampaignTable, CellTable, PersonTable, QuestionnaireTable, RoundTable, UnitTable
from surveys import Questionnaire

__all__ = [
    "CAMPAIGNS",
    "FACTS",
    "cell_columns",
    "facts_json",
    "stored_id",
    "stored_questionnaire",
    "to_campaign",
    "to_key",
    "to_person",
    "to_questionnaire",
    "to_round",
    "to_unit",
]

CAMPAIGNS = select(CampaignTable, RoundTable).join(RoundTable, col(RoundTable.id) == CampaignTable.round_id)
"""The rows that `to_campaign` takes."""

FACTS = TypeAdapter(UnitFacts)
"""Facts to JSON and back; decimals are kept as text, so that they stay exact."""


def facts_json(facts: UnitFacts) -> str:
    """`FACTS` in one spelling only, so that equal facts are equal texts."""
    data = FACTS.dump_python(facts, mode="json")
    return json.dumps({**data, "traits": sorted(data["traits"])}, ensure_ascii=False, sort_keys=True)


def stored_id(value: int | None) -> int:
    """The id of a row that is known to be stored."""
    if value is None:
        raise ValueError("the row was not stored yet")
    return value


def to_unit(row: UnitTable) -> Unit:
    return Unit(stored_id(row.id), row.province_id, row.code, row.type, row.name, tuple(row.aliases))


def to_person(row: PersonTable) -> Person:
    return Person(row.telegram_id, row.language, row.blocked)


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
        per_ticket=row.per_ticket,
    )


def to_key(row: CellTable | Row[Any], round_: Round) -> CellKey:
    """What a cell of this round counts."""
    return CellKey(
        round=round_.code,
        campaign=row.campaign,
        unit=row.unit,
        group=row.respondent_group,
        cluster=row.cluster,
        criterion=row.criterion,
        option=row.option,
    )


def cell_columns(key: CellKey, round_: Round) -> dict[str, int | str]:
    """The primary key of the cell that counts this; the other way round than `to_key`."""
    return {
        "round_id": round_.id,
        "campaign": key.campaign,
        "unit": key.unit,
        "respondent_group": key.group,
        "cluster": key.cluster,
        "criterion": key.criterion,
        "option": key.option,
    }


async def stored_questionnaire(session: AsyncSession, questionnaire_id: int) -> Questionnaire:
    row = await session.get_one(QuestionnaireTable, questionnaire_id)
    return to_questionnaire(row.body)


@lru_cache(maxsize=64)
def to_questionnaire(body: str) -> Questionnaire:
    """A stored questionnaire; reading one takes long, and its content never changes."""
    return Questionnaire.model_validate_json(body)
