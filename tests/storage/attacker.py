"""The attacker has a full copy of the database, knows all participants' Telegram ids and the order they came in.

Whatever lies in a copy beside a ballot (columns, row order, transaction numbers, places in the files) is a trace;
an attack sorts the ballots by one trace and matches them with the persons in their known order. How well that goes
is the rank correlation of the two orders; chance is what shuffled persons reach. Where persons took part twice, he
also looks for a trace in which the two papers of a person lie beside each other.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import asyncpg  # type: ignore[import-untyped]

__all__ = [
    "Copy",
    "beyond_chance",
    "copy_database",
    "correlation",
    "keys_that_fit",
    "leaks",
    "linked",
    "written_beside",
]

PAGE = 4096
GUESSES = 1_000
CLEARLY = 1.5
"""An order counts as found where it beats the best of 1,000 guesses by half: for forty persons a correlation of
about 0.75, which chance reaches once in several hundred thousand attacks."""

CLOSELY = 2.0
"""Pairs count as found where they lie twice as close as the closest of 1,000 random pairings: for twenty pairs that
happens by chance once in a million attacks."""

ENGINE_ROWS = "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"

Trace = Mapping[str, object]
"""The option that a ballot (or a cell) names → what the trace says about it; persons chose one option each."""


@dataclass(frozen=True)
class Copy:
    """`traces`: name → trace. `bytes_` is every file; `log` is SQLite's write-ahead log."""

    traces: Mapping[str, Trace]
    bytes_: bytes
    log: bytes = b""


async def copy_database(url: str, options: Sequence[str]) -> Copy:
    """All that can be copied, without asking the program."""
    if url.startswith("sqlite"):
        path = Path(url.removeprefix("sqlite+aiosqlite:///"))
        return _copy_of_files(path, options)
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        return await _copy_of_server(connection)
    finally:
        await connection.close()


