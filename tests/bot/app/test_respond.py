"""A person fills in a paper: tickets, exactly once, quotas, and what is atomic. On SQLite and PostgreSQL."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.app.codes import invitation_pseudonym
from bot.app.respond import Told
from bot.app.upkeep import SEAT_IDLE, Upkeep
from storage.store import SqlStore
from surveys import Act, Action, Hold, Pick, Stage, Type
from tests.bot.app.office import AN_ID, Office, open_office
from tests.builders import make_campaign, make_package, make_round
from tests.conftest import StoppedClock
from tests.storage.rows import all_rows, rows_of

BINH_ID = AN_ID + 1
SEND = Act(Action.SEND)


async def seats_taken(url: str, unit: int = 0) -> int:
    quotas = sorted(await rows_of(url, "quota"), key=lambda row: int(row["unit_id"]))
    return int(quotas[unit]["taken"])


async def ticket_states(url: str) -> list[str]:
    return sorted(row["state"] for row in await rows_of(url, "ticket"))


# Tickets


async def test_an_unknown_ticket_opens_nothing(office: Office, database_url: str) -> None:
    before = await all_rows(database_url)
    assert (await office.respondent().opens("pnosuchcode00")).told is Told.TICKET_UNKNOWN
    assert await all_rows(database_url) == before


async def test_a_ticket_is_read_with_blanks_and_capitals(office: Office) -> None:
    response = await office.respondent().opens(f"  {(await office.ticket()).upper()} ")
    assert response.draft
    assert response.draft.interview.stage is Stage.LANGUAGE
    assert response.draft.interview.unit == "gia_loc"


async def test_a_ticket_begun_by_someone_else_is_refused(office: Office, database_url: str) -> None:
    code = await office.ticket()
    await office.respondent(AN_ID).opens(code)
    before = await all_rows(database_url)
    assert (await office.respondent(BINH_ID).opens(code)).told is Told.TICKET_USED
    assert await all_rows(database_url) == before


async def test_a_ticket_whose_paper_was_sent_is_refused_to_someone_else(office: Office, database_url: str) -> None:
    code = await office.ticket()
    an = office.respondent(AN_ID)
    await an.opens(code)
    await an.fills_in("good", "good")
    await an.sends()
    assert await ticket_states(database_url) == ["used"]
    assert (await office.respondent(BINH_ID).opens(code)).told is Told.TICKET_USED
    assert (await an.opens(code)).told is Told.TOOK_PART


async def test_opening_the_ticket_again_offers_to_go_on_where_one_was(office: Office) -> None:
    code, an = await office.ticket(), office.respondent()
    await an.opens(code)
    await an.agrees()
    before = (await an.taps(Pick(1))).draft
    again = (await an.opens(code)).draft
    assert before
    assert again
    assert again.interview.hold is Hold.PAUSED
    on = (await an.taps(Act(Action.RESUME))).draft
    assert on
    assert on.interview.model_copy(update={"revision": before.interview.revision}) == before.interview


async def test_a_second_ticket_while_one_paper_is_open_shows_that_paper_and_stays_free(
    office: Office, database_url: str
) -> None:
    an = office.respondent()
    first = (await an.opens(await office.ticket(unit="gia_loc"))).draft
    other = await office.ticket(unit="thanh_ha")
    shown = await an.opens(other)
    assert first
    assert shown.draft
    assert shown.draft.interview.unit == "gia_loc"
    assert shown.rejected
    assert shown.rejected.params["paper"] == "Khảo sát citizen – huyện gia_loc"
    assert "stays valid for somebody else" in shown.rejected.reason
    assert await ticket_states(database_url) == ["free", "reserved"]
    assert await seats_taken(database_url, unit=1) == 0
    binh = office.respondent(BINH_ID)
    assert (await binh.opens(other)).draft
    assert (await an.opens(other)).told is Told.TICKET_USED, "it is not promised any more"


async def test_who_took_part_cannot_take_part_again_and_the_second_ticket_stays_free(
    office: Office, database_url: str
) -> None:
    await office.ballot(AN_ID, "good", "good")
    spare = await office.ticket()
    before = await all_rows(database_url)
    assert (await office.respondent(AN_ID).opens(spare)).told is Told.TOOK_PART
    assert await all_rows(database_url) == before
    assert (await office.respondent(BINH_ID).opens(spare)).draft


@pytest.mark.parametrize(
    ("opens", "closes", "is_open"),
    [
        (None, None, True),
        (0, 1, True),
        (1, 2, False),  # not open yet
        (-2, 0, False),  # closes on the dot
        (-2, -1, False),
    ],
)
async def test_a_ticket_opens_a_paper_only_while_the_campaign_runs(
    store: SqlStore, clock: StoppedClock, opens: int | None, closes: int | None, is_open: bool
) -> None:
    def hours(number: int | None) -> datetime | None:
        return None if number is None else clock.now + timedelta(hours=number)

    campaign = make_campaign(opens_at=hours(opens), closes_at=hours(closes))
    office = await open_office(store, clock, make_package(rounds=[make_round(campaigns=[campaign])]))
    response = await office.respondent().opens(await office.ticket())
    assert (response.draft is not None) is is_open
    assert response.told is (None if is_open else Told.CLOSED)


async def test_a_paper_begun_in_time_is_not_taken_after_the_campaign_closed(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    campaign = make_campaign(closes_at=clock.now + timedelta(hours=1))
    office = await open_office(store, clock, make_package(rounds=[make_round(campaigns=[campaign])]))
    an = office.respondent()
    await an.opens(await office.ticket())
    await an.fills_in("good", "good")
    clock.advance(hours=1)
    before = await all_rows(database_url)
    assert (await an.sends()).told is Told.CLOSED
    assert await all_rows(database_url) == before


# Exactly once


async def test_a_replayed_opening_shows_the_paper_and_changes_nothing(office: Office, database_url: str) -> None:
    code, an = await office.ticket(), office.respondent()
    first = (await an.opens(code, update=1)).draft
    before = await all_rows(database_url)
    again = (await an.opens(code, update=1)).draft
    assert first
    assert again
    assert again.interview == first.interview
    assert await all_rows(database_url) == before


async def test_a_replayed_answer_shows_the_next_question_and_changes_nothing(
    office: Office, database_url: str
) -> None:
    an = office.respondent()
    await an.opens(await office.ticket())
    await an.agrees()
    paper = an.paper
    first = (await an.taps(Pick(2), update=2)).draft
    before = await all_rows(database_url)
    again = await an.taps(Pick(2), update=2, paper=paper)
    assert first
    assert again.draft
    assert again.draft.interview == first.interview
    assert not again.stale
    assert await all_rows(database_url) == before


async def test_a_replayed_typed_answer_is_not_taken_for_the_next_question(office: Office) -> None:
    """A typed text carries no revision: only the number of its update tells that it was taken before."""
    an = office.respondent()
    await an.opens(await office.ticket())
    await an.agrees()
    first = (await an.writes(Type("2"), update=3)).draft
    again = (await an.writes(Type("2"), update=3)).draft
    assert first
    assert again
    assert again.interview == first.interview
    assert again.interview.answers == {"dung_hen": "fair"}


async def test_a_replayed_sending_says_sent_and_counts_once(office: Office, database_url: str) -> None:
    an = office.respondent()
    await an.opens(await office.ticket())
    await an.fills_in("good", "poor")
    paper = an.paper
    assert (await an.sends(update=4)).told is Told.SENT
    before = await all_rows(database_url)
    assert (await an.taps(SEND, update=4, paper=paper)).told is Told.SENT
    assert (await an.taps(SEND, update=5, paper=paper)).told is Told.SENT, "a second tap, a new update"
    assert await all_rows(database_url) == before
    assert len(before["ballot"]) == 1


async def test_a_replayed_opening_does_not_bring_a_refused_paper_back(office: Office, database_url: str) -> None:
    """After a crash both updates are delivered again: who refused must not be asked once more."""
    code, an = await office.ticket(), office.respondent()
    await an.opens(code, update=1)
    await an.taps(Pick(1), update=2)
    notice = an.paper
    assert (await an.taps(Act(Action.REFUSE), update=3)).told is Told.REFUSED
    before = await all_rows(database_url)
    assert (await an.opens(code, update=1)).told is Told.NO_PAPER
    assert (await an.taps(Act(Action.REFUSE), update=3, paper=notice)).told is Told.NO_PAPER
    assert await all_rows(database_url) == before
    assert (await an.opens(code, update=4)).draft, "who opens the invitation anew is welcome"


async def test_a_double_tap_counts_once_and_shows_the_question_reached(office: Office) -> None:
    an = office.respondent()
    await an.opens(await office.ticket())
    await an.agrees()
    paper = an.paper
    reached = (await an.taps(Pick(1), paper=paper)).draft
    second = await an.taps(Pick(1), paper=paper)
    assert reached
    assert second.draft
    assert second.stale
    assert second.draft.interview == reached.interview
    assert second.draft.interview.at == "thai_do"
    assert "thai_do" not in second.draft.interview.answers


async def test_a_stale_button_changes_no_earlier_answer(office: Office) -> None:
    an = office.respondent()
    await an.opens(await office.ticket())
    await an.agrees()
    old = an.paper
    await an.taps(Pick(1))
    await an.taps(Act(Action.BACK))
    stale = await an.taps(Pick(3), paper=old)
    assert stale.draft
    assert stale.stale
    assert stale.draft.interview.answers == {"dung_hen": "good"}


async def test_on_two_devices_the_older_screen_is_shown_the_newer_state(office: Office) -> None:
    phone, tablet = office.respondent(), office.respondent()
    code = await office.ticket()
    await phone.opens(code)
    await tablet.opens(code)
    await phone.agrees()
    await phone.taps(Pick(1))
    shown = await tablet.taps(Pick(1))
    assert shown.stale
    assert shown.draft
    assert phone.last.draft
    assert shown.draft.interview == phone.last.draft.interview
    assert (await tablet.taps(Pick(2))).draft, "the tablet goes on from there"
    assert tablet.last.draft
    assert tablet.last.draft.interview.answers == {"dung_hen": "good", "thai_do": "fair"}


async def test_sixty_concurrent_inputs_to_one_paper_are_all_taken(
    office: Office, workers: tuple[SqlStore, ...]
) -> None:
    """A "1" is an answer at every later stage and adds one to the draft's revision, so a lost one shows."""
    an = office.respondent()
    await an.opens(await office.ticket())
    start = (await an.agrees()).draft
    assert start

    async def one(number: int) -> None:
        worker = office.at(workers[number % len(workers)])
        await worker.respondent().writes(Type("1"))

    await asyncio.gather(*map(one, range(60)))
    end = (await office.answering.show(AN_ID)).draft
    assert end
    assert end.interview.revision == start.interview.revision + 60


