"""Opening an invitation: whose it is, what it opens, and when."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.app.respond import Told
from storage.store import SqlStore
from surveys import Act, Action, Hold, Pick, Stage
from tests.bot.app.office import AN_ID, Office, open_office
from tests.builders import make_campaign, make_package, make_round
from tests.conftest import StoppedClock
from tests.storage.rows import all_rows, seats_taken, ticket_states

BINH_ID = AN_ID + 1


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
