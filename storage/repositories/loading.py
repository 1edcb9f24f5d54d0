"""Writing a province's package: rows are matched by their codes, differences are written and noted.

What the package no longer has is removed (`storage.repositories.removing`).
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import TypeVar

from sqlmodel import SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.app.entities import Changes
from bot.app.package import ProvincePackage, RoundPlan
from storage.repositories.mapping import facts_json, stored_id
from storage.repositories.removing import Gone, forget_reminders, seats_of
from storage.tables import (
    CampaignTable,
    DeadlineTable,
    FrameworkTable,
    ProvincePrivacyTable,
    ProvinceTable,
    QuestionnaireTable,
    QuotaTable,
    RoundTable,
    ScoreTable,
    UnitFactsTable,
    UnitTable,
)

__all__ = ["Loading"]

CAMPAIGN_KEY_BYTES = 32

_Row = TypeVar("_Row", bound=SQLModel)


class Loading:
    """One load. Rows are matched by their codes; a difference is written and noted."""

    def __init__(self, session: AsyncSession, package: ProvincePackage) -> None:
        self._session = session
        self._package = package
        self._added: dict[str, list[str]] = {}
        self._changed: dict[str, list[str]] = {}
        self._removed: dict[str, list[str]] = {}

    async def run(self, moved_days: Sequence[int]) -> Changes:
        package = self._package
        province = await self._one(
            ProvinceTable, {"code": package.code}, {"name": dict(package.name)}, package.code
        )
        privacy = package.privacy
        await self._one(
            ProvincePrivacyTable,
            {"province_id": province.id},
            {
                "controller": dict(privacy.controller),
                "contact": dict(privacy.contact),
                "retention_days": privacy.retention_days,
            },
            package.code,
        )
        units: dict[str, int] = {}
        for unit in package.units:
            row = await self._one(
                UnitTable,
                {"province_id": province.id, "code": unit.code},
                {"type": unit.type, "name": dict(unit.name), "aliases": list(unit.aliases)},
                unit.code,
            )
            units[unit.code] = stored_id(row.id)
        for round_, days in zip(package.rounds, moved_days, strict=True):
            await self._round(stored_id(province.id), round_, units, days)
        gone = await Gone.of(self._session, package)
        await gone.remove(lambda table, code: self._note(self._removed, table, code))
        return Changes(
            *(
                {kind: tuple(codes) for kind, codes in noted.items()}
                for noted in (self._added, self._changed, self._removed)
            )
        )

    async def _round(self, province_id: int, plan: RoundPlan, units: dict[str, int], moved_days: int) -> None:
        framework = await self._frozen(
            FrameworkTable, plan.framework.code, plan.framework.version, plan.framework.model_dump_json()
        )
        key = {"province_id": province_id, "code": plan.code}
        known = await self._find(RoundTable, key)
        days = known.moved_days if known else moved_days
        round_ = await self._one(
            RoundTable,
            key,
            {
                "title": dict(plan.title),
                "status": plan.status.value,
                "framework_id": framework,
                "moved_days": days,
            },
            plan.code,
        )
        round_id = stored_id(round_.id)
        await self._deadlines(round_id, plan, timedelta(days=days))
        for unit, facts in plan.facts.items():
            mine: dict[str, object] = {"round_id": round_id, "unit_id": units[unit]}
            await self._one(UnitFactsTable, mine, {"body": facts_json(facts)}, unit)
        for unit, entries in plan.scores.items():
            for leaf, (self_score, appraised_score) in entries.items():
                await self._one(
                    ScoreTable,
                    {"round_id": round_id, "unit_id": units[unit], "leaf": leaf},
                    {
                        "self_score": None if self_score is None else str(self_score),
                        "appraised_score": None if appraised_score is None else str(appraised_score),
                    },
                    unit,
                )
        await self._campaigns(round_id, plan, units)

    async def _deadlines(self, round_id: int, plan: RoundPlan, moved: timedelta) -> None:
        for deadline in plan.deadlines:
            key: dict[str, object] = {"round_id": round_id, "code": deadline.code}
            values = {
                "title": dict(deadline.title),
                "due_at": deadline.due_at + moved,
                "unit_types": list(deadline.unit_types),
            }
            known = await self._find(DeadlineTable, key)
            if known and _differences(known, values):
                await forget_reminders(self._session, known)  # they say what is true no more; new ones are planned
            await self._one(DeadlineTable, key, values, deadline.code)

    async def _campaigns(self, round_id: int, plan: RoundPlan, units: dict[str, int]) -> None:
        for campaign in plan.campaigns:
            form = campaign.questionnaire
            questionnaire = await self._frozen(
                QuestionnaireTable, form.form_id, form.version, form.model_dump_json()
            )
            key = {"round_id": round_id, "code": campaign.code}
            known = await self._find(CampaignTable, key)
            row = await self._one(
                CampaignTable,
                key,
                {
                    "title": dict(campaign.title),
                    "respondent_group": campaign.respondent_group,
                    "questionnaire_id": questionnaire,
                    "key": known.key if known else secrets.token_hex(CAMPAIGN_KEY_BYTES),
                    "units": list(campaign.units),
                    "enough": campaign.enough,
                    "per_ticket": campaign.per_ticket,
                    "opens_at": campaign.opens_at,
                    # Sealing closed it for good: what is kept of it is counted from that moment.
                    "closes_at": known.closes_at if known and not known.key else campaign.closes_at,
                },
                campaign.code,
            )
            for unit in seats_of(campaign):
                unit_id = units[unit] if unit else None
                seat: dict[str, object] = {"campaign_id": stored_id(row.id), "unit_id": unit_id}
                await self._one(QuotaTable, seat, {"seats": campaign.seats}, f"{campaign.code}/{unit or '*'}")

    async def _find(self, table: type[_Row], key: dict[str, object]) -> _Row | None:
        return (await self._session.exec(select(table).filter_by(**key))).first()

    async def _one(self, table: type[_Row], key: dict[str, object], values: dict[str, object], code: str) -> _Row:
        """The row with this key, made or changed so that it holds `values`."""
        row = await self._find(table, key)
        if row is None:
            row = table(**key, **values)
            self._note(self._added, table, code)
        elif changes := _differences(row, values):
            row.sqlmodel_update(changes)
            self._note(self._changed, table, code)
        self._session.add(row)
        await self._session.flush()
        return row

    @staticmethod
    def _note(noted: dict[str, list[str]], table: type[SQLModel], code: str) -> None:
        noted.setdefault(str(table.__tablename__), []).append(code)

    async def _frozen(
        self, table: type[FrameworkTable | QuestionnaireTable], code: str, version: str, body: str
    ) -> int:
        """The id of this very content; a version once stored is never changed."""
        named = {"code": code} if table is FrameworkTable else {"form_id": code}
        digest = hashlib.sha256(body.encode()).hexdigest()
        values: dict[str, object] = {**named, "version": version, "body": body}
        return stored_id((await self._one(table, {"digest": digest}, values, f"{code} {version}")).id)


def _differences(row: SQLModel, values: dict[str, object]) -> dict[str, object]:
    """What would change in `row` for it to hold `values`."""
    return {name: value for name, value in values.items() if getattr(row, name) != value}
