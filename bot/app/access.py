"""Issuing what lets people in: tickets for papers, one-time codes for officials and coordinators."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.app.codes import ROLE_PREFIX, TICKET_PREFIX, code_hash, new_code
from bot.app.entities import Campaign, RoleKind, Room, Unit
from bot.app.errors import CampaignSealed
from bot.app.names import find_campaign, find_province, find_unit
from bot.app.ports import Store, Transaction

__all__ = ["Access", "IssuedCode", "IssuedTicket"]


@dataclass(frozen=True)
class IssuedTicket:
    """A ticket as handed out. The code exists only here: the store keeps its hash."""

    code: str
    campaign: Campaign
    unit: Unit | None


@dataclass(frozen=True)
class IssuedCode:
    code: str
    kind: RoleKind
    unit: Unit | None


@dataclass(frozen=True)
class Access:
    """`choose` draws one letter of a string; cryptographically random outside of tests."""

    store: Store
    choose: Callable[[str], str]

    async def tickets(
        self, province: str, campaign_name: str, *, per_unit: int, units: tuple[str, ...] = (), cluster: str = ""
    ) -> tuple[IssuedTicket, ...]:
        """`per_unit` new tickets for each unit of the campaign (`code` or `round/code`), or for those in `units`.

        A paper that rates several units gets `per_unit` tickets in all. Raises `UnknownName`, `CampaignSealed`.
        """
        async with self.store.write() as tx:
            campaign, subjects = await find_campaign(tx, province, campaign_name)
            if campaign.sealed:
                raise CampaignSealed(
                    "The campaign {campaign} is sealed: it takes no papers any more.", campaign=campaign.code
                )
            known = [unit for unit in subjects if unit]
            chosen: Sequence[Unit | None] = [find_unit(known, name) for name in units] or subjects
            return tuple(
                [await self._ticket(tx, campaign, unit, cluster) for unit in chosen for _ in range(per_unit)]
            )

    async def room(self, province: str, campaign_name: str) -> Mapping[str | None, Room]:
        """Code of the unit (`None`: of several or none) → what is left of the campaign. Raises `UnknownName`."""
        async with self.store.read() as tx:
            campaign, _ = await find_campaign(tx, province, campaign_name)
            return await tx.tickets.room(campaign)

    async def _ticket(self, tx: Transaction, campaign: Campaign, unit: Unit | None, cluster: str) -> IssuedTicket:
        code = new_code(TICKET_PREFIX, self.choose)
        await tx.tickets.add(code_hash(code), campaign, unit, cluster)
        return IssuedTicket(code, campaign, unit)

    async def role_code(self, province: str, kind: RoleKind, unit_name: str | None = None) -> IssuedCode:
        """A one-time code for an official of a unit, or for a coordinator. Raises `UnknownName`."""
        async with self.store.write() as tx:
            province_id = await find_province(tx, province)
            unit = None
            if kind is RoleKind.OFFICIAL:
                unit = find_unit(await tx.provinces.units(province_id), unit_name or "")
            code = new_code(ROLE_PREFIX, self.choose)
            await tx.people.add_code(code_hash(code), kind, province_id, unit)
            return IssuedCode(code, kind, unit)
