"""What a unit's score is made of: the framework, the entered points, the cells, the questionnaires' scales."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from sqlmodel import col, select

from bot.app.entities import Round
from scoring import CellKey, Entries, Entry, Framework
from storage.repositories.base import Repository
from storage.repositories.mapping import stored_questionnaire
from storage.tables import CampaignTable, CellTable, FrameworkTable, ScoreTable, UnitTable
from surveys import Questionnaire

__all__ = ["ScoreRepository"]


class ScoreRepository(Repository):
    async def framework(self, round_: Round) -> Framework:
        row = await self._session.get_one(FrameworkTable, round_.framework_id)
        return _parsed(row.body)

    async def entries(self, round_: Round, unit_type: str) -> Mapping[str, Entries]:
        units = select(UnitTable.code).where(
            UnitTable.province_id == round_.province_id, UnitTable.type == unit_type
        )
        entered = (
            select(UnitTable.code, ScoreTable)
            .join(UnitTable, col(UnitTable.id) == ScoreTable.unit_id)
            .where(ScoreTable.round_id == round_.id, UnitTable.type == unit_type)
        )
        entries: dict[str, dict[str, Entry]] = {
            code: {} for code in (await self._session.exec(units.order_by(col(UnitTable.id)))).all()
        }
        for code, row in (await self._session.exec(entered)).all():
            entries[code][row.leaf] = Entry(_decimal(row.self_score), _decimal(row.appraised_score))
        return entries

    async def cells(self, round_: Round, units: Sequence[str]) -> Mapping[CellKey, int]:
        found = select(CellTable).where(CellTable.round_id == round_.id, col(CellTable.unit).in_(units))
        return {
            CellKey(
                round=round_.code,
                campaign=row.campaign,
                unit=row.unit,
                group=row.respondent_group,
                cluster=row.cluster,
                criterion=row.criterion,
                option=row.option,
            ): row.n
            for row in (await self._session.exec(found)).all()
        }

    async def questionnaires(self, round_: Round) -> Mapping[str, Questionnaire]:
        found = (
            select(CampaignTable.code, CampaignTable.questionnaire_id)
            .where(CampaignTable.round_id == round_.id)
            .order_by(col(CampaignTable.id))
        )
        campaigns = (await self._session.exec(found)).all()
        return {code: await stored_questionnaire(self._session, id_) for code, id_ in campaigns}


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@lru_cache(maxsize=16)
def _parsed(body: str) -> Framework:
    return Framework.model_validate_json(body)
