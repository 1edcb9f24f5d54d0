"""What is held, withdrawing, erasing: at any stage, twice, and when nothing is held."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from bot.app.codes import pseudonym
from bot.app.entities import RoleKind
from bot.app.privacy import HeldKind, Outcome
from bot.app.privacy_requests import DataRequests
from bot.app.privacy_rights import DataRights
from bot.app.respond import Told
from storage.store import SqlStore
from surveys import Act, Action, Input, Pick, Type
from tests.bot.app.office import AN_ID, HANOI, Office, open_office
from tests.builders import make_campaign, make_deadline, make_package, make_round
from tests.conftest import StoppedClock
from tests.storage.rows import all_rows, rows_of

REMARK = "Đường hỏng trước cửa nhà tôi"


@pytest.fixture
async def office(store: SqlStore, clock: StoppedClock) -> Office:
    """Two campaigns, and a deadline to be reminded of."""
    campaigns = make_campaign(seats=100), make_campaign(code="business", group="business")
    round_ = make_round(campaigns=campaigns, deadlines=[make_deadline()])
    return await open_office(store, clock, make_package(rounds=[round_]))


@pytest.fixture
def rights(store: SqlStore, clock: StoppedClock) -> DataRights:
    return DataRights(store, clock, HANOI, Random(1).choice)


@pytest.fixture
def requests(store: SqlStore, clock: StoppedClock) -> DataRequests:
    return DataRequests(store, clock, HANOI, Random(2).choice)


async def a_life(office: Office, requests: DataRequests, telegram_id: int = AN_ID) -> None:
    """A coordinator and official who sent one paper, has another open with a remark, and asked for something."""
    await office.coordinator(telegram_id)
    await office.official(telegram_id)
    await office.ballot(telegram_id, "good", "poor")
    an = office.respondent(telegram_id)
    await an.opens(await office.ticket(campaign="business"))
    await an.agrees()
    await an.taps(Pick(1))
    await an.taps(Pick(2))
    await an.writes(Type(REMARK))
    assert await requests.ask(next(office.update_ids), telegram_id, REMARK, "vi")


async def secrets_of(store: SqlStore, telegram_id: int) -> list[str]:
    """Everything by which the person could be found."""
    async with store.read() as tx:
        keys = [campaign.key for campaign in await tx.privacy.campaigns()]
    return [str(telegram_id), REMARK, *(pseudonym(key, telegram_id) for key in keys)]


async def found(url: str, needles: Collection[str]) -> set[str]:
    """The tables that hold one of the needles; and `file` where SQLite's own bytes do."""
    rows = await all_rows(url, without=())
    tables = {name for name, held in rows.items() if any(needle in str(held) for needle in needles)}
    return tables | (_in_file(url, needles) if url.startswith("sqlite") else set())


def _in_file(url: str, needles: Collection[str]) -> set[str]:
    path = Path(url.partition("///")[2])
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    data = path.read_bytes()
    numbers = [int(each).to_bytes(6, "big") for each in needles if each.isdigit()]
    sought = [*(each.encode() for each in needles), *numbers]
    return {"file"} if any(each in data for each in sought) else set()


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


async def test_withdrawing_from_the_only_paper_erases_it_and_frees_ticket_and_seat(
    office: Office, rights: DataRights, database_url: str
) -> None:
    an, ticket = office.respondent(), await office.ticket()
    await an.opens(ticket)
    await an.agrees()
    await an.taps(Pick(1))
    done = await rights.withdraw(next(office.update_ids), AN_ID)
    assert len(done.erased) == 1
    assert await rows_of(database_url, "draft") == []
    assert [row["state"] for row in await rows_of(database_url, "ticket")] == ["free"]
    assert {row["taken"] for row in await rows_of(database_url, "quota")} == {0}
    assert (await rights.withdraw(next(office.update_ids), AN_ID)).erased == ()
    assert (await office.respondent(AN_ID + 1).opens(ticket)).draft, "the invitation serves again"


async def test_among_several_papers_the_person_chooses(
    office: Office, rights: DataRights, database_url: str
) -> None:
    for campaign in ("citizen", "business"):
        await office.respondent().opens(await office.ticket(campaign=campaign))
    asked = await rights.withdraw(next(office.update_ids), AN_ID)
    assert asked.outcome is None
    assert len(await rows_of(database_url, "draft")) == 2
    business, offer = next(
        (each.campaign, offer)
        for each, offer in zip(asked.choose, asked.offers, strict=False)
        if each.campaign.code == "business"
    )
    await rights.withdraw_as_offered(AN_ID, offer)
    (left,) = await rows_of(database_url, "draft")
    assert left["campaign_id"] != business.id
    await office.respondent().opens(await office.ticket(campaign="business"))
    *_, all_of_them = (await rights.withdraw(next(office.update_ids), AN_ID)).offers
    assert len((await rights.withdraw_as_offered(AN_ID, all_of_them)).erased) == 2


