"""What is held about a person is listed, and that it was asked is on record without a name."""

from __future__ import annotations

import pytest

from bot.app.entities import RoleKind
from bot.app.privacy import HeldKind
from bot.app.privacy_requests import DataRequests
from bot.app.privacy_rights import DataRights
from storage.store import SqlStore
from tests.bot.app.office import AN_ID, Office
from tests.bot.app.rights_office import a_life, found, open_rights_office
from tests.conftest import StoppedClock
from tests.storage.rows import rows_of


@pytest.fixture
async def office(store: SqlStore, clock: StoppedClock) -> Office:
    return await open_rights_office(store, clock)


async def test_what_is_held_is_listed(office: Office, rights: DataRights, requests: DataRequests) -> None:
    await a_life(office, requests)
    account = await rights.access(next(office.update_ids), AN_ID)
    held = {kind: [each for each in account.held if each.kind is kind] for kind in HeldKind}
    (draft,), (entry,), (request,) = (
        held[kind] for kind in (HeldKind.DRAFT, HeldKind.PARTICIPATION, HeldKind.REQUEST)
    )
    assert (draft.name["en"], draft.count, draft.notice) == ("Survey business", 3, "notice-1")
    assert (entry.name["en"], entry.notice) == ("Survey citizen", "notice-1")
    assert request.number.startswith("YC-")
    assert {each.role.kind for each in held[HeldKind.ROLE] if each.role} == set(RoleKind)
    assert [each.language for each in held[HeldKind.LANGUAGE]] == ["vi"]
    assert [each.count for each in held[HeldKind.MESSAGES]] == [1]


async def test_nothing_is_held_about_a_stranger_and_asking_leaves_only_a_number(
    office: Office, rights: DataRights, database_url: str
) -> None:
    account = await rights.access(next(office.update_ids), AN_ID)
    assert account.held == ()
    (row,) = await rows_of(database_url, "data_request")
    assert (row["number"], row["kind"], row["outcome"]) == (account.number, "access", "shown")
    assert (row["telegram_id"], row["text"]) == (None, None)
    assert await found(database_url, [str(AN_ID)]) == set()


async def test_a_replayed_question_is_recorded_once(office: Office, rights: DataRights, database_url: str) -> None:
    assert (await rights.access(5_000, AN_ID)).number
    assert not (await rights.access(5_000, AN_ID)).number
    assert len(await rows_of(database_url, "data_request")) == 1
