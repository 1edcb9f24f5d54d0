"""The quota: who holds a seat, who gives it back, and who has to wait."""

from __future__ import annotations

from bot.app.respond import Told
from bot.app.upkeep import SEAT_IDLE, Upkeep
from storage.store import SqlStore
from surveys import Act, Action, Pick
from tests.bot.app.office import AN_ID, Office, open_office
from tests.builders import make_campaign, make_package, make_round
from tests.conftest import StoppedClock
from tests.storage.rows import all_rows, rows_of, seats_taken, ticket_states

BINH_ID = AN_ID + 1


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
