"""What the repositories share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Insert, Table, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.app.entities import Campaign
from bot.app.errors import CampaignSealed
from storage.repositories.mapping import CAMPAIGNS, to_campaign
from storage.tables import CampaignTable

__all__ = ["Repository"]


class Repository:
    """A repository works on the session of its transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def _insert(self, table: type[SQLModel]) -> sqlite.Insert | postgresql.Insert:
        """An INSERT that knows ON CONFLICT, which both engines spell the same way."""
        target: Table = table.__table__  # type: ignore[attr-defined]
        return postgresql.insert(target) if self._is_postgresql else sqlite.insert(target)

    @property
    def _is_postgresql(self) -> bool:
        return self._session.get_bind().dialect.name == "postgresql"

    async def _run(self, statement: Insert, rows: Sequence[Mapping[str, Any]] | None = None) -> int:
        """Execute; how many rows were touched."""
        connection = await self._session.connection()
        result = await connection.execute(statement, rows)
        return result.rowcount

    async def _insert_once(self, table: type[SQLModel], **values: object) -> bool:
        """Insert a row unless its key is there already; whether it was inserted."""
        return await self._run(self._insert(table).values(**values).on_conflict_do_nothing()) == 1

    async def _campaigns(self, *where: ColumnElement[bool] | bool) -> list[Campaign]:
        """The campaigns for which all of this holds, oldest first."""
        found = CAMPAIGNS.where(*where).order_by(col(CampaignTable.id))
        return [to_campaign(*row) for row in (await self._session.exec(found)).all()]

    async def _hold_cells(self) -> None:
        """Wait for the papers that are being counted and hold off others until the transaction ends."""
        if self._is_postgresql:  # on SQLite there is one writer anyway
            await self._session.exec(text("LOCK TABLE cell IN SHARE ROW EXCLUSIVE MODE"))  # type: ignore[call-overload]

    async def _keep_unsealed(self, campaign: Campaign) -> None:
        """Hold off whoever wants to seal the campaign until the transaction ends; `CampaignSealed` if it is."""
        held = select(CampaignTable.key).where(CampaignTable.id == campaign.id).with_for_update(read=True)
        if not (await self._session.exec(held)).one():
            raise CampaignSealed(
                "The campaign {campaign} is sealed: it takes no papers any more.", campaign=campaign.code
            )
