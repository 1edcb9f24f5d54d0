"""Where every invitation is worth one paper, also to the same person, none is worth two. On both engines."""

from __future__ import annotations

import asyncio
from random import Random

import pytest

from bot.app.codes import invitation_pseudonym, pseudonym
from bot.app.entities import Campaign
from bot.app.mixing import Mixing
from bot.app.privacy import HeldKind
from bot.app.privacy_rights import DataRights
from bot.app.respond import Told
from bot.app.retention import Retention
from bot.app.sample import Sampler
from bot.app.sealing import Sealing
from storage.store import SqlStore
from surveys import Act, Action, Hold, Pick, Type
from tests.bot.app.office import AN_ID, HANOI, Office, Respondent, open_office, recount, stored_cells
from tests.builders import make_campaign, make_package, make_round
from tests.conftest import StoppedClock
from tests.storage.rows import all_rows, rows_of

BINH_ID = AN_ID + 1
SEND = Act(Action.SEND)


@pytest.fixture
async def office(store: SqlStore, clock: StoppedClock) -> Office:
    campaign = make_campaign(per_ticket=True)
    return await open_office(store, clock, make_package(rounds=[make_round(campaigns=[campaign])]))


async def stored_campaign(office: Office) -> Campaign:
    async with office.store.read() as tx:
        ((campaign, _),) = await tx.provinces.campaigns("hai_duong")
    return campaign


async def at_review(office: Office, person: int = AN_ID, *, unit: str = "gia_loc") -> tuple[Respondent, str]:
    """Somebody about to send a paper, and the code of its invitation."""
    someone, code = office.respondent(person), await office.ticket(unit=unit)
    await someone.opens(code)
    await someone.fills_in("good", "fair")
    return someone, code


# Every invitation is worth one paper


async def test_who_comes_back_with_a_new_invitation_answers_again_and_both_papers_count(
    office: Office, clock: StoppedClock, database_url: str
) -> None:
    await office.ballot(AN_ID, "good", "good", unit="gia_loc")
    clock.advance(days=60)
    await office.ballot(AN_ID, "poor", "good", unit="gia_loc")
    await office.ballot(AN_ID, "fair", "good", unit="thanh_ha")
    rows = await all_rows(database_url)
    assert len(rows["ballot"]) == len(rows["participation"]) == 3
    cells = await stored_cells(database_url)
    assert {key.unit: n for key, n in cells.items() if key.counts_ballots} == {"gia_loc": 2, "thanh_ha": 1}
    assert cells == await recount(database_url)
    assert sorted(row["taken"] for row in rows["quota"]) == [1, 2]
    assert {row["state"] for row in rows["ticket"]} == {"used"}


async def test_an_invitation_whose_paper_was_sent_is_a_used_one_to_everybody(
    office: Office, database_url: str
) -> None:
    an, code = await at_review(office)
    await an.sends()
    before = await all_rows(database_url)
    for person in (AN_ID, BINH_ID):
        assert (await office.respondent(person).opens(code)).told is Told.TICKET_USED
    assert await all_rows(database_url) == before


async def test_an_invitation_that_somebody_began_is_a_used_one_to_others(office: Office, database_url: str) -> None:
    _, code = await at_review(office)
    before = await all_rows(database_url)
    assert (await office.respondent(BINH_ID).opens(code)).told is Told.TICKET_USED
    assert await all_rows(database_url) == before


async def test_where_each_person_is_heard_once_nothing_has_changed(store: SqlStore, clock: StoppedClock) -> None:
    office = await open_office(store, clock)
    await office.ballot(AN_ID, "good", "good")
    assert (await office.respondent().opens(await office.ticket())).told is Told.TOOK_PART


# Nothing twice


async def test_a_replayed_sending_and_a_second_tap_are_thanked_and_count_once(
    office: Office, database_url: str
) -> None:
    an, _ = await at_review(office)
    paper = an.paper
    assert (await an.sends(update=4)).told is Told.SENT
    before = await all_rows(database_url)
    assert (await an.taps(SEND, update=4, paper=paper)).told is Told.SENT
    assert (await an.taps(SEND, update=5, paper=paper)).told is Told.SENT
    assert (await an.taps(Act(Action.BACK), update=6, paper=paper)).told is Told.TICKET_USED
    assert await all_rows(database_url) == before


async def test_sending_from_several_workers_at_once_counts_one_ballot(
    office: Office, workers: tuple[SqlStore, ...], database_url: str
) -> None:
    an, _ = await at_review(office)
    sends = [office.at(worker).respondent().taps(SEND, paper=an.paper) for worker in workers for _ in range(3)]
    assert {response.told for response in await asyncio.gather(*sends)} == {Told.SENT}
    rows = await all_rows(database_url)
    assert len(rows["ballot"]) == len(rows["participation"]) == 1
    assert {row["n"] for row in rows["cell"]} == {1}