async def test_two_workers_take_one_of_two_simultaneous_taps(office: Office, workers: tuple[SqlStore, ...]) -> None:
    an = office.respondent()
    await an.opens(await office.ticket())
    await an.agrees()
    for _ in range(5):
        before, paper = an.revision, an.paper
        taps = [office.at(worker).respondent().taps(Pick(1), paper=paper) for worker in workers]
        responses = await asyncio.gather(*taps)
        assert sorted(response.stale for response in responses) == [False, True, True]
        an.last = await office.answering.show(AN_ID)
        assert an.revision == before + 1
        await an.taps(Act(Action.BACK))


async def test_sending_from_several_workers_at_once_counts_one_ballot(
    office: Office, workers: tuple[SqlStore, ...], database_url: str
) -> None:
    an = office.respondent()
    await an.opens(await office.ticket())
    await an.fills_in("good", "good")
    sends = [office.at(worker).respondent().taps(SEND, paper=an.paper) for worker in workers for _ in range(3)]
    assert {response.told for response in await asyncio.gather(*sends)} == {Told.SENT}
    rows = await all_rows(database_url)
    assert len(rows["ballot"]) == len(rows["participation"]) == 1
    assert {row["n"] for row in rows["cell"]} == {1}
    assert await seats_taken(database_url) == 1


