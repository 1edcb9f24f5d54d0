"""Withdrawing takes the papers that were shown and nothing begun since; after a refusal nobody is written to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.app.privacy import Outcome
from bot.app.privacy_requests import DataRequests
from bot.app.privacy_rights import DataRights
from bot.app.reminders import Reminders
from bot.app.respond import Told
from bot.app.retention import Retention
from bot.app.telling import Daytime
from bot.app.upkeep import Upkeep
from storage.store import SqlStore
from surveys import Act, Action, Pick
from tests.bot.app.office import AN_ID, HANOI, Office
from tests.bot.app.rights_office import open_rights_office
from tests.conftest import StoppedClock
from tests.storage.rows import rows_of


@pytest.fixture
async def office(store: SqlStore, clock: StoppedClock) -> Office:
    return await open_rights_office(store, clock)


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


async def test_after_a_refusal_there_is_silence(
    office: Office, requests: DataRequests, clock: StoppedClock, database_url: str
) -> None:
    an, ticket = office.respondent(), await office.ticket()
    await an.opens(ticket)
    await an.taps(Pick(1))
    assert (await an.taps(Act(Action.REFUSE))).told is Told.REFUSED
    for _ in range(10):
        clock.advance(days=2)
        await Reminders(office.store, Daytime(clock, HANOI, None)).plan()
        await requests.plan()
        await Upkeep(office.store, clock).run()
        await Retention(office.store, clock, HANOI).run()
    assert await rows_of(database_url, "outbox") == []