async def test_a_second_tap_withdraws_from_nothing_else_and_is_told_the_same(
    office: Office, rights: DataRights, database_url: str
) -> None:
    for campaign in ("citizen", "business"):
        await office.respondent().opens(await office.ticket(campaign=campaign))
    first, second, every = (await rights.withdraw(next(office.update_ids), AN_ID)).offers
    done = await rights.withdraw_as_offered(AN_ID, first)
    assert (done.outcome, done.number) == (Outcome.WITHDRAWN, first.number)
    again = await rights.withdraw_as_offered(AN_ID, first)
    assert again == replace(done, erased=())
    assert len(await rows_of(database_url, "draft")) == 1
    changed = await rights.withdraw_as_offered(AN_ID, every)
    assert (changed.outcome, changed.changed, len(changed.offers)) == (None, True, 1), "one paper is left of two"
    assert (await rights.withdraw_as_offered(AN_ID, second)).outcome is Outcome.WITHDRAWN
    assert (await rights.withdraw_as_offered(AN_ID, first)).outcome is Outcome.WITHDRAWN
    assert await rows_of(database_url, "draft") == []
    assert len(await rows_of(database_url, "data_request")) == 2


async def test_an_old_button_spares_the_paper_begun_since(
    office: Office, rights: DataRights, database_url: str
) -> None:
    an = office.respondent()
    for campaign in ("citizen", "business"):
        await an.opens(await office.ticket(campaign=campaign))
    old = (await rights.withdraw(next(office.update_ids), AN_ID)).offers
    for offer in (await rights.withdraw(next(office.update_ids), AN_ID)).offers[:2]:
        await rights.withdraw_as_offered(AN_ID, offer)
    for campaign in ("citizen", "business"):
        await an.opens(await office.ticket(campaign=campaign))
    for offer in old:
        assert (await rights.withdraw_as_offered(AN_ID, offer)).changed
    assert len(await rows_of(database_url, "draft")) == 2


async def test_a_replayed_command_takes_no_paper_begun_since(
    office: Office, rights: DataRights, database_url: str
) -> None:
    an, ticket = office.respondent(), await office.ticket()
    await an.opens(ticket)
    await rights.withdraw(6_000, AN_ID)
    assert (await rights.withdraw(6_000, AN_ID)).outcome is Outcome.NOTHING_HELD
    await an.opens(ticket)
    asked = await rights.withdraw(6_000, AN_ID)
    assert (asked.outcome, len(asked.choose), len(asked.offers)) == (None, 1, 1)
    assert len(await rows_of(database_url, "draft")) == 1
    assert len(await rows_of(database_url, "data_request")) == 1


async def test_a_sent_paper_stays_and_the_person_is_told_so(
    office: Office, rights: DataRights, database_url: str
) -> None:
    await office.ballot(AN_ID, "good", "poor")
    before = await rows_of(database_url, "ballot"), await rows_of(database_url, "participation")
    done = await rights.withdraw(next(office.update_ids), AN_ID)
    assert [each.campaign.code for each in done.sent] == ["citizen"]
    assert (await rows_of(database_url, "ballot"), await rows_of(database_url, "participation")) == before


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


async def test_after_a_refusal_there_is_silence(
    office: Office, requests: DataRequests, clock: StoppedClock, database_url: str
) -> None:
    from bot.app.reminders import Reminders
    from bot.app.retention import Retention
    from bot.app.upkeep import Upkeep

    an, ticket = office.respondent(), await office.ticket()
    await an.opens(ticket)
    await an.taps(Pick(1))
    assert (await an.taps(Act(Action.REFUSE))).told is Told.REFUSED
    for _ in range(10):
        clock.now = clock.now + (datetime(2026, 11, 22, tzinfo=UTC) - datetime(2026, 11, 20, tzinfo=UTC))
        await Reminders(office.store, clock, HANOI, None).plan()
        await requests.plan()
        await Upkeep(office.store, clock).run()
        await Retention(office.store, clock, HANOI).run()
    assert await rows_of(database_url, "outbox") == []
