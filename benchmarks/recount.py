"""Counting ten million ratings anew, against DuckDB's GROUP BY over the same ballots in the same run.

Half of the ratings stand on citizens' papers (six questions about one of twelve districts, from one of 240
communes), half on leaders' papers (four questions about each of twelve districts), drawn by chance from a seed.
The sides take turns; each figure is the best of three after a warm-up.

- *stored*: `parbot recount --quick` from SQLite, and DuckDB over a table of its own with the same rows and JSON;
- *in memory*: our count of the same rows read already, JSON and all, and DuckDB over the ratings as plain columns.

We count on one processor. DuckDB is measured on one as well, and on all it finds.

`python -m benchmarks.recount 1000000` takes another number of ratings.
"""

from __future__ import annotations

import asyncio
import csv
import gc
import json
import os
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import duckdb

from bot.app.names import find_round
from bot.app.raw_ballots import Papers, slot
from bot.app.recount_columns import Columns
from bot.app.recount_findings import FindingKind
from bot.app.recount_ports import StoredBallot
from bot.compose import Services, open_services
from bot.province import read_province
from bot.settings import Settings
from scoring import CellKey

__all__ = ["RATINGS", "Result", "measure", "report"]

RATINGS = 10_000_000
SEED = 2019
TURNS = 3
COMMUNES = 20
"""In each district."""

CAMPAIGNS = ("citizen", "department_leaders")
ROUND = "hai_duong/2019"
PROVINCE = Path(__file__).parent.parent / "examples" / "hai_duong_2019"

HEADING = "campaign, questionnaire, unit, cluster"
CUT_UP = f"""
    select {HEADING}, unnest(json_keys(answers)) as question, unnest(json_extract_string(answers, '$.*')) as answer
    from ballot
"""
"""The fastest of the ways tried that read any questionnaire (`json_each`, a map, keys and values side by side)."""


@dataclass(frozen=True)
class Result:
    """Times in seconds, DuckDB's with one thread and with all; `load` is the machine's when the turns began."""

    ratings: int
    ballots: int
    load: float
    stored: float
    duckdb_json: tuple[float, float]
    memory: float
    duckdb_rows: tuple[float, float]
    replay: float
    """A whole `parbot recount`, which goes through the ballots a second time; measured once."""


async def measure(ratings: int = RATINGS) -> Result:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bench.sqlite3"
        async with open_services(Settings(database_url=f"sqlite+aiosqlite:///{path}")) as services:
            papers = await _papers(services)
            ballots = list(_drawn(papers, ratings))
            counted = _count(papers, ballots)
            _store(path, ballots, papers, counted)
            duck = _duckdb(Path(folder) / "ballots.csv", ballots)
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
                duck.execute(f"select {HEADING}, question, answer, count(*) from {rows} group by all").fetchall()

            load = os.getloadavg()[0]
            every = os.cpu_count() or 1
            duckdb_sides = [
                partial(over, rows, threads) for rows in (f"({CUT_UP})", "rating") for threads in (1, every)
            ]
            stored, in_memory, json_one, json_all, rows_one, rows_all = await _best(recount, memory, *duckdb_sides)
            began = time.perf_counter()
            await recount(replay=True)
            replay = time.perf_counter() - began
            duck.close()
            gc.unfreeze()
    total = sum(n for key, n in counted.items() if not key.counts_ballots)
    return Result(total, len(ballots), load, stored, (json_one, json_all), in_memory, (rows_one, rows_all), replay)


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
        return await Papers.of(tx, await tx.recounting.campaigns((await find_round(tx, ROUND)).round))


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
    columns.add(ballots)
    return columns.cells()


def _store(path: Path, ballots: Sequence[StoredBallot], papers: Papers, counted: Counter[CellKey]) -> None:
    """The ballots in the order of their ids, as the table is kept, and the cells."""
    round_id = next(iter(papers.campaigns.values())).round.id
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany(
            "insert into ballot (id, campaign_id, questionnaire_id, unit_id, cluster, answers, quality,"
            " received_on, fresh) values (?, ?, ?, ?, ?, ?, '{}', '2019-11-18', 0)",
            sorted(ballots),
        )
        connection.executemany(
            "insert into cell (round_id, campaign, unit, respondent_group, cluster, criterion, option, n)"
            " values (?, ?, ?, ?, ?, ?, ?, ?)",
            [(round_id, *key[1:], n) for key, n in counted.items()],
        )


def _duckdb(path: Path, ballots: Sequence[StoredBallot]) -> duckdb.DuckDBPyConnection:
    """The same ballots as a table in memory, and each rating on them as a row of another."""
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(ballot[1:] for ballot in ballots)
    duck = duckdb.connect()
    duck.execute("create table ballot (campaign int, questionnaire int, unit int, cluster text, answers text)")
    duck.execute(f"copy ballot from '{path}' (header false, force_not_null (cluster))")
    duck.execute(f"create table rating as {CUT_UP}")
    return duck


def _check(duck: duckdb.DuckDBPyConnection, papers: Papers, counted: Counter[CellKey]) -> None:
    """DuckDB counts the same."""
    cells: Counter[CellKey] = Counter()
    rows = duck.execute(f"select {HEADING}, question, answer, count(*) from rating group by all").fetchall()
    for campaign_id, form, unit_id, cluster, question, answer, n in rows:
        campaign, asked = (
            papers.campaigns[campaign_id],
            slot(papers.forms[form], question, papers.units.get(unit_id)),
        )
        assert asked.unit
        assert asked.criterion
        group = campaign.respondent_group
        key = CellKey(campaign.round.code, campaign.code, asked.unit, group, cluster, asked.criterion, answer)
        cells[key] += n
    assert cells == Counter({key: n for key, n in counted.items() if not key.counts_ballots})


def report(result: Result) -> Iterator[str]:
    yield f"recount of {result.ratings:,} ratings on {result.ballots:,} ballots (load {result.load:.1f})"
    for what, ours, theirs in (
        ("stored ballots", result.stored, result.duckdb_json),
        ("in memory", result.memory, result.duckdb_rows),
        ("stored ballots, over rows of DuckDB's", result.stored, result.duckdb_rows),
    ):
        one, every = theirs
        yield f"  {what}: {ours:.2f} s; DuckDB on one processor {one:.2f} s, ratio {ours / one:.1f};"
        yield f"    on all {every:.2f} s, ratio {ours / every:.1f}"
    yield f"  with the replay: {result.replay:.1f} s"


if __name__ == "__main__":
    print("\n".join(report(asyncio.run(measure(*map(int, sys.argv[1:]))))))
