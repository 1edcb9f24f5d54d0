"""Issuing tickets and role codes: shown once, stored only as hashes."""

from __future__ import annotations

import pytest

from bot.app.codes import code_hash
from bot.app.entities import RoleKind, Room
from bot.app.errors import UnknownName
from tests.bot.app.office import Office
from tests.storage.rows import all_rows, rows_of


async def test_each_unit_of_the_campaign_gets_its_tickets(office: Office) -> None:
    issued = await office.access.tickets("hai_duong", "citizen", per_unit=2)
    assert [each.unit and each.unit.code for each in issued] == ["gia_loc", "gia_loc", "thanh_ha", "thanh_ha"]
    assert len({each.code for each in issued}) == 4
    assert {each.campaign.code for each in issued} == {"citizen"}


async def test_only_named_units_get_tickets_in_the_order_named(office: Office) -> None:
    issued = await office.access.tickets("hai_duong", "citizen", per_unit=1, units=("thanh_ha", "gia_loc"))
    assert [each.unit and each.unit.code for each in issued] == ["thanh_ha", "gia_loc"]


async def test_the_store_knows_a_code_only_by_its_hash(office: Office, database_url: str) -> None:
    (ticket,) = await office.access.tickets("hai_duong", "citizen", per_unit=1, units=("gia_loc",), cluster="xa_1")
    role = await office.access.role_code("hai_duong", RoleKind.OFFICIAL, "gia_loc")
    stored = str(await all_rows(database_url))
    assert ticket.code not in stored
    assert role.code not in stored
    (row,) = await rows_of(database_url, "ticket")
    assert (row["code_hash"], row["cluster"], row["state"]) == (code_hash(ticket.code), "xa_1", "free")


async def test_the_room_of_a_campaign_is_told_by_unit(office: Office) -> None:
    await office.access.tickets("hai_duong", "citizen", per_unit=3, units=("gia_loc",))
    room = await office.access.room("hai_duong", "citizen")
    assert room["gia_loc"] == Room(room["thanh_ha"].seats, 3)
    assert room["thanh_ha"].invitations == 0
    with pytest.raises(UnknownName):
        await office.access.room("hai_duong", "nothing")


@pytest.mark.parametrize(
    ("province", "campaign", "units"),
    [("nowhere", "citizen", ()), ("hai_duong", "nothing", ()), ("hai_duong", "citizen", ("gia_loc", "nowhere"))],
)
async def test_an_unknown_name_is_refused_and_no_ticket_is_issued(
    office: Office, database_url: str, province: str, campaign: str, units: tuple[str, ...]
) -> None:
    with pytest.raises(UnknownName):
        await office.access.tickets(province, campaign, per_unit=1, units=units)
    assert await rows_of(database_url, "ticket") == []


@pytest.mark.parametrize(
    ("province", "unit"), [("nowhere", "gia_loc"), ("hai_duong", "nowhere"), ("hai_duong", None)]
)
async def test_a_role_code_for_an_unknown_unit_is_refused(
    office: Office, database_url: str, province: str, unit: str | None
) -> None:
    with pytest.raises(UnknownName):
        await office.access.role_code(province, RoleKind.OFFICIAL, unit)
    assert await rows_of(database_url, "access_code") == []


async def test_a_coordinators_code_belongs_to_no_unit(office: Office) -> None:
    issued = await office.access.role_code("hai_duong", RoleKind.COORDINATOR, "gia_loc")
    assert (issued.kind, issued.unit) == (RoleKind.COORDINATOR, None)