async def test_old_buttons_and_replays_of_the_first_paper_leave_the_second_alone(
    office: Office, database_url: str
) -> None:
    """Both papers are the same person's, in the same campaign, and their revisions run through the same numbers."""
    an, code = await at_review(office)
    first = an.paper
    await an.sends(update=4)
    second = await office.ticket()
    await an.opens(second)
    await an.fills_in("poor", "poor")
    assert first
    assert an.paper
    assert first.revision == an.paper.revision
    before = await all_rows(database_url)
    assert (await office.respondent().taps(SEND, update=4, paper=first)).told is Told.SENT
    assert (await office.respondent().taps(SEND, update=5, paper=first)).told is Told.SENT
    assert (await office.respondent().opens(code, update=6)).told is Told.TICKET_USED
    assert await all_rows(database_url) == before
    assert len(before["ballot"]) == 1
    assert (await an.sends(update=7)).told is Told.SENT
    assert len(await rows_of(database_url, "ballot")) == 2


async def test_a_button_of_a_paper_that_was_given_up_shows_the_one_that_is_open(
    office: Office, rights: DataRights, database_url: str
) -> None:
    an, _ = await at_review(office)
    gone = an.paper
    await rights.withdraw(next(office.update_ids), AN_ID)
    assert (await an.taps(SEND, paper=gone)).told is Told.NO_PAPER
    await an.opens(await office.ticket())
    await an.fills_in("poor", "poor")
    before = await all_rows(database_url)
    shown = await office.respondent().taps(SEND, paper=gone)
    assert (shown.told, shown.stale) == (None, True)
    assert shown.draft == an.last.draft
    assert await all_rows(database_url) == before


async def test_one_person_who_opens_two_invitations_on_several_workers_at_once_has_one_paper(
    office: Office, workers: tuple[SqlStore, ...], database_url: str
) -> None:
    codes = [await office.ticket() for _ in range(2)]
    opens = [office.at(worker).respondent().opens(code) for worker in workers for code in codes]
    await asyncio.gather(*opens, return_exceptions=True)  # the poller hands a collision in again
    rows = await all_rows(database_url)
    assert len(rows["draft"]) == 1
    assert sorted(row["state"] for row in rows["ticket"]) == ["free", "reserved"]
    assert sum(row["taken"] for row in rows["quota"]) == 1


# One open paper at a time


async def test_a_paper_on_which_nothing_was_answered_gives_way_to_the_next_invitation(
    office: Office, clock: StoppedClock, database_url: str
) -> None:
    """Somebody looked at an invitation, left it, and comes to another desk weeks later."""
    an = office.respondent()
    left = await office.ticket(unit="gia_loc")
    first = (await an.opens(left, update=1)).draft
    await an.agrees()
    assert first
    await office.answering.drawn(first, 77)
    clock.advance(days=20)
    draft = (await an.opens(await office.ticket(unit="thanh_ha"), update=9)).draft
    assert draft
    assert (draft.interview.unit, draft.message_id) == ("thanh_ha", 77)
    rows = await all_rows(database_url)
    assert len(rows["draft"]) == 1
    assert sorted(row["state"] for row in rows["ticket"]) == ["free", "reserved"]
    assert sum(row["taken"] for row in rows["quota"]) == 1
    replayed = (await office.respondent().opens(left, update=1)).draft
    assert replayed
    assert replayed.interview.unit == "thanh_ha", "an opening that comes again takes nothing back"
    assert await all_rows(database_url) == rows
    assert (await office.respondent(BINH_ID).opens(left)).draft, "the invitation that was left serves again"


async def test_a_paper_with_answers_is_kept_and_the_person_is_told_what_to_do_with_it(
    office: Office, database_url: str
) -> None:
    an, other = office.respondent(), await office.ticket(unit="thanh_ha")
    await an.opens(await office.ticket(unit="gia_loc"))
    await an.agrees()
    await an.taps(Pick(1))
    shown = await an.opens(other)
    assert shown.draft
    assert (shown.draft.interview.unit, shown.draft.interview.hold) == ("gia_loc", Hold.PAUSED)
    assert shown.rejected
    assert "stays valid: send this paper, or withdraw from it with /rutlai" in shown.rejected.reason
    assert sorted(row["state"] for row in await rows_of(database_url, "ticket")) == ["free", "reserved"]
    await an.taps(Act(Action.RESUME))
    await an.taps(Pick(1))
    await an.taps(Act(Action.SKIP))
    assert (await an.sends()).told is Told.SENT
    opened = (await an.opens(other)).draft
    assert opened
    assert opened.interview.unit == "thanh_ha"


