"""Many ballots, written past the bot: as it would have stored them, a thousand times faster."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from bot.app.recount_ports import StoredBallot
from scoring import Cells

__all__ = ["PROVINCE", "store_ballots", "store_cells"]

PROVINCE = Path(__file__).parent.parent / "examples" / "hai_duong_2019"


def store_ballots(connection: sqlite3.Connection, ballots: Iterable[StoredBallot]) -> None:
    connection.executemany(
        "insert into ballot (id, campaign_id, questionnaire_id, unit_id, cluster, answers, quality, received_on,"
        " fresh) values (?, ?, ?, ?, ?, ?, '{}', '2019-11-01', 0)",
        ballots,
    )


def store_cells(connection: sqlite3.Connection, round_id: int, cells: Cells) -> None:
    """The cells, all of them released."""
    connection.executemany(
        "insert into cell (round_id, campaign, unit, respondent_group, cluster, criterion, option, n, released)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(round_id, *key[1:], n, n) for key, n in sorted(cells.items())],
    )
