"""Several workers at once lose no input, count nothing twice and give no seat away twice."""

from __future__ import annotations

import asyncio

from bot.app.respond import Told
from storage.store import SqlStore
from surveys import Act, Action, Pick, Type
from tests.bot.app.office import AN_ID, Office
from tests.storage.rows import all_rows, rows_of, seats_taken, ticket_states

SEND = Act(Action.SEND)


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
