"""A town of forty papers sent one after the other, each with an answer that no other has: by forty persons, or by
twenty who send two each where every invitation is worth a paper."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from uuid import uuid4

import asyncpg  # type: ignore[import-untyped]

from bot.app.codes import code_hash, pseudonym
from bot.app.mixing import Mixing
from bot.app.ports import Store
from bot.app.respond import Told
from bot.app.sealing import Sealing
from bot.app.sealing_ports import Traces
from storage.repositories.sealing import SecrecyRepository
from storage.store import SqlStore
from surveys import Pick
from tests.bot.app.office import HANOI, Office, open_office
from tests.builders import make_campaign, make_form, make_package, make_round
from tests.conftest import StoppedClock
from tests.storage.attacker import Copy, copy_database, keys_that_fit, leaks, linked
from tests.storage.mutants import StoreWith, Untouched

__all__ = ["OPTIONS", "PERSONS", "Town", "mix", "on_files", "on_server", "seal"]

PERSONS = 40
QUITTERS = 6
OPTIONS = tuple(f"o{number:02}" for number in range(1, PERSONS + 1))
BEGIN = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
END = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Town:
    """Paper by paper in the order of sending: whose it is (`ids`, `pseudonyms`), what it says, on which ticket; and
    a new database with all of it at every call."""

    engine: str
    ids: tuple[int, ...]
    chosen: tuple[str, ...]
    tickets: tuple[str, ...]
    pseudonyms: tuple[str, ...]
    clone: Callable[[], str]

    def leaks(self, copy: Copy) -> dict[str, float]:
        return leaks(copy, self.chosen, Random(1))

    def linked(self, copy: Copy) -> dict[str, float]:
        return linked(copy, self.chosen, Random(1))

    def found(self, copy: Copy) -> int:
        """How many of those who took part are found in the ledger by a key that lies in the copy."""
        return keys_that_fit(copy, self.ids, self.pseudonyms)

    def in_ledger(self, copy: Copy) -> int:
        return sum(each.encode() in copy.bytes_ for each in self.pseudonyms)


@contextmanager
def on_files(template: Path, folder: Path, *, each: int = 1) -> Iterator[Town]:
    """The town on SQLite; `template` is an empty, migrated database."""
    path, kept = folder / "town.sqlite3", folder / "kept"
    shutil.copy(template, path)
    kept.mkdir()
    told = asyncio.run(_take_part(f"sqlite+aiosqlite:///{path}", each, lambda: _copy_files(path, kept)))
    yield Town("sqlite", *told, lambda: _new_folder(kept / path.name, folder / uuid4().hex))


@contextmanager
def on_server(base: str, *, each: int = 1) -> Iterator[Town]:
    """The town on PostgreSQL; `base` is a URL without the database's name."""
    name = f"town_{uuid4().hex}"
    made = [name]
    asyncio.run(_order(base, f"create database {name} template template_parbot"))
    told = asyncio.run(_take_part(base.format(database=name), each, lambda: None))

    def clone() -> str:
        made.append(f"t_{uuid4().hex}")
        asyncio.run(_order(base, f"create database {made[-1]} template {name}"))
        return base.format(database=made[-1])

    yield Town("postgresql", *told, clone)
    for database in made:
        asyncio.run(_order(base, f"drop database {database} with (force)"))


async def _take_part(
    url: str, each: int, before_closing: Callable[[], None]
) -> tuple[tuple[int, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    random, clock = Random(1), StoppedClock(BEGIN)
    form = make_form(points={option: str(2 * number) for number, option in enumerate(OPTIONS, 1)})
    form = form.model_copy(update={"items": form.items[:1]})
    campaign = make_campaign(
        form=form, units=("gia_loc",), seats=2 * PERSONS, opens_at=BEGIN, closes_at=END, per_ticket=each > 1
    )
    store = SqlStore(url)
    try:
        office = await open_office(store, clock, make_package(rounds=[make_round(campaigns=[campaign])]))
        chosen = random.sample(OPTIONS, PERSONS)
        persons = random.sample(range(7_000_000_000, 8_000_000_000), PERSONS // each)
        ids = [person for person in persons for _ in range(each)]
        tickets = [await office.ticket() for _ in range(PERSONS)]
        for person, option, ticket in zip(ids, chosen, tickets, strict=True):
            await _answers(office, person, option, ticket)
            clock.advance(hours=8)
        for person in range(QUITTERS):
            quitter = office.respondent(person + 1)
            await quitter.opens(await office.ticket())
            await quitter.agrees()
        async with store.read() as tx:
            ((stored, _),) = await tx.provinces.campaigns("hai_duong")
        before_closing()
    finally:
        await store.close()
    pseudonyms = tuple(pseudonym(stored.key, person) for person in ids)
    return tuple(ids), tuple(chosen), tuple(map(code_hash, tickets)), pseudonyms


async def _answers(office: Office, person: int, option: str, ticket: str) -> None:
    respondent = office.respondent(person)
    await respondent.opens(ticket)
    await respondent.agrees()
    await respondent.taps(Pick(OPTIONS.index(option) + 1))
    assert (await respondent.sends()).told is Told.SENT


def _copy_files(path: Path, to: Path) -> None:
    """As a backup would, while the store is in use: with the write-ahead log."""
    for suffix in ("", "-wal"):
        shutil.copy(f"{path}{suffix}", to)


def _new_folder(kept: Path, folder: Path) -> str:
    folder.mkdir()
    _copy_files(kept, folder)
    return f"sqlite+aiosqlite:///{folder / kept.name}"


async def _order(base: str, command: str) -> None:
    connection = await asyncpg.connect(base.format(database="postgres").replace("+asyncpg", ""))
    try:
        await connection.execute(command)
    finally:
        await connection.close()


@asynccontextmanager
async def _opened(
    url: str, leaving_out: type[SecrecyRepository], *, untouched: bool
) -> AsyncIterator[tuple[Store, Traces]]:
    store = SqlStore(url)
    try:
        yield StoreWith(store, secrecy=leaving_out), Untouched() if untouched else store
    finally:
        await store.close()


async def mix(
    url: str,
    *,
    leaving_out: type[SecrecyRepository] = SecrecyRepository,
    random: Random | None = None,
    untouched: bool = False,
) -> Copy:
    """Mix, and copy the database while the store is still in use. `untouched` leaves logs and files as they are."""
    async with _opened(url, leaving_out, untouched=untouched) as (store, traces):
        assert await Mixing(store, traces, StoppedClock(BEGIN), HANOI, random or Random(2)).run() == PERSONS
        return await copy_database(url, OPTIONS)


async def seal(
    url: str,
    *,
    leaving_out: type[SecrecyRepository] = SecrecyRepository,
    random: Random | None = None,
    untouched: bool = False,
) -> Copy:
    """Seal, and copy the database while the store is still in use."""
    async with _opened(url, leaving_out, untouched=untouched) as (store, traces):
        sealing = Sealing(store, traces, StoppedClock(END), HANOI, random or Random(3))
        assert (await sealing.seal("hai_duong", "citizen")).clean
        return await copy_database(url, OPTIONS)
