"""All of a sealing or nothing: after a crash, with a reader in the way, and with others at work."""

from __future__ import annotations

import asyncio
from random import Random
from typing import Any

import pytest

from bot.app.errors import CampaignSealed
from bot.app.respond import Told
from bot.app.sealing import Sealing
from storage.repositories.sealing import SecrecyRepository
from storage.store import SqlStore
from tests.bot.app.office import HANOI, Office, recount, stored_cells
from tests.bot.app.sealing_office import close, open_two, some_papers
from tests.conftest import StoppedClock
from tests.storage.mutants import StoreWith
from tests.storage.rows import all_rows, rows_of

STEPS = (
    "drafts",
    "hold",
    "first_day",
    "mix",
    "spend_tickets",
    "erase_ledger",
    "silence_troubles",
    "destroy_key",
    "record",
)


class PowerCut(Exception):
    """What fails in the middle of sealing."""


def failing_after(step: str) -> type[SecrecyRepository]:
    async def fail(self: SecrecyRepository, *given: Any) -> None:
        await getattr(SecrecyRepository, step)(self, *given)
        raise PowerCut

    return type("Failing", (SecrecyRepository,), {step: fail})


class Reader:
    """Somebody in the way of clearing the files, until `gone`; or the power, which fails."""

    def __init__(self, store: SqlStore, *, power: bool = True) -> None:
        self.store, self.power, self.gone = store, power, False

    async def trim(self) -> bool:
        return await self.store.trim()

    async def rewrite(self) -> bool:
        if not self.power:
            raise PowerCut
        return self.gone and await self.store.rewrite()


@pytest.fixture
async def office(store: SqlStore, clock: StoppedClock) -> Office:
    return await open_two(store, clock)


async def test_a_crash_after_any_step_changes_nothing_and_sealing_again_succeeds(
    office: Office, store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    await some_papers(office, clock)
    close(clock)
    before = await all_rows(database_url)
    for step in STEPS:
        broken = Sealing(StoreWith(store, secrecy=failing_after(step)), store, clock, HANOI)
        with pytest.raises(PowerCut):
            await broken.seal("hai_duong", "citizen")
        assert await all_rows(database_url) == before, step
    seal = await Sealing(store, store, clock, HANOI).seal("hai_duong", "citizen")
    assert (seal.ballots, seal.drafts_erased, seal.clean) == (3, 2, True)


@pytest.mark.parametrize("power", [True, False])
async def test_a_sealing_whose_files_could_not_be_cleared_is_brought_to_its_end_later(
    office: Office, store: SqlStore, clock: StoppedClock, database_url: str, power: bool
) -> None:
    await some_papers(office, clock)
    close(clock)
    reader = Reader(store, power=power)
    interrupted = Sealing(store, reader, clock, HANOI)
    if power:
        assert not (await interrupted.seal("hai_duong", "citizen")).clean
    else:
        with pytest.raises(PowerCut):
            await interrupted.seal("hai_duong", "citizen")
    ids = {row["id"] for row in await rows_of(database_url, "ballot")}
    reader.power = reader.gone = True
    seal = await interrupted.seal("hai_duong", "citizen")
    assert (seal.ballots, seal.drafts_erased, seal.clean) == (3, 2, True)
    assert {row["id"] for row in await rows_of(database_url, "ballot")} == ids


async def test_a_crash_before_the_files_are_noted_as_clear_clears_them_again(
    office: Office, store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    close(clock)
    broken = Sealing(StoreWith(store, secrecy=failing_after("cleaned")), store, clock, HANOI)
    with pytest.raises(PowerCut):
        await broken.seal("hai_duong", "citizen")
    assert [row["clean"] for row in await rows_of(database_url, "seal")] == [False]
    assert (await Sealing(store, store, clock, HANOI).seal("hai_duong", "citizen")).clean


async def test_papers_sent_while_the_campaign_is_sealed_are_counted_or_erased_never_half(
    office: Office, workers: tuple[SqlStore, ...], clock: StoppedClock, database_url: str
) -> None:
    respondents = []
    for person in range(16):
        respondent = office.at(workers[person % 2]).respondent(person)
        await respondent.opens(await office.ticket())
        await respondent.fills_in("good", "fair")
        respondents.append(respondent)

    async def sends(respondent: Any) -> bool:
        try:
            return (await respondent.sends()).told is Told.SENT
        except CampaignSealed:  # the poller would hand it in again, and hear that the campaign is closed
            return False

    sealing = Sealing(workers[2], workers[2], clock, HANOI, Random(1))
    first, rest = respondents[:4], respondents[4:]
    sent = [await sends(each) for each in first]
    sealed = asyncio.create_task(sealing.seal("hai_duong", "citizen", close=True))
    more = await asyncio.gather(*map(sends, rest))
    seal = await sealed
    assert seal.ballots == sum(sent) + sum(more) == len(await rows_of(database_url, "ballot"))
    assert seal.ballots + seal.drafts_erased == 16
    assert await stored_cells(database_url) == await recount(database_url)
    rows = await all_rows(database_url)
    assert rows["draft"] == rows["participation"] == []
    assert sum(row["taken"] for row in rows["quota"]) == seal.ballots
    assert not any(row["fresh"] for row in rows["ballot"])


async def test_two_coordinators_who_seal_at_once_seal_once(
    office: Office, workers: tuple[SqlStore, ...], clock: StoppedClock, database_url: str
) -> None:
    await some_papers(office, clock)
    close(clock)
    seals = await asyncio.gather(
        *(Sealing(each, each, clock, HANOI).seal("hai_duong", "citizen") for each in workers)
    )
    assert {(seal.ballots, seal.drafts_erased) for seal in seals} == {(3, 2)}
    assert len(await rows_of(database_url, "seal")) == 1