@pytest.mark.parametrize(("per_ticket", "told"), [(False, Told.TOOK_PART), (True, Told.TICKET_USED)])
async def test_a_paper_that_may_not_count_any_more_is_dropped_and_its_writer_told_why(
    store: SqlStore, clock: StoppedClock, database_url: str, per_ticket: bool, told: Told
) -> None:
    """Nothing lets it come so far; here the ledger already knows who is about to send."""
    campaign = make_campaign(per_ticket=per_ticket)
    office = await open_office(store, clock, make_package(rounds=[make_round(campaigns=[campaign])]))
    an = office.respondent()
    await an.opens(await office.ticket())
    draft = (await an.fills_in("good", "good")).draft
    assert draft
    assert draft.interview.consent
    await office.answering.drawn(draft, 77)
    who = invitation_pseudonym(draft.campaign.key, draft.ticket_hash) if per_ticket else draft.pseudonym
    async with store.write() as tx:
        assert await tx.ballots.record_participation(draft.campaign, who, draft.interview.consent, clock.now.date())
    before = await all_rows(database_url)
    response = await an.sends()
    assert (response.told, response.draft, response.message_id) == (told, None, 77)
    after = await all_rows(database_url)
    for table in ("ballot", "cell", "participation"):
        assert after[table] == before[table]
    assert after["draft"] == []
    assert [row["state"] for row in after["ticket"]] == ["free"]
    assert await seats_taken(database_url) == 0


