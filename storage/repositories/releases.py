"""Cells as they are counted and as they are released."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Table, bindparam
from sqlmodel import and_, col, func, select, update

from bot.app.entities import Campaign
from scoring import BALLOTS, CellKey
from scoring.release import Counted
from storage.repositories.base import Repository
from storage.repositories.mapping import cell_columns, to_campaign, to_key
from storage.tables import CampaignTable, CellTable, RoundTable

__all__ = ["ReleaseRepository"]


class ReleaseRepository(Repository):
    async def waiting(self) -> Sequence[tuple[Campaign, Mapping[str, int]]]:
        counted = (
            select(
                col(CellTable.round_id).label("round_id"),
                col(CellTable.campaign).label("campaign"),
                col(CellTable.unit).label("unit"),
                func.sum(CellTable.n - CellTable.released).label("waiting"),
            )
            .where(CellTable.criterion == BALLOTS)
            .group_by(col(CellTable.round_id), col(CellTable.campaign), col(CellTable.unit))
            .having(func.sum(CellTable.n - CellTable.released) > 0)
            .subquery()
        )
        found = (
            select(CampaignTable, RoundTable, counted.c.unit, counted.c.waiting)
            .join(RoundTable, col(RoundTable.id) == CampaignTable.round_id)
            .join(
                counted,
                and_(counted.c.round_id == CampaignTable.round_id, counted.c.campaign == CampaignTable.code),
            )
            .order_by(col(CampaignTable.id), counted.c.unit)
        )
        campaigns: dict[int | None, tuple[Campaign, dict[str, int]]] = {}
        for campaign, round_, unit, number in (await self._session.exec(found)).all():
            entry = campaigns.setdefault(campaign.id, (to_campaign(campaign, round_), {}))
            entry[1][unit] = int(number)
        return list(campaigns.values())

    async def hold(self) -> None:
        await self._hold_cells()

    async def cells(
        self, campaign: Campaign, units: Sequence[str] | None
    ) -> Mapping[str, Mapping[CellKey, Counted]]:
        found = (
            select(CellTable)
            .where(CellTable.round_id == campaign.round.id, CellTable.campaign == campaign.code)
            .order_by(col(CellTable.unit))
        )
        if units is not None:
            found = found.where(col(CellTable.unit).in_(units))
        families: dict[str, dict[CellKey, Counted]] = {}
        for row in (await self._session.exec(found)).all():
            families.setdefault(row.unit, {})[to_key(row, campaign.round)] = Counted(row.n, row.released)
        return families

    async def put(self, campaign: Campaign, released: Mapping[CellKey, int]) -> None:
        cell: Table = CellTable.__table__  # type: ignore[attr-defined]
        rows = [
            {f"its_{name}": value for name, value in cell_columns(key, campaign.round).items()} | {"shown": number}
            for key, number in sorted(released.items())
        ]
        if rows:
            this = [column == bindparam(f"its_{column.name}") for column in cell.primary_key.columns]
            connection = await self._session.connection()
            await connection.execute(update(cell).where(*this).values(released=bindparam("shown")), rows)
