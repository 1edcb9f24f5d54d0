"""Loading a province: what the package says is written, what did not change is left alone."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import col, exists, or_, select

from bot.app.entities import Campaign, Changes, Unit
from bot.app.package import CampaignPlan, ProvincePackage
from scoring import Fault
from storage.repositories.base import Repository
from storage.repositories.loading import Loading
from storage.repositories.mapping import stored_questionnaire, to_unit
from storage.repositories.removing import Gone
from storage.tables import (
    BallotTable,
    CampaignTable,
    CellTable,
    DraftTable,
    ParticipationTable,
    ProvinceTable,
    QuestionnaireTable,
    QuotaTable,
    RoundTable,
    UnitTable,
)
from surveys import Questionnaire, Texts, option_points

__all__ = ["ProvinceRepository"]

_GONE = object()


class ProvinceRepository(Repository):
    async def load(self, package: ProvincePackage, moved_days: Sequence[int]) -> Changes:
        return await Loading(self._session, package).run(moved_days)

    async def units(self, province_id: int) -> Sequence[Unit]:
        found = select(UnitTable).where(UnitTable.province_id == province_id).order_by(col(UnitTable.id))
        return [to_unit(row) for row in (await self._session.exec(found)).all()]

    async def codes(self) -> Sequence[str]:
        return (await self._session.exec(select(ProvinceTable.code).order_by(col(ProvinceTable.id)))).all()

    async def province_id(self, code: str) -> int | None:
        return (await self._session.exec(select(ProvinceTable.id).where(ProvinceTable.code == code))).first()

    async def name(self, province_id: int) -> Texts:
        return (await self._session.exec(select(ProvinceTable.name).where(ProvinceTable.id == province_id))).one()

    async def campaigns(self, province_code: str) -> Sequence[tuple[Campaign, Sequence[Unit | None]]]:
        province = select(ProvinceTable.id).where(ProvinceTable.code == province_code)
        campaigns = await self._campaigns(col(RoundTable.province_id).in_(province))
        return [(campaign, await self._subjects(campaign)) for campaign in campaigns]

    async def _subjects(self, campaign: Campaign) -> Sequence[Unit | None]:
        found = (
            select(QuotaTable.id, UnitTable)
            .join(UnitTable, col(UnitTable.id) == QuotaTable.unit_id, isouter=True)
            .where(QuotaTable.campaign_id == campaign.id)
            .order_by(col(QuotaTable.id))
        )
        return [to_unit(unit) if unit else None for _, unit in (await self._session.exec(found)).all()]

    async def frozen_conflicts(self, package: ProvincePackage) -> Sequence[Fault]:
        stored = {(c.round.code, c.code): c for c, _ in await self.campaigns(package.code)}
        ids = [campaign.id for campaign in stored.values()]
        contents: dict[tuple[str, str], str] = {}
        conflicts: list[Fault] = []
        for round_ in package.rounds:
            for plan in round_.campaigns:
                form = plan.questionnaire
                other_here = contents.setdefault((form.form_id, form.version), form.digest) != form.digest
                campaign = stored.get((round_.code, plan.code))
                if other_here or await self._is_frozen_otherwise(form, ids):
                    frozen = "Version {version} is published and frozen; write a new version."
                    conflicts.append(Fault(f"{plan.code}: {form.form_id}", frozen, version=form.version))
                elif campaign is not None:
                    conflicts += await self._changed_points(campaign, plan)
                if campaign and campaign.per_ticket != plan.per_ticket and await self._has_papers(campaign):
                    reason = "Papers have come in already: whether each invitation is worth one cannot change."
                    conflicts.append(Fault(f"{plan.code}: per_ticket", reason))
                group = plan.respondent_group
                if campaign and campaign.respondent_group != group and await self._has_papers(campaign):
                    reason = "Papers have come in already: the group that they count for cannot change."
                    conflicts.append(Fault(f"{plan.code}: respondent_group", reason))
        return conflicts + await (await Gone.of(self._session, package)).faults()

    async def _has_papers(self, campaign: Campaign) -> bool:
        """Whether somebody took part: noted as a person where each is heard once, as an invitation elsewhere."""
        sent = (
            exists().where(column == campaign.id)
            for column in (col(BallotTable.campaign_id), col(ParticipationTable.campaign_id))
        )
        return (await self._session.exec(select(CampaignTable.id).where(or_(*sent)))).first() is not None

    async def _is_frozen_otherwise(self, form: Questionnaire, campaign_ids: Sequence[int]) -> bool:
        """Whether these campaigns ask, or have papers of, another content under the form's name and version."""
        used = (
            exists().where(col(table.questionnaire_id) == QuestionnaireTable.id, column.in_(campaign_ids))
            for table, column in (
                (CampaignTable, col(CampaignTable.id)),
                (DraftTable, col(DraftTable.campaign_id)),
                (BallotTable, col(BallotTable.campaign_id)),
            )
        )
        found = select(QuestionnaireTable.id).where(
            QuestionnaireTable.form_id == form.form_id,
            QuestionnaireTable.version == form.version,
            QuestionnaireTable.digest != form.digest,
            or_(*used),
        )
        return (await self._session.exec(found)).first() is not None

    async def _changed_points(self, campaign: Campaign, plan: CampaignPlan) -> list[Fault]:
        before = option_points(await stored_questionnaire(self._session, campaign.questionnaire_id))
        after = option_points(plan.questionnaire)
        return [
            Fault(
                f"{plan.code}: {plan.questionnaire.form_id}",
                "The option {option} of {criterion} is counted already; its points cannot change.",
                option=option,
                criterion=criterion,
            )
            for criterion, option in sorted(await self._counted(campaign))
            if option in before.get(criterion, {})
            and before[criterion][option] != after.get(criterion, {}).get(option, _GONE)
        ]

    async def _counted(self, campaign: Campaign) -> set[tuple[str, str]]:
        """The options that are counted, and those that a paper in hand offers and so may still be counted."""
        counted = select(CellTable.criterion, CellTable.option).where(
            CellTable.round_id == campaign.round.id, CellTable.campaign == campaign.code
        )
        in_hand = select(DraftTable.questionnaire_id).where(DraftTable.campaign_id == campaign.id).distinct()
        options = set((await self._session.exec(counted)).all())
        for questionnaire_id in (await self._session.exec(in_hand)).all():
            offered = option_points(await stored_questionnaire(self._session, questionnaire_id))
            options |= {(criterion, option) for criterion, scale in offered.items() for option in scale}
        return options