async def test_where_the_next_desk_has_no_seat_left_the_next_invitation_stays_free(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    campaign = make_campaign(per_ticket=True, seats=1)
    office = await open_office(store, clock, make_package(rounds=[make_round(campaigns=[campaign])]))
    await office.ballot(BINH_ID, "good", "good", unit="thanh_ha")
    an = office.respondent()
    await an.opens(await office.ticket(unit="gia_loc"))
    assert (await an.opens(await office.ticket(unit="thanh_ha"))).told is Told.FULL
    assert (await an.opens(await office.ticket(unit="gia_loc"))).draft, "its own seat is free again"
    rows = await all_rows(database_url)
    assert [row["taken"] for row in rows["quota"]] == [1, 1]
    assert sorted(row["state"] for row in rows["ticket"]) == ["free", "free", "reserved", "used"]


async def test_the_open_paper_is_found_again_by_everything_that_looks_for_it(office: Office) -> None:
    await office.ballot(AN_ID, "good", "good")
    phone, tablet, code = office.respondent(), office.respondent(), await office.ticket()
    await phone.opens(code)
    await phone.agrees()
    assert (await tablet.writes(Type("1"))).draft, "a typed text, without a button"
    assert (await tablet.opens(code)).draft, "the invitation on another device"
    shown = (await office.answering.show(AN_ID)).draft
    again = (await office.answering.again(next(office.update_ids), AN_ID)).draft
    assert shown
    assert again
    assert shown.interview.answers == again.interview.answers == {"dung_hen": "good"}
    assert (await phone.taps(Pick(1))).stale, "the tablet went on"


# What is held


async def test_sent_papers_are_nobodys_and_an_open_one_is_listed_withdrawn_and_erased(
    office: Office, rights: DataRights, database_url: str
) -> None:
    await office.ballot(AN_ID, "good", "good")
    held = (await rights.access(next(office.update_ids), AN_ID)).held
    assert [each.kind for each in held] == [HeldKind.LANGUAGE], "nothing says that An took part"
    for erases in (False, True):
        _, code = await at_review(office)
        held = (await rights.access(next(office.update_ids), AN_ID)).held
        assert HeldKind.DRAFT in [each.kind for each in held]
        if erases:
            await office.erase(rights, AN_ID)
        else:
            await rights.withdraw(next(office.update_ids), AN_ID)
        assert await rows_of(database_url, "draft") == []
        assert (await office.respondent(BINH_ID).opens(code)).draft, "the invitation serves again"
        await rights.withdraw(next(office.update_ids), BINH_ID)
    rows = await all_rows(database_url)
    assert len(rows["ballot"]) == len(rows["participation"]) == 1
    assert sum(row["taken"] for row in rows["quota"]) == 1


async def test_the_ledger_names_invitations_and_no_person(office: Office, database_url: str) -> None:
    campaign = await stored_campaign(office)
    for person in (AN_ID, AN_ID, BINH_ID):
        await office.ballot(person, "good", "good")
    rows = await all_rows(database_url, without=())
    persons = [pseudonym(campaign.key, person) for person in (AN_ID, BINH_ID)]
    assert [table for table in rows if any(each in str(rows[table]) for each in persons)] == []
    invitations = {invitation_pseudonym(campaign.key, row["code_hash"]) for row in rows["ticket"]}
    assert {row["pseudonym"] for row in rows["participation"]} == invitations
    assert {(row["notice"], row["notice_language"]) for row in rows["participation"]} == {("notice-1", "vi")}


async def test_sealing_erases_the_ledger_and_the_same_papers_count(
    office: Office, store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    await office.ballot(AN_ID, "good", "good")
    an, code = await at_review(office)
    sent = an.paper
    await an.sends()
    cells = await stored_cells(database_url)
    await at_review(office)
    await Mixing(store, store, clock, HANOI, Random(1)).run()
    seal = await Sealing(store, store, clock, HANOI, Random(2)).seal("hai_duong", "citizen", close=True)
    assert (seal.ballots, seal.drafts_erased, seal.consents) == (2, 1, {"notice-1": 2})
    rows = await all_rows(database_url)
    assert rows["participation"] == rows["draft"] == []
    assert await stored_cells(database_url) == cells == await recount(database_url)
    assert (await an.opens(code)).told is Told.CLOSED
    assert (await an.taps(SEND, paper=sent)).told is Told.CLOSED


async def test_papers_that_retention_erased_leave_their_invitations_used(
    office: Office, store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    an, code = await at_review(office)
    await an.sends()
    campaign = await stored_campaign(office)
    async with store.write() as tx:
        assert await tx.retention.erase_papers(campaign) == 1
    assert await rows_of(database_url, "participation") == []
    assert (await an.opens(code)).told is Told.TICKET_USED
    clock.advance(days=61)
    await at_review(office)
    clock.advance(days=61)
    await Retention(store, clock, HANOI).run()
    assert await rows_of(database_url, "draft") == []


async def test_illustrative_ballots_are_as_many_as_were_asked_for(office: Office, database_url: str) -> None:
    assert await Sampler(office.store, office.clock, HANOI).add("hai_duong", "citizen", 4, Random(1)) == 8
    rows = await all_rows(database_url)
    assert len(rows["ballot"]) == len(rows["participation"]) == 8
