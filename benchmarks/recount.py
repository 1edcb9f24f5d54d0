"""Counting ten million ratings anew, against DuckDB's GROUP BY over the same ballots in the same run.

Half of the ratings stand on citizens' papers (six questions about one of twelve districts, from one of 240
communes), half on leaders' papers (four questions about each of twelve districts), drawn by chance from a seed.
The sides take turns; each figure is the best of three after a warm-up.

- *stored*: `parbot recount --quick` from SQLite; DuckDB's `GROUP BY` over the same rows of the same file;
- *in memory*: our count of ballots that were read already; DuckDB's over a table of its own with the same JSON;
- and, for whoever wonders what another layout would give, DuckDB's over a table with a row for every rating.

We count on one processor. DuckDB is measured on one as well, and on all it finds.
"""

from __future__ import annotations

import gc
import json
import os
import sqlite3
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import duckdb_extension_sqlite_scanner  # type: ignore[import-untyped]

from benchmarks.crowd import PROVINCE, store_ballots, store_cells
from bot.app.names import find_round
from bot.app.raw_ballots import Papers, slot
from bot.app.recount_columns import Columns
from bot.app.recount_findings import FindingKind
from bot.app.recount_ports import StoredBallot
from bot.compose import Services, open_services
from bot.province import read_province
from bot.settings import Settings
from scoring import CellKey
from storage.repositories.recounting import PORTION

__all__ = ["measure", "report"]

RATINGS = 10_000_000
SEED = 2019
TURNS = 3
COMMUNES = 20
"""In each district."""

CAMPAIGNS = ("citizen", "department_leaders")
ROUND = "hai_duong/2019"

HEADING = "campaign_id, questionnaire_id, unit_id, cluster"
CUT_UP = f"""
    select {HEADING}, unnest(json_keys(answers)) as question, unnest(json_extract_string(answers, '$.*')) as answer
    from
"""
"""The fastest of the ways tried that read any questionnaire (`json_each`, a map, keys and values side by side)."""

SAME_ROWS, OWN_JSON, OWN_COLUMNS = f"({CUT_UP} file.ballot)", f"({CUT_UP} ballot)", "rating"
"""What DuckDB counts: the SQLite file that we count, the same JSON in a table of its own, each rating as a row."""


@dataclass(frozen=True)
class Result:
    """Times in seconds; `load` is the machine's when the turns began."""

    ratings: int
    ballots: int
    load: float
    stored: float
    memory: float
    duckdb: Mapping[str, tuple[float, float]]
    """By what it counts: with one thread, and with all."""
    replay: float
    """A whole `parbot recount`, which goes through the ballots a second time; measured once."""


async def measure() -> Result:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bench.sqlite3"
        async with open_services(Settings(database_url=f"sqlite+aiosqlite:///{path}")) as services:
            papers = await _papers(services)
            ballots = list(_drawn(papers, RATINGS))
            counted = _count(papers, ballots)
            _store(path, ballots, papers, counted)
            duck = _duckdb(path)
            _check(duck, papers, counted)
            gc.collect()
            gc.freeze()  # as a running bot does

            async def recount(*, replay: bool = False) -> None:
                found = await services.recounting.round(ROUND, replay=replay)
                assert not [each for each in found.findings if each.kind in {FindingKind.COUNT, FindingKind.REPLAY}]

            async def memory() -> None:
                _count(papers, ballots)

            async def over(rows: str, threads: int) -> None:
                duck.execute(f"set threads to {threads}")
                _grouped(duck, rows)

            load = os.getloadavg()[0]
            sides = (SAME_ROWS, OWN_JSON, OWN_COLUMNS)
            threads = (1, os.cpu_count() or 1)
            stored, in_memory, *theirs = await _best(
                recount, memory, *(partial(over, rows, each) for rows in sides for each in threads)
            )
            began = time.perf_counter()
            await recount(replay=True)
            replay = time.perf_counter() - began
            duck.close()
            gc.unfreeze()
    total = sum(n for key, n in counted.items() if not key.counts_ballots)
    duckdb_times = dict(zip(sides, zip(theirs[::2], theirs[1::2], strict=True), strict=True))
    return Result(total, len(ballots), load, stored, in_memory, duckdb_times, replay)


async def _best(*sides: Callable[[], Awaitable[None]]) -> list[float]:
    """The shortest time of each side."""
    times: list[list[float]] = [[] for _ in sides]
    for _ in range(1 + TURNS):
        for side, own in zip(sides, times, strict=True):
            began = time.perf_counter()
            await side()
            own.append(time.perf_counter() - began)
    return [min(own[1:]) for own in times]


