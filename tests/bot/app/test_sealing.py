"""Sealing: only what is closed, all of it, and nobody takes part afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from bot.app.counting import count_ballot
from bot.app.errors import CampaignSealed, SealRefused, UnknownName
from bot.app.respond import Told
from bot.app.sample import Sampler
from bot.app.sealing import Sealing
from storage.store import SqlStore
from surveys import Act, Action
from tests.bot.app.office import HANOI, Office, open_office, recount, stored_cells
from tests.bot.app.sealing_office import CLOSES, close, open_two, some_papers
from tests.builders import make_campaign, make_package, make_round
from tests.conftest import StoppedClock
from tests.storage.mutants import Untouched
from tests.storage.rows import all_rows, rows_of

PERIOD = date(2026, 11, 20)


@pytest.fixture
async def office(store: SqlStore, clock: StoppedClock) -> Office:
    return await open_two(store, clock)


@pytest.fixture
def sealing(store: SqlStore, clock: StoppedClock) -> Sealing:
    """The files are left alone, which takes most of the time; the tests about crashes clear them."""
    return Sealing(store, Untouched(), clock, HANOI, Random(1))


# What is sealed, and what is left


async def test_a_closed_campaign_is_sealed(
    office: Office, sealing: Sealing, clock: StoppedClock, database_url: str
) -> None:
    await some_papers(office, clock)
    close(clock)
    seal = await sealing.seal("hai_duong", "citizen")
    assert (seal.sealed_on, seal.ballots, seal.drafts_erased, seal.clean) == (date(2026, 12, 1), 3, 2, True)
    assert list(seal.consents.values()) == [3]
    rows = await all_rows(database_url)
    citizen, desk = sorted(rows["campaign"], key=lambda row: row["id"])
    assert (citizen["key"], len(desk["key"])) == ("", 64)
    assert {row["campaign_id"] for row in rows["participation"]} == {desk["id"]}
    assert rows["draft"] == []
    assert {row["received_on"] for row in rows["ballot"] if row["campaign_id"] == citizen["id"]} == {PERIOD}
    assert {row["state"] for row in rows["ticket"] if row["campaign_id"] == citizen["id"]} == {"used"}
    assert [(row["campaign_id"], row["ballots"], row["clean"]) for row in rows["seal"]] == [
        (citizen["id"], 3, True)
    ]


async def test_the_seats_of_erased_papers_are_free_and_those_of_ballots_taken(
    office: Office, sealing: Sealing, clock: StoppedClock, database_url: str
) -> None:
    await some_papers(office, clock)
    close(clock)
    await sealing.seal("hai_duong", "citizen")
    seats = sorted(
        (row["campaign_id"], row["unit_id"], row["taken"]) for row in await rows_of(database_url, "quota")
    )
    assert [taken for _, _, taken in seats] == [2, 1, 1]


async def test_the_cells_are_those_of_the_ballots_before_and_after(
    office: Office, sealing: Sealing, clock: StoppedClock, database_url: str
) -> None:
    await some_papers(office, clock)
    cells = await stored_cells(database_url)
    close(clock)
    await sealing.seal("hai_duong", "citizen")
    assert await stored_cells(database_url) == cells == await recount(database_url, order=Random(2))


async def test_ballot_ids_are_new_and_the_other_campaign_is_left_alone(
    office: Office, sealing: Sealing, clock: StoppedClock, database_url: str
) -> None:
    await some_papers(office, clock)
    before = await rows_of(database_url, "ballot")
    close(clock)
    await sealing.seal("hai_duong", "citizen")
    same = {row["id"] for row in before} & {row["id"] for row in await rows_of(database_url, "ballot")}
    assert [row["fresh"] for row in before if row["id"] in same] == [True]


async def test_sealing_an_empty_campaign_is_possible(office: Office, sealing: Sealing, clock: StoppedClock) -> None:
    close(clock)
    seal = await sealing.seal("hai_duong", "citizen")
    assert (seal.ballots, seal.drafts_erased, dict(seal.consents)) == (0, 0, {})


# What is refused


async def test_an_open_campaign_is_not_sealed_unless_it_is_closed_with_it(
    office: Office, sealing: Sealing, clock: StoppedClock, database_url: str
) -> None:
    await some_papers(office, clock)
    before = await all_rows(database_url)
    for code in ("citizen", "desk"):
        with pytest.raises(SealRefused, match="not closed yet"):
            await sealing.seal("hai_duong", code)
    assert await all_rows(database_url) == before
    assert (await sealing.seal("hai_duong", "desk", close=True)).ballots == 1
    assert (await rows_of(database_url, "campaign"))[1]["closes_at"] == clock.now


async def test_loading_the_province_again_does_not_take_the_closing_back(
    office: Office, sealing: Sealing, clock: StoppedClock, database_url: str
) -> None:
    closed = clock.now
    for code in ("citizen", "desk"):
        await sealing.seal("hai_duong", code, close=True)
    clock.advance(days=1)
    campaigns = [
        make_campaign(opens_at=closed, closes_at=CLOSES),
        make_campaign(code="desk", units=("gia_loc",)),
    ]
    assert not await office.loader.load(make_package(rounds=[make_round(campaigns=campaigns)]))
    assert {row["closes_at"] for row in await rows_of(database_url, "campaign")} == {closed}


async def test_of_two_rounds_only_the_one_named_is_sealed(store: SqlStore, clock: StoppedClock) -> None:
    rounds = [make_round(code=code, campaigns=[make_campaign(closes_at=clock.now)]) for code in ("2025", "2026")]
    await open_office(store, clock, make_package(rounds=rounds))
    sealing = Sealing(store, Untouched(), clock, HANOI, Random(1))
    with pytest.raises(UnknownName, match="2025/citizen, 2026/citizen"):
        await sealing.seal("hai_duong", "citizen")
    await sealing.seal("hai_duong", "2025/citizen")
    assert (await sealing.outlook("hai_duong", "2025/citizen")).seal
    assert (await sealing.outlook("hai_duong", "2026/citizen")).seal is None


async def test_the_outlook_says_what_sealing_would_meet(
    office: Office, sealing: Sealing, clock: StoppedClock
) -> None:
    await some_papers(office, clock)
    seen = await sealing.outlook("hai_duong", "citizen")
    assert (seen.ballots, seen.drafts, seen.still_open, seen.seal) == (3, 2, True, None)
    close(clock)
    await sealing.seal("hai_duong", "citizen")
    seen = await sealing.outlook("hai_duong", "citizen")
    assert (seen.ballots, seen.drafts, seen.still_open) == (3, 0, False)
    assert seen.seal is not None


# Once only


async def test_after_sealing_nobody_takes_part_not_again_and_not_for_the_first_time(
    office: Office, sealing: Sealing, clock: StoppedClock, database_url: str
) -> None:
    again, late = office.respondent(1), office.respondent(2)
    used, unused = await office.ticket(), await office.ticket()
    await again.opens(used)
    await again.fills_in("good", "good")
    await again.sends()
    await late.opens(unused)
    await late.fills_in("good", "good")
    paper = late.paper
    await sealing.seal("hai_duong", "citizen", close=True)
    before = await all_rows(database_url)
    assert (await again.opens(used)).told is Told.CLOSED
    assert (await late.opens(unused)).told is Told.CLOSED
    late.last = replace(late.last, draft=None)
    assert (await late.writes(Act(Action.SEND))).told is Told.NO_PAPER
    assert (await late.taps(Act(Action.SEND), paper=paper)).told is Told.CLOSED
    with pytest.raises(CampaignSealed):
        await office.ticket()
    assert await Sampler(office.store, clock, HANOI).add("hai_duong", "citizen", 5, Random(1)) == 0
    assert await all_rows(database_url) == before


async def test_loading_the_province_again_does_not_open_it_again(
    office: Office, sealing: Sealing, clock: StoppedClock, database_url: str
) -> None:
    """The package may say that the campaign runs on; it has no key to run with."""
    code = await office.ticket(campaign="desk")
    await sealing.seal("hai_duong", "desk", close=True)
    campaigns = [make_campaign(), make_campaign(code="desk", units=("gia_loc",))]
    await office.loader.load(make_package(rounds=[make_round(campaigns=campaigns)]))
    assert {row["code"]: row["key"] for row in await rows_of(database_url, "campaign")}["desk"] == ""
    assert (await office.respondent().opens(code)).told is Told.CLOSED


async def test_a_paper_in_hand_is_not_counted_into_a_sealed_campaign(
    office: Office, store: SqlStore, sealing: Sealing, database_url: str
) -> None:
    """The last line of defence: a worker that read the campaign before it was sealed."""
    an = office.respondent()
    await an.opens(await office.ticket())
    draft = (await an.agrees()).draft
    assert draft
    await sealing.seal("hai_duong", "citizen", close=True)
    before = await all_rows(database_url)
    with pytest.raises(CampaignSealed):
        async with store.write() as tx:
            await count_ballot(tx, draft, {"dung_hen": "good"}, PERIOD)
    with pytest.raises(CampaignSealed):
        async with store.write() as tx:
            await tx.drafts.add(draft, office.clock())
    assert await all_rows(database_url) == before


async def test_sealing_again_changes_nothing(
    office: Office, sealing: Sealing, clock: StoppedClock, database_url: str
) -> None:
    await some_papers(office, clock)
    close(clock)
    first = await sealing.seal("hai_duong", "citizen")
    before = await all_rows(database_url)
    clock.advance(days=3)
    assert await sealing.seal("hai_duong", "citizen") == first
    assert await all_rows(database_url) == before
