"""Mixing: nothing is lost, doubled or miscounted, however many do it at once and whoever sends meanwhile."""

from __future__ import annotations

import asyncio
from collections import Counter
from random import Random

import pytest

from bot.app import mixing as module
from bot.app.mixing import Mixing
from storage.repositories.sealing import SecrecyRepository
from storage.store import SqlStore
from tests.bot.app.office import HANOI, Office, recount, stored_cells
from tests.conftest import StoppedClock
from tests.storage.mutants import StoreWith
from tests.storage.rows import all_rows, rows_of


@pytest.fixture
def mixing(office: Office, store: SqlStore, clock: StoppedClock) -> Mixing:
    return Mixing(office.store, store, clock, HANOI, Random(1))


async def test_a_mixed_ballot_keeps_its_answers_and_loses_its_id_and_its_day(
    office: Office, mixing: Mixing, database_url: str
) -> None:
    await office.ballot(1, "good", "poor", cluster="xa_1")
    (before,) = await rows_of(database_url, "ballot")
    assert await mixing.run() == 1
    (after,) = await rows_of(database_url, "ballot")
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"id", "received_on", "fresh"}
    assert await stored_cells(database_url) == await recount(database_url)


async def test_nothing_is_written_where_nothing_came_in(office: Office, mixing: Mixing, database_url: str) -> None:
    await office.ballot(1, "good", "poor")
    await mixing.run()
    before = await all_rows(database_url)
    assert await mixing.run() == 0
    assert await all_rows(database_url) == before


async def test_a_new_ballot_is_written_among_older_ones_but_not_among_all_of_a_large_campaign(
    office: Office, store: SqlStore, mixing: Mixing, database_url: str
) -> None:
    for person in range(6):
        await office.ballot(person, "good", "poor")
    await mixing.run()
    await office.ballot(7, "fair", "fair")
    before = {row["id"] for row in await rows_of(database_url, "ballot")}
    async with store.write() as tx:
        (campaign,) = await tx.secrecy.unmixed()
        assert await tx.secrecy.mix(campaign, lambda day: day, Random(1), 3) == 4
    rows = await rows_of(database_url, "ballot")
    assert len({row["id"] for row in rows} - before) == 4
    assert Counter(row["fresh"] for row in rows) == {False: 7}
    assert module.COMPANY >= 1_580, "a whole survey of the plans"


async def test_ballots_sent_while_several_workers_mix_are_counted_once_and_kept_once(
    office: Office, workers: tuple[SqlStore, ...], clock: StoppedClock, database_url: str
) -> None:
    respondents = []
    for person in range(18):
        respondent = office.at(workers[person % 3]).respondent(person)
        await respondent.opens(await office.ticket(unit=("gia_loc", "thanh_ha")[person % 2]))
        await respondent.fills_in("good", "fair")
        respondents.append(respondent)
    for respondent in respondents[:6]:
        await respondent.sends()
    mixers = [Mixing(store, store, clock, HANOI) for store in workers]
    await asyncio.gather(
        *(respondent.sends() for respondent in respondents[6:12]),
        *(mixer.run() for mixer in mixers),
        *(respondent.sends() for respondent in respondents[12:]),
        *(mixer.run() for mixer in mixers),
    )
    await mixers[0].run()
    rows = await rows_of(database_url, "ballot")
    assert (len(rows), any(row["fresh"] for row in rows)) == (18, False)
    assert await stored_cells(database_url) == await recount(database_url)


async def test_a_crash_in_the_middle_loses_nothing(
    office: Office, store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    class Fails(SecrecyRepository):
        async def _put(self, table: object, rows: object) -> None:
            raise RuntimeError

    await office.ballot(1, "good", "poor")
    before = await all_rows(database_url)
    with pytest.raises(RuntimeError):
        await Mixing(StoreWith(store, secrecy=Fails), store, clock, HANOI).run()
    assert await all_rows(database_url) == before