async def _papers(services: Services) -> Papers:
    await services.loader.load(read_province(PROVINCE))
    async with services.store.read() as tx:
        return await Papers.of(tx, await tx.calendar.campaigns((await find_round(tx, ROUND)).round))


def _drawn(papers: Papers, ratings: int) -> Iterator[StoredBallot]:
    """Ballots of both campaigns with half of the ratings each."""
    random = Random(SEED)
    ids = {code: id_ for id_, code in papers.units.items()}
    for campaign in papers.campaigns.values():
        if campaign.code not in CAMPAIGNS:
            continue
        form = papers.forms[campaign.questionnaire_id]
        options = {
            each.name: [choice.name for choice in each.choices] for each in form.questions() if each.criterion
        }
        units = [f"[{unit}]" for unit in campaign.units] if form.rates_units else [""]
        slots = sorted((f"{name}{unit}", choices) for name, choices in options.items() for unit in units)
        for _ in range(ratings // len(CAMPAIGNS) // len(slots)):
            answers = json.dumps({key: random.choice(choices) for key, choices in slots}, ensure_ascii=False)
            unit = None if form.rates_units else ids[random.choice(campaign.units)]
            cluster = f"xa_{random.randrange(COMMUNES)}" if unit else ""
            id_ = random.randbytes(16).hex()
            yield StoredBallot(id_, campaign.id, campaign.questionnaire_id, unit, cluster, answers)


def _count(papers: Papers, ballots: Sequence[StoredBallot]) -> Counter[CellKey]:
    columns = Columns(papers)
    for start in range(0, len(ballots), PORTION):
        columns.add(ballots[start : start + PORTION])
    return columns.cells()


def _store(path: Path, ballots: Sequence[StoredBallot], papers: Papers, counted: Counter[CellKey]) -> None:
    """The ballots in the order of their ids, as the table is kept, and the cells."""
    round_id = next(iter(papers.campaigns.values())).round.id
    with closing(sqlite3.connect(path)) as connection, connection:
        store_ballots(connection, sorted(ballots))
        store_cells(connection, round_id, counted)


def _duckdb(path: Path) -> duckdb.DuckDBPyConnection:
    """DuckDB with our file attached, the same ballots in a table of its own, and each rating as a row."""
    duck = duckdb.connect()
    (extension,) = Path(duckdb_extension_sqlite_scanner.__file__).parent.rglob("*.duckdb_extension")
    duck.execute(f"load '{extension}'")
    duck.execute(f"attach '{path}' as file (type sqlite, read_only)")
    duck.execute(f"create table ballot as select {HEADING}, answers from file.ballot")
    duck.execute(f"create table rating as {CUT_UP} ballot")
    return duck


def _grouped(duck: duckdb.DuckDBPyConnection, rows: str) -> list[tuple[Any, ...]]:
    return duck.execute(f"select {HEADING}, question, answer, count(*) from {rows} group by all").fetchall()


def _check(duck: duckdb.DuckDBPyConnection, papers: Papers, counted: Counter[CellKey]) -> None:
    """DuckDB counts the same."""
    for rows in (SAME_ROWS, OWN_JSON, OWN_COLUMNS):
        cells: Counter[CellKey] = Counter()
        for campaign_id, form, unit_id, cluster, question, answer, n in _grouped(duck, rows):
            campaign = papers.campaigns[campaign_id]
            asked = slot(papers.forms[form], question, papers.units.get(unit_id))
            assert asked.unit
            assert asked.criterion
            group = campaign.respondent_group
            key = CellKey(campaign.round.code, campaign.code, asked.unit, group, cluster, asked.criterion, answer)
            cells[key] += n
        assert cells == Counter({key: n for key, n in counted.items() if not key.counts_ballots})


def report(result: Result) -> Iterator[str]:
    yield f"recount of {result.ratings:,} ratings on {result.ballots:,} ballots (load {result.load:.1f})"
    for what, ours, rows in (
        ("stored", result.stored, SAME_ROWS),
        ("in memory", result.memory, OWN_JSON),
        ("stored, over rows of ratings", result.stored, OWN_COLUMNS),
    ):
        one, every = result.duckdb[rows]
        yield f"  {what}: {ours:.2f} s; DuckDB on one processor {one:.2f} s, ratio {ours / one:.1f};"
        yield f"    on all {every:.2f} s, ratio {ours / every:.1f}"
    yield f"  with the replay: {result.replay:.1f} s"
