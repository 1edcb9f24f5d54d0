"""Erasing: at any stage, twice, at once with a tap, and when nothing is held; nothing leads to the person then."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.app.entities import RoleKind
from bot.app.privacy import HeldKind, Outcome
from bot.app.privacy_requests import DataRequests
from bot.app.privacy_rights import DataRights
from bot.app.respond import Told
from storage.store import SqlStore
from surveys import Act, Action, Input, Pick
from tests.bot.app.office import AN_ID, Office
from tests.bot.app.rights_office import a_life, found, open_rights_office, secrets_of
from tests.conftest import StoppedClock
from tests.storage.rows import rows_of


@pytest.fixture
async def office(store: SqlStore, clock: StoppedClock) -> Office:
    return await open_rights_office(store, clock)


async def test_after_erasing_nothing_leads_to_the_person(
    office: Office, rights: DataRights, requests: DataRequests, store: SqlStore, database_url: str
) -> None:
    await a_life(office, requests)
    for other in range(1, 40):  # a database with more than one page
        await office.ballot(AN_ID + other, "good", "fair")
    needles = await secrets_of(store, AN_ID)
    assert await found(database_url, needles) >= {
        "person",
        "role",
        "draft",
        "participation",
        "outbox",
        "data_request",
    }
    cells, ballots = await rows_of(database_url, "cell"), await rows_of(database_url, "ballot")
    done = await office.erase(rights, AN_ID)
    assert {each.kind for each in done.held} >= {HeldKind.ROLE, HeldKind.DRAFT, HeldKind.PARTICIPATION}
    assert await found(database_url, needles) == set()
    assert (await rows_of(database_url, "cell"), await rows_of(database_url, "ballot")) == (cells, ballots)
    assert len(await rows_of(database_url, "participation")) == 40, "the proofs of consent stay, without names"
    assert (await rights.access(next(office.update_ids), AN_ID)).held == ()


async def test_others_lose_nothing(
    office: Office, rights: DataRights, requests: DataRequests, store: SqlStore, database_url: str
) -> None:
    for telegram_id in (AN_ID, AN_ID + 1):
        await a_life(office, requests, telegram_id)
    before = (await rights.access(next(office.update_ids), AN_ID + 1)).held
    await office.erase(rights, AN_ID)
    after = (await rights.access(next(office.update_ids), AN_ID + 1)).held
    assert [replace(each, count=0) for each in after] == [replace(each, count=0) for each in before]


async def test_erasing_twice_and_where_nothing_is_held(
    office: Office, rights: DataRights, requests: DataRequests, database_url: str
) -> None:
    await a_life(office, requests)
    assert (await office.erase(rights, AN_ID)).outcome is Outcome.ERASED
    assert (await office.erase(rights, AN_ID)).outcome is Outcome.NOTHING_HELD
    outcomes = [row["outcome"] for row in await rows_of(database_url, "data_request")]
    assert sorted(outcomes) == ["dropped", "erased", "nothing_held"]


async def test_a_second_tap_erases_nothing_begun_since_and_is_told_the_same(
    office: Office, rights: DataRights, database_url: str
) -> None:
    await office.respondent().opens(await office.ticket())
    offer = (await rights.before_erasing(next(office.update_ids), AN_ID)).offer
    assert offer
    done = await rights.erase(AN_ID, offer)
    assert (done.outcome, done.number) == (Outcome.ERASED, offer.number)
    await office.respondent().opens(await office.ticket(campaign="business"))
    assert await rights.erase(AN_ID, offer) == replace(done, held=())
    assert len(await rows_of(database_url, "draft")) == 1
    assert [row["number"] for row in await rows_of(database_url, "data_request")] == [offer.number]


async def test_the_confirmation_holds_for_what_was_shown_and_not_for_what_came_since(
    office: Office, rights: DataRights, database_url: str
) -> None:
    an, ticket = office.respondent(), await office.ticket()
    await an.opens(ticket)
    offer = (await rights.before_erasing(next(office.update_ids), AN_ID)).offer
    assert offer
    await rights.withdraw(next(office.update_ids), AN_ID)
    await an.opens(await office.ticket())
    asked = await rights.erase(AN_ID, offer)
    assert (asked.outcome, asked.changed) == (None, True)
    assert len(await rows_of(database_url, "draft")) == 1, "it looks the same and is another paper"
    assert asked.offer
    assert (await rights.erase(AN_ID, asked.offer)).outcome is Outcome.ERASED
    assert await rows_of(database_url, "draft") == []


async def test_a_role_that_was_erased_cannot_be_taken_with_its_old_code(office: Office, rights: DataRights) -> None:
    code = await office.access.role_code("hai_duong", RoleKind.COORDINATOR)
    await office.membership.bind(next(office.update_ids), AN_ID, code.code, "vi")
    await office.erase(rights, AN_ID)
    assert await office.membership.bind(next(office.update_ids), AN_ID + 1, code.code, "vi") is None


async def test_blocking_afterwards_brings_nothing_back(
    office: Office, rights: DataRights, requests: DataRequests, store: SqlStore, database_url: str
) -> None:
    await a_life(office, requests)
    needles = await secrets_of(store, AN_ID)
    await office.membership.blocked(AN_ID, blocked=True)
    await office.erase(rights, AN_ID)
    await office.membership.blocked(AN_ID, blocked=True)
    assert await found(database_url, needles) == set()


@pytest.mark.parametrize("stage", range(5))
async def test_it_works_at_any_stage_of_a_paper(
    office: Office, rights: DataRights, stage: int, database_url: str
) -> None:
    an = office.respondent()
    await an.opens(await office.ticket())
    steps: list[Input] = [Pick(1), Act(Action.AGREE), Pick(1), Act(Action.PAUSE)]
    for given in steps[:stage]:
        await an.taps(given)
    assert (await office.erase(rights, AN_ID)).outcome is Outcome.ERASED
    assert (await office.answering.answer(next(office.update_ids), AN_ID, Pick(1), an.paper)).told is Told.NO_PAPER
    assert await rows_of(database_url, "draft") == []
    assert await rows_of(database_url, "person") == []


async def test_a_tap_and_an_erasure_at_once_leave_nothing_half_done(
    office: Office, rights: DataRights, workers: tuple[SqlStore, ...], database_url: str
) -> None:
    an = office.respondent()
    await an.opens(await office.ticket())
    await an.agrees()
    other = replace(rights, store=workers[1])
    offer = (await rights.before_erasing(7_000, AN_ID)).offer
    assert offer
    _, *done = await asyncio.gather(
        office.answering.answer(7_001, AN_ID, Pick(1), an.paper),
        other.erase(AN_ID, offer),
        rights.erase(AN_ID, offer),
    )
    left, requests = await rows_of(database_url, "draft"), await rows_of(database_url, "data_request")
    if len(left) == 1:  # the answer was first, and the question is asked anew
        assert all(each.changed for each in done)
        assert requests == []
    else:
        assert {(each.outcome, each.number) for each in done} == {(Outcome.ERASED, offer.number)}
        assert len(requests) == 1
    assert {row["taken"] for row in await rows_of(database_url, "quota")} == {0, len(left)}