async def test_the_same_update_on_several_workers_is_taken_once(
    office: Office, workers: tuple[SqlStore, ...]
) -> None:
    an = office.respondent()
    await an.opens(await office.ticket())
    await an.agrees()
    writes = [office.at(worker).respondent().writes(Type("1"), update=77) for worker in workers]
    await asyncio.gather(*writes)
    draft = (await an.writes(Type("2"), update=77)).draft
    assert draft
    assert draft.interview.answers == {"dung_hen": "good"}


async def test_one_person_who_opens_a_ticket_on_several_workers_at_once_gets_one_paper_everywhere(
    office: Office, workers: tuple[SqlStore, ...], database_url: str
) -> None:
    code = await office.ticket()
    opens = [office.at(worker).respondent().opens(code) for worker in workers for _ in range(2)]
    responses = await asyncio.gather(*opens)
    assert [response.told for response in responses] == [None] * 6
    assert await seats_taken(database_url) == 1


async def test_a_rejected_answer_leaves_the_paper_as_it_was(office: Office, database_url: str) -> None:
    an = office.respondent()
    await an.opens(await office.ticket())
    await an.agrees()
    before = await all_rows(database_url)
    response = await an.writes(Type("tám"), update=3)
    assert response.rejected
    assert response.draft
    again = await an.writes(Type("tám"), update=3)
    assert again.replayed
    assert again.draft == response.draft
    assert await all_rows(database_url) == before


async def test_without_a_paper_one_is_told_so(office: Office) -> None:
    assert (await office.answering.show(AN_ID)).told is Told.NO_PAPER
    assert (await office.respondent().writes(Type("xin chào"))).told is Told.NO_PAPER


async def test_a_typed_answer_goes_to_the_paper_touched_last(store: SqlStore, clock: StoppedClock) -> None:
    campaigns = [make_campaign(code="citizen"), make_campaign(code="desk")]
    office = await open_office(store, clock, make_package(rounds=[make_round(campaigns=campaigns)]))
    an = office.respondent()
    await an.opens(await office.ticket(campaign="desk"))
    clock.advance(minutes=1)
    await an.opens(await office.ticket(campaign="citizen"))
    response = await an.writes(Type("2"))
    assert response.draft
    assert response.draft.campaign.code == "citizen"
    assert response.draft.interview.language == "en"


# The quota


async def test_a_quota_is_never_overshot_by_sixty_who_come_at_once(
    office: Office, workers: tuple[SqlStore, ...], database_url: str
) -> None:
    codes = [await office.ticket() for _ in range(60)]

    async def one(number: int) -> Told | None:
        worker = office.at(workers[number % len(workers)])
        return (await worker.respondent(AN_ID + number).opens(codes[number])).told

    told = await asyncio.gather(*map(one, range(60)))
    assert told.count(None) == 30
    assert told.count(Told.FULL) == 30
    assert await seats_taken(database_url) == 30
    assert await ticket_states(database_url) == ["free"] * 30 + ["reserved"] * 30
    assert len(await rows_of(database_url, "draft")) == 30


async def one_seat(store: SqlStore, clock: StoppedClock) -> Office:
    package = make_package(rounds=[make_round(campaigns=[make_campaign(seats=1)])])
    return await open_office(store, clock, package)