def _copy_of_files(path: Path, options: Sequence[str]) -> Copy:
    with tempfile.TemporaryDirectory() as folder:
        for suffix in ("", "-wal", "-shm"):
            each = Path(f"{path}{suffix}")
            if each.exists():
                shutil.copy(each, folder)
        files = {each.name: each.read_bytes() for each in sorted(Path(folder).iterdir())}
        connection = sqlite3.connect(Path(folder) / path.name)
        connection.row_factory = sqlite3.Row
        ballots = [dict(row) for row in connection.execute("select * from ballot")]
        connection.close()
    main, log = files[path.name], files.get(f"{path.name}-wal", b"")
    traces = _columns(ballots)
    for name, raw in (("file", main), ("log", log)):
        ids = {_option(row): str(row["id"]).encode() for row in ballots}
        cells = {option: b"tthc.dung_hen" + option.encode() for option in options}
        for what, marks in (("ballot", ids), ("cell", cells)):
            for end, place in (("first", raw.find), ("last", raw.rfind)):
                places = {option: place(mark) for option, mark in marks.items()}
                traces[f"{name}: {end} place of {what}"] = places
                traces[f"{name}: {end} place of {what}, page by page from its end"] = {
                    option: (at // PAGE, -(at % PAGE)) for option, at in places.items()
                }
    return Copy(traces, b"".join(files.values()), log)


async def _copy_of_server(connection: asyncpg.Connection) -> Copy:
    rows = {}
    for (table,) in await connection.fetch(ENGINE_ROWS):
        selected = await connection.fetch(
            f'select *, ctid::text, xmin::text::bigint, cmin::text::bigint from "{table}"'
        )
        rows[table] = [dict(row) for row in selected]
    traces = _columns([_placed(row) for row in rows["ballot"]])
    cells = [_placed(row) for row in rows["cell"] if row["criterion"] == "tthc.dung_hen"]
    for name in ("ctid", "xmin", "cmin"):
        traces[f"cell.{name}"] = {str(row["option"]): row[name] for row in cells}
    await connection.execute("checkpoint")
    folder = Path(await connection.fetchval("show data_directory")) / "base"
    own = folder / str(await connection.fetchval("select oid from pg_database where datname = current_database()"))
    stored = b"".join(each.read_bytes() for each in sorted(own.iterdir()) if each.is_file())
    return Copy(traces, stored + repr(rows).encode())


def _placed(row: dict[str, object]) -> dict[str, object]:
    return {**row, "ctid": tuple(map(int, re.findall(r"\d+", str(row["ctid"]))))}


def _option(row: Mapping[str, object]) -> str:
    answer: str = json.loads(str(row["answers"]))["dung_hen"]
    return answer


def _columns(ballots: Sequence[Mapping[str, object]]) -> dict[str, Trace]:
    return {
        f"ballot.{name}": {_option(row): row[name] for row in ballots}
        for name in (ballots[0] if ballots else ())
        if name != "answers"
    }


def leaks(copy: Copy, chosen: Sequence[str], random: Random) -> dict[str, float]:
    """The traces that give the order away; `chosen` is what each person answered, in the order they took part."""
    found = {}
    for name, trace in copy.traces.items():
        if set(chosen) <= set(trace):
            values = [trace[option] for option in chosen]
            if beyond_chance(values, random):
                found[name] = correlation(values)
    return found


def beyond_chance(values: Sequence[object], random: Random) -> bool:
    """Whether the values, one per person, follow the order of the persons better than shuffled ones ever do."""
    ranks = _ranks(values)
    best = max(_follows(random.sample(ranks, len(ranks))) for _ in range(GUESSES))
    return _follows(ranks) > CLEARLY * best


def linked(copy: Copy, chosen: Sequence[str], random: Random) -> dict[str, float]:
    """The traces that lay the two papers of a person together, and how far apart; `chosen` is what each paper says,
    a person's two one after the other."""
    found = {}
    for name, trace in copy.traces.items():
        if set(chosen) <= set(trace):
            ranks = _ranks([trace[option] for option in chosen])
            nearest = min(_apart(random.sample(ranks, len(ranks))) for _ in range(GUESSES))
            if CLOSELY * _apart(ranks) < nearest:
                found[name] = _apart(ranks)
    return found


def _apart(ranks: Sequence[float]) -> float:
    """How many places lie between the first and the second of each pair, on average."""
    return sum(abs(one - other) for one, other in zip(ranks[::2], ranks[1::2], strict=True)) / (len(ranks) / 2)


def correlation(values: Sequence[object]) -> float:
    """Spearman's rank correlation of the values with the order they stand in, without its sign."""
    return _follows(_ranks(values))


def _ranks(values: Sequence[object]) -> list[float]:
    """The place of each value in the sorted order, from the middle; equal values share theirs."""
    ordered = sorted(values)  # type: ignore[type-var]
    first = {value: index for index, value in reversed(list(enumerate(ordered)))}
    last = {value: index for index, value in enumerate(ordered)}
    return [(first[value] + last[value] - len(values) + 1) / 2 for value in values]


def _follows(ranks: Sequence[float]) -> float:
    middle = (len(ranks) - 1) / 2
    spread = sum(rank * rank for rank in ranks) * sum((n - middle) ** 2 for n in range(len(ranks)))
    return float(abs(sum(rank * (n - middle) for n, rank in enumerate(ranks))) / spread**0.5) if spread else 0.0


def keys_that_fit(copy: Copy, ids: Sequence[int], ledger: Sequence[str]) -> int:
    """How many of these persons are found in a ledger, with any 32 bytes of the copy tried as the key."""
    candidates = set(re.findall(rb"[0-9a-f]{64}", copy.bytes_))
    known = set(ledger)
    return max(
        (
            sum(
                hmac.new(bytes.fromhex(key.decode()), str(each).encode(), hashlib.sha256).hexdigest() in known
                for each in ids
            )
            for key in candidates
        ),
        default=0,
    )


def written_beside(raw: bytes, pseudonyms: Sequence[str], chosen: Sequence[str], reach: int = 1_500) -> int:
    """Of how many persons the pseudonym stands right before the answer, as in a draft."""
    found = 0
    for pseudonym, option in zip(pseudonyms, chosen, strict=True):
        answer = f'"dung_hen":"{option}"'.encode()
        found += any(answer in raw[at.end() : at.end() + reach] for at in re.finditer(pseudonym.encode(), raw))
    return found
