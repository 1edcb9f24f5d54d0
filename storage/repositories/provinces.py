"""Loading a province: what the package says is written, what did not change is left alone."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import col, select

from bot.app.entities import Campaign, Changes, Unit
from bot.app.package import CampaignPlan, ProvincePackage
from storage.repositories.base import Repository
from storage.repositories.loading import Loading
from storage.repositories.mapping import stored_questionnaire, to_campaign, to_unit
from storage.tables import (
    CampaignTable,
    CellTable,
    ProvinceTable,
    QuotaTable,
    RoundTable,
    UnitTable,
)
from surveys import Fault, option_points

__all__ = ["ProvinceRepository"]

_GONE = object()


class ProvinceRepository(Repository):
    async def load(self, package: ProvincePackage, moved_days: Sequence[int]) -> Changes:
        """Write the package; the deadlines of each round move by its number of days when it is first loaded."""
        return await Loading(self._session, package).run(moved_days)

    async def units(self, province_code: str) -> Sequence[Unit]:
        found = (
            select(UnitTable)
            .join(ProvinceTable, col(ProvinceTable.id) == UnitTable.province_id)
            .where(ProvinceTable.code == province_code)
            .order_by(col(UnitTable.id))
        )
        return [to_unit(row) for row in (await self._session.exec(found)).all()]

    async def codes(self) -> Sequence[str]:
        """The codes of the provinces loaded."""
        return (await self._session.exec(select(ProvinceTable.code).order_by(col(ProvinceTable.id)))).all()

    async def province_id(self, code: str) -> int | None:
        return (await self._session.exec(select(ProvinceTable.id).where(ProvinceTable.code == code))).first()

    async def campaigns(self, province_code: str) -> Sequence[tuple[Campaign, Sequence[Unit]]]:
        """The campaigns of a province with the units each is about."""
        found = (
            select(CampaignTable, RoundTable)
            .join(RoundTable, col(RoundTable.id) == CampaignTable.round_id)
            .join(ProvinceTable, col(ProvinceTable.id) == RoundTable.province_id)
            .where(ProvinceTable.code == province_code)
            .order_by(col(CampaignTable.id))
        )
        campaigns = [to_campaign(*row) for row in (await self._session.exec(found)).all()]
        return [(campaign, await self._rated(campaign)) for campaign in campaigns]

    async def _rated(self, campaign: Campaign) -> Sequence[Unit]:
        found = (
            select(UnitTable)
            .join(QuotaTable, col(QuotaTable.unit_id) == UnitTable.id)
            .where(QuotaTable.campaign_id == campaign.id)
            .order_by(col(UnitTable.id))
        )
        return [to_unit(row) for row in (await self._session.exec(found)).all()]

    async def frozen_conflicts(self, package: ProvincePackage) -> Sequence[Fault]:
        stored = {(c.round.code, c.code): c for c, _ in await self.campaigns(package.code)}
        conflicts: list[Fault] = []
        for round_ in package.rounds:
            for plan in round_.campaigns:
                campaign = stored.get((round_.code, plan.code))
                if campaign is not None:
                    conflicts += await self._conflicts(campaign, plan)
        return conflicts

    async def _conflicts(self, campaign: Campaign, plan: CampaignPlan) -> list[Fault]:
        old = await stored_questionnaire(self._session, campaign.questionnaire_id)
        new = plan.questionnaire
        if old.digest == new.digest:
            return []
        where = f"{plan.code}: {new.form_id}"
        if (old.form_id, old.version) == (new.form_id, new.version):
            return [
                Fault(where, "Version {version} is published and frozen; write a new version.", version=new.version)
            ]
        counted = select(CellTable.criterion, CellTable.option).where(
            CellTable.round_id == campaign.round.id, CellTable.campaign == campaign.code
        )
        before, after = option_points(old), option_points(new)
        return [
            Fault(
                where,
                "The option {option} of {criterion} is counted already; its points cannot change.",
                option=option,
                criterion=criterion,
            )
            for criterion, option in sorted(set((await self._session.exec(counted)).all()))
            if option in before.get(criterion, {})
            and before[criterion][option] != after.get(criterion, {}).get(option, _GONE)
        ]
