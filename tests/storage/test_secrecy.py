"""The attacker test: with a full copy of the database, who took part is matched with who answered what.

Forty persons take part one after the other, eight hours apart; each gives an answer that nobody else gives, so that
every link is right or wrong. The attacker knows their Telegram ids and their order (tests/storage/attacker.py).
Every protection is taken away once, to see that the attacker then wins. The regulars are twenty persons who send
two papers each, one right after the other, where every invitation is worth a paper.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Awaitable, Callable, Iterator
from datetime import date
from random import Random
from statistics import mean

import asyncpg  # type: ignore[import-untyped]
import pytest

from storage.repositories.sealing import SecrecyRepository
from tests.bot.app.office import recount, stored_cells
from tests.storage.attacker import (
    Copy,
    beyond_chance,
    copy_database,
    correlation,
    keys_that_fit,
    linked,
    written_beside,
)
from tests.storage.forty import OPTIONS, PERSONS, Town, mix, on_files, on_server, seal
from tests.storage.mutants import CellsStay, DaysKept, KeyKept, LedgerKept, Orderly, PlacesKept, TicketsKept
from tests.storage.rows import all_rows, rows_of

FAINT = 0.35


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    if request.param == "sqlite":
        made = on_files(request.getfixturevalue("sqlite_template"), tmp_path_factory.mktemp("town"))
    else:
        made = on_server(request.getfixturevalue("postgres"))
    with made as town:
        yield town


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def regulars(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    if request.param == "sqlite":
        folder = tmp_path_factory.mktemp("regulars")
        made = on_files(request.getfixturevalue("sqlite_template"), folder, each=2)
    else:
        made = on_server(request.getfixturevalue("postgres"), each=2)
    with made as town:
        yield town


@pytest.fixture
def theirs(regulars: Town) -> str:
    return regulars.clone()


@pytest.fixture
def url(town: Town) -> str:
    return town.clone()


@pytest.fixture
def urls(town: Town) -> list[str]:
    return [town.clone() for _ in range(4)]


# What holds


async def test_right_after_sending_the_attacker_wins(town: Town, url: str) -> None:
    """What mixing is for; and the attacker is shown to be one."""
    copy = await copy_database(url, OPTIONS)
    expected = {
        "sqlite": {"ballot.received_on", "file: * place of ballot", "file: * place of cell"},
        "postgresql": {"ballot.received_on", "ballot.xmin", "ballot.ctid", "cell.xmin"},
    }
    found = town.leaks(copy)
    assert all(fnmatch.filter(found, pattern) for pattern in expected[town.engine])
    if town.engine == "sqlite":
        assert written_beside(copy.log, town.pseudonyms, town.chosen) > PERSONS / 2


async def test_after_mixing_the_attacker_knows_who_took_part_and_does_no_better_than_chance_at_what_they_said(
    town: Town, url: str
) -> None:
    copy = await mix(url)
    assert town.leaks(copy) == {}
    assert written_beside(copy.bytes_, town.pseudonyms, town.chosen) == 0
    assert town.found(copy) == PERSONS


async def test_after_sealing_the_attacker_does_not_even_know_who_took_part(town: Town, url: str) -> None:
    """Not with the copy, and not with a ledger that was copied before."""
    copy = await seal(url)
    assert town.leaks(copy) == {}
    assert (town.found(copy), town.in_ledger(copy)) == (0, 0)
    assert {row["state"] for row in await rows_of(url, "ticket")} == {"used"}


async def test_of_several_mixings_no_trace_follows_the_order_on_average(town: Town, urls: list[str]) -> None:
    """Also a faint trace would show here. Chance gives 0.13 on average, and hardly ever 0.35 as a mean of four."""
    runs = [await mix(url, random=Random(seed)) for seed, url in enumerate(urls)]
    for name in runs[0].traces:
        traces = [run.traces.get(name, {}) for run in runs]
        if all(set(town.chosen) <= set(trace) for trace in traces):
            assert mean(correlation([trace[each] for each in town.chosen]) for trace in traces) < FAINT, name


async def test_sealing_leaves_every_ballot_and_every_cell_as_it_was(town: Town, url: str) -> None:
    before = sorted(row["answers"] for row in await rows_of(url, "ballot"))
    cells = await stored_cells(url)
    await seal(url)
    assert sorted(row["answers"] for row in await rows_of(url, "ballot")) == before
    assert await stored_cells(url) == cells == await recount(url, order=Random(1))


async def test_the_samples_of_the_planner_hold_neither_keys_nor_pseudonyms(town: Town, url: str) -> None:
    if town.engine != "postgresql":
        pytest.skip("SQLite keeps none")
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        await connection.execute("analyze")
        sampled = await connection.fetch("select tablename, attname from pg_stats where schemaname = 'public'")
    finally:
        await connection.close()
    columns = {tuple(row) for row in sampled}
    assert ("ballot", "answers") in columns
    assert not columns & {("campaign", "key"), ("participation", "pseudonym"), ("draft", "pseudonym")}


# Where every invitation is worth a paper


async def test_right_after_sending_the_two_papers_of_a_person_lie_together(regulars: Town, theirs: str) -> None:
    """The attacker is shown to be one; and not even now is there a ledger of persons to look in."""
    copy = await copy_database(theirs, OPTIONS)
    places = {"sqlite": "file: * place of ballot", "postgresql": "ballot.xmin"}
    found = regulars.linked(copy)
    assert "ballot.received_on" in found
    assert fnmatch.filter(found, places[regulars.engine])
    ledger = [row["pseudonym"] for row in await rows_of(theirs, "participation")]
    assert len(set(ledger)) == PERSONS
    assert not set(ledger) & set(regulars.pseudonyms)
    assert keys_that_fit(copy, regulars.ids, ledger) == 0
    assert keys_that_fit(copy, regulars.ids, regulars.pseudonyms) == PERSONS, "the key is there and fits no entry"


@pytest.mark.parametrize("when", [mix, seal])
async def test_after_mixing_nobody_knows_who_took_part_nor_which_papers_are_of_one_person(
    regulars: Town, theirs: str, when: Callable[..., Awaitable[Copy]]
) -> None:
    copy = await when(theirs)
    assert regulars.linked(copy) == regulars.leaks(copy) == {}
    assert written_beside(copy.bytes_, regulars.pseudonyms, regulars.chosen) == 0
    rows = await all_rows(theirs)
    assert len(rows["participation"]) == (PERSONS if when is mix else 0)
    assert not any(each in str(rows) for each in regulars.pseudonyms)
    if when is seal or regulars.engine == "sqlite":  # PostgreSQL's freed space is not written over
        assert regulars.in_ledger(copy) == 0


@pytest.mark.parametrize("leaving_out", [DaysKept, PlacesKept])
async def test_without_a_part_of_the_mixing_the_two_papers_of_a_person_lie_together(
    regulars: Town, theirs: str, leaving_out: type[SecrecyRepository]
) -> None:
    expected = {
        ("sqlite", DaysKept): "ballot.received_on",
        ("postgresql", DaysKept): "ballot.received_on",
        ("sqlite", PlacesKept): "file: * place of ballot*",
        ("postgresql", PlacesKept): "ballot.ctid",
    }
    found = regulars.linked(await mix(theirs, leaving_out=leaving_out))
    assert fnmatch.filter(found, expected[regulars.engine, leaving_out])


# Without one protection the attacker wins


@pytest.mark.parametrize(
    ("leaving_out", "on_sqlite", "on_postgresql"),
    [
        (DaysKept, "ballot.received_on", "ballot.received_on"),
        (PlacesKept, "file: * place of ballot", "ballot.ctid"),
        (CellsStay, "file: * place of cell", "cell.xmin"),
    ],
)
async def test_without_a_part_of_the_mixing_the_attacker_wins(
    town: Town, url: str, leaving_out: type[SecrecyRepository], on_sqlite: str, on_postgresql: str
) -> None:
    found = town.leaks(await mix(url, leaving_out=leaving_out))
    assert fnmatch.filter(found, {"sqlite": on_sqlite, "postgresql": on_postgresql}[town.engine])


@pytest.mark.parametrize("when", [mix, seal])
async def test_without_the_shuffle_the_attacker_wins(
    town: Town, url: str, when: Callable[..., Awaitable[Copy]]
) -> None:
    """On SQLite the random ids are the shuffle: they are what the rows are kept in the order of."""
    found = town.leaks(await when(url, random=Orderly(2)))
    assert ("ballot.ctid" in found) if town.engine == "postgresql" else (found == {})


async def test_without_the_trimming_the_log_tells(town: Town, url: str) -> None:
    if town.engine != "sqlite":
        pytest.skip("PostgreSQL's own log is not part of the copy")
    copy = await mix(url, untouched=True)
    assert written_beside(copy.log, town.pseudonyms, town.chosen) > PERSONS / 2
    assert fnmatch.filter(town.leaks(copy), "log: * place of cell")


async def test_without_the_coarse_day_the_attacker_wins_after_sealing(town: Town, url: str) -> None:
    assert set(town.leaks(await seal(url, leaving_out=DaysKept))) == {"ballot.received_on"}


async def test_without_the_destruction_of_the_key_an_old_ledger_tells_who_took_part(town: Town, url: str) -> None:
    assert town.found(await seal(url, leaving_out=KeyKept)) == PERSONS


async def test_without_new_files_the_key_is_still_there(town: Town, url: str) -> None:
    copy = await seal(url, untouched=True)
    assert (await rows_of(url, "campaign"))[0]["key"] == ""
    assert town.found(copy) == PERSONS


async def test_without_erasing_the_ledger_the_pseudonyms_are_still_there(town: Town, url: str) -> None:
    assert town.in_ledger(await seal(url, leaving_out=LedgerKept)) == PERSONS


async def test_without_spending_the_tickets_whoever_handed_them_out_knows_who_took_part(
    town: Town, url: str
) -> None:
    await seal(url, leaving_out=TicketsKept)
    used = {row["code_hash"] for row in await rows_of(url, "ticket") if row["state"] == "used"}
    assert used == set(town.tickets)


# The attacker's own measure


def test_a_leak_of_weeks_is_called_one_and_chance_is_not() -> None:
    random = Random(5)
    weeks = [date.fromordinal(1 + 7 * (n // 10)) for n in range(PERSONS)]
    assert beyond_chance(weeks, random)
    assert not any(beyond_chance(random.sample(weeks, PERSONS), random) for _ in range(20))


def test_the_correlation_is_the_known_one() -> None:
    assert correlation([1, 2, 3, 4]) == correlation([4, 3, 2, 1]) == 1.0
    assert correlation([5, 5, 5, 5]) == 0.0
    assert correlation([2, 1, 4, 3]) == pytest.approx(0.6)


def test_pairs_that_lie_together_are_found_and_random_ones_are_not() -> None:
    random = Random(6)

    def copy(order: list[str]) -> Copy:
        return Copy({"place": {option: place for place, option in enumerate(order)}}, b"")

    in_order = list(OPTIONS)
    assert linked(copy(in_order), in_order, random) == {"place": 1.0}
    assert not any(linked(copy(random.sample(in_order, PERSONS)), in_order, random) for _ in range(20))