async def test_who_finds_the_quota_full_can_use_the_ticket_when_a_seat_is_free(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    office = await one_seat(store, clock)
    an, binh = office.respondent(AN_ID), office.respondent(BINH_ID)
    code = await office.ticket()
    await an.opens(await office.ticket())
    assert (await binh.opens(code)).told is Told.FULL
    assert await ticket_states(database_url) == ["free", "reserved"]
    await an.taps(Pick(1))
    assert (await an.taps(Act(Action.REFUSE))).told is Told.REFUSED
    assert await seats_taken(database_url) == 0
    assert (await binh.opens(code)).draft
    assert await seats_taken(database_url) == 1


async def test_refusing_erases_the_paper_and_frees_the_ticket(office: Office, database_url: str) -> None:
    code, an = await office.ticket(), office.respondent()
    without = ("processed_update", "person", "privacy_notice")
    before = await all_rows(database_url, without=without)
    await an.opens(code)
    await an.taps(Pick(1))
    await an.taps(Act(Action.REFUSE))
    assert await all_rows(database_url, without=without) == before


async def test_an_idle_paper_gives_its_seat_back_and_takes_one_when_resumed(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    office = await one_seat(store, clock)
    code, an = await office.ticket(), office.respondent()
    await an.opens(code)
    await an.agrees()
    clock.advance(days=SEAT_IDLE.days, seconds=1)
    await Upkeep(store, clock).run()
    assert await seats_taken(database_url) == 0
    resumed = await an.opens(code)
    assert resumed.draft
    assert resumed.draft.interview.at == "dung_hen"
    assert await seats_taken(database_url) == 1


async def test_a_seat_taken_again_is_not_taken_away_at_once(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    office = await one_seat(store, clock)
    code, an = await office.ticket(), office.respondent()
    await an.opens(code)
    clock.advance(days=SEAT_IDLE.days, seconds=1)
    await Upkeep(store, clock).run()
    await an.opens(code)
    await Upkeep(store, clock).run()
    assert await seats_taken(database_url) == 1


async def test_an_idle_paper_whose_seat_went_to_someone_else_waits(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    office = await one_seat(store, clock)
    code, an, binh = await office.ticket(), office.respondent(AN_ID), office.respondent(BINH_ID)
    await an.opens(code)
    await an.agrees()
    paper = an.paper
    clock.advance(days=SEAT_IDLE.days, seconds=1)
    await Upkeep(store, clock).run()
    await binh.opens(await office.ticket())
    before = await all_rows(database_url)
    assert (await an.taps(Pick(1), paper=paper)).told is Told.FULL
    assert (await an.opens(code)).told is Told.FULL
    assert await all_rows(database_url) == before
    await binh.taps(Pick(1))
    await binh.taps(Act(Action.REFUSE))
    assert (await an.taps(Pick(1), paper=paper)).draft
    assert await seats_taken(database_url) == 1


async def test_who_refuses_may_do_so_although_the_seat_is_gone(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    office = await one_seat(store, clock)
    an, binh = office.respondent(AN_ID), office.respondent(BINH_ID)
    await an.opens(await office.ticket())
    await an.taps(Pick(1))
    clock.advance(days=SEAT_IDLE.days, seconds=1)
    await Upkeep(store, clock).run()
    await binh.opens(await office.ticket())
    assert (await an.taps(Act(Action.REFUSE))).told is Told.REFUSED
    assert await seats_taken(database_url) == 1, "the seat is Bình's"
    assert len(await rows_of(database_url, "draft")) == 1


async def test_a_sent_paper_keeps_its_seat(store: SqlStore, clock: StoppedClock, database_url: str) -> None:
    office = await one_seat(store, clock)
    await office.ballot(AN_ID, "good", "good")
    clock.advance(days=30)
    await Upkeep(store, clock).run()
    assert await seats_taken(database_url) == 1
    assert (await office.respondent(BINH_ID).opens(await office.ticket())).told is Told.FULL


# What is remembered about the person


async def test_the_language_chosen_on_the_paper_is_kept_for_the_person(office: Office) -> None:
    an = office.respondent()
    await an.opens(await office.ticket())
    await an.taps(Pick(2))
    assert (await office.membership.standing(AN_ID)).language == "en"


async def test_consent_keeps_the_notice_its_language_and_its_time(office: Office, clock: StoppedClock) -> None:
    an = office.respondent()
    await an.opens(await office.ticket())
    await an.agrees()
    assert an.last.draft
    consent = an.last.draft.interview.consent
    assert consent
    assert (consent.notice, consent.language, consent.at) == ("notice-1", "vi", clock.now)
    assert consent.at.tzinfo is UTC or consent.at.utcoffset() == timedelta(0)


async def test_the_message_that_shows_the_paper_is_remembered(office: Office) -> None:
    an = office.respondent()
    draft = (await an.opens(await office.ticket())).draft
    assert draft
    await office.answering.drawn(draft, 2**40)
    shown = (await office.answering.show(AN_ID)).draft
    assert shown
    assert shown.message_id == 2**40
