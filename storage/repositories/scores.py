"""What a unit's score is made of: the framework, the entered points, the cells, the questionnaires' scales."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from sqlalchemy import ColumnElement, Table
from sqlalchemy import select as select_columns
from sqlmodel import col, func, select

from bot.app.entities import Round
from scoring import CellKey, Entries, Entry, Framework, UnitFacts
from storage.repositories.base import Repository
from storage.repositories.mapping import FACTS, to_key, to_questionnaire
from storage.tables import (
    CampaignTable,
    CellTable,
    FrameworkTable,
    QuestionnaireTable,
    ScoreTable,
    UnitFactsTable,
    UnitTable,
)
from surveys import Questionnaire

__all__ = ["ScoreRepository"]


class ScoreRepository(Repository):
    async def framework(self, round_: Round) -> Framework:
        row = await self._session.get_one(FrameworkTable, round_.framework_id)
        return _parsed(row.body)

    async def unit_count(self, round_: Round, unit_type: str) -> int:
        counted = select(func.count()).select_from(UnitTable).where(*_of_type(round_, unit_type))
        return (await self._session.exec(counted)).one()

    async def entries(
        self, round_: Round, unit_type: str, units: Sequence[str] | None = None
    ) -> Mapping[str, Entries]:
        wanted = _of_type(round_, unit_type)
        if units is not None:
            wanted.append(col(UnitTable.code).in_(units))
        named = select(UnitTable.code).where(*wanted).order_by(col(UnitTable.id))
        entered = (
            select(UnitTable.code, ScoreTable)
            .join(UnitTable, col(UnitTable.id) == ScoreTable.unit_id)
            .where(ScoreTable.round_id == round_.id, *wanted)
        )
        entries: dict[str, dict[str, Entry]] = {code: {} for code in (await self._session.exec(named)).all()}
        for code, row in (await self._session.exec(entered)).all():
            entries[code][row.leaf] = Entry(_decimal(row.self_score), _decimal(row.appraised_score))
        return entries

    async def facts(self, round_: Round, unit_type: str) -> Mapping[str, UnitFacts]:
        found = (
            select(UnitTable.code, UnitFactsTable.body)
            .join(UnitTable, col(UnitTable.id) == UnitFactsTable.unit_id)
            .where(UnitFactsTable.round_id == round_.id, UnitTable.type == unit_type)
        )
        return {code: FACTS.validate_json(body) for code, body in (await self._session.exec(found)).all()}

    async def cells(self, round_: Round, units: Sequence[str]) -> Mapping[CellKey, int]:
        cell: Table = CellTable.__table__  # type: ignore[attr-defined]
        found = select_columns(cell).where(
            cell.c.round_id == round_.id, cell.c.unit.in_(units), cell.c.released > 0
        )  # past the ORM: a province has thousands of cells, and making an object of each takes longer than scoring
        connection = await self._session.connection()
        return {to_key(row, round_): row.released for row in (await connection.execute(found)).all()}

    async def questionnaires(self, round_: Round) -> Mapping[str, Questionnaire]:
        found = (
            select(CampaignTable.code, QuestionnaireTable.body)
            .join(QuestionnaireTable, col(QuestionnaireTable.id) == CampaignTable.questionnaire_id)
            .where(CampaignTable.round_id == round_.id)
            .order_by(col(CampaignTable.id))
        )
        return {code: to_questionnaire(body) for code, body in (await self._session.exec(found)).all()}


def _of_type(round_: Round, unit_type: str) -> list[ColumnElement[bool]]:
    return [col(UnitTable.province_id) == round_.province_id, col(UnitTable.type) == unit_type]


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@lru_cache(maxsize=16)
def _parsed(body: str) -> Framework:
    return Framework.model_validate_json(body)
