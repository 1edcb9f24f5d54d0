"""Sent papers, the ledger of who took part, and the cells."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import date

from sqlmodel import col, func, select

from bot.app.entities import Campaign, DraftPaper, Round
from scoring import CellKey
from storage.repositories.base import Repository
from storage.repositories.mapping import cell_columns
from storage.tables import BallotTable, CellTable, ParticipationTable, UnitTable
from surveys import Answer, Consent, Quality

__all__ = ["BallotRepository"]

BALLOT_ID_BYTES = 16


class BallotRepository(Repository):
    async def took_part(self, campaign: Campaign, pseudonym: str) -> bool:
        found = select(ParticipationTable.campaign_id).where(
            ParticipationTable.campaign_id == campaign.id, ParticipationTable.pseudonym == pseudonym
        )
        return (await self._session.exec(found)).first() is not None

    async def record_participation(self, campaign: Campaign, pseudonym: str, consent: Consent, on: date) -> bool:
        await self._keep_unsealed(campaign)
        return await self._insert_once(
            ParticipationTable,
            campaign_id=campaign.id,
            pseudonym=pseudonym,
            notice=consent.notice,
            notice_language=consent.language,
            consented_on=on,
        )

    async def add(
        self, draft: DraftPaper, answers: Mapping[str, Answer], quality: Quality, received_on: date
    ) -> None:
        ballot = BallotTable(
            id=secrets.token_hex(BALLOT_ID_BYTES),
            campaign_id=draft.campaign.id,
            questionnaire_id=draft.questionnaire_id,
            unit_id=draft.unit.id if draft.unit else None,
            cluster=draft.cluster,
            answers=json.dumps(answers, ensure_ascii=False, sort_keys=True),
            quality=quality.model_dump_json(),
            received_on=received_on,
        )
        self._session.add(ballot)
        await self._session.flush()

    async def qualities(self, campaign: Campaign) -> Sequence[Quality]:
        found = select(BallotTable.quality).where(BallotTable.campaign_id == campaign.id)
        return [Quality.model_validate_json(each) for each in (await self._session.exec(found)).all()]

    async def counts(self, campaign: Campaign) -> Mapping[str | None, int]:
        found = (
            select(UnitTable.code, func.count())
            .select_from(BallotTable)
            .join(UnitTable, col(UnitTable.id) == BallotTable.unit_id, isouter=True)
            .where(BallotTable.campaign_id == campaign.id)
            .group_by(col(UnitTable.code))
        )
        return dict((await self._session.exec(found)).all())

    async def add_cells(self, round_: Round, increments: Mapping[CellKey, int]) -> None:
        rows = [
            {**cell_columns(key, round_), "n": increments[key]}
            for key in sorted(increments)  # mixed orders make PostgreSQL's transactions deadlock
        ]
        if not rows:
            return
        statement = self._insert(CellTable)
        await self._run(
            statement.on_conflict_do_update(
                index_elements=list(CellTable.__table__.primary_key.columns),  # type: ignore[attr-defined]
                set_={"n": CellTable.n + statement.excluded.n},
            ),
            rows,
        )
