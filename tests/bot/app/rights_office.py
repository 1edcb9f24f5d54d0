"""Somebody about whom everything is held that can be, and where it could still be found."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from pathlib import Path

from bot.app.codes import pseudonym
from bot.app.privacy_requests import DataRequests
from storage.store import SqlStore
from surveys import Pick, Type
from tests.bot.app.office import AN_ID, Office, open_office
from tests.builders import make_campaign, make_deadline, make_package, make_round
from tests.conftest import StoppedClock
from tests.storage.rows import all_rows

__all__ = ["a_life", "found", "open_rights_office", "secrets_of"]

REMARK = "Đường hỏng trước cửa nhà tôi"


async def open_rights_office(store: SqlStore, clock: StoppedClock) -> Office:
    """Two campaigns, and a deadline to be reminded of."""
    campaigns = make_campaign(seats=100), make_campaign(code="business", group="business")
    round_ = make_round(campaigns=campaigns, deadlines=[make_deadline()])
    return await open_office(store, clock, make_package(rounds=[round_]))


async def a_life(office: Office, requests: DataRequests, telegram_id: int = AN_ID) -> None:
    """A coordinator and official who sent one paper, has another open with a remark, and asked for something."""
    await office.coordinator(telegram_id)
    await office.official(telegram_id)
    await office.ballot(telegram_id, "good", "poor")
    an = office.respondent(telegram_id)
    await an.opens(await office.ticket(campaign="business"))
    await an.agrees()
    await an.taps(Pick(1))
    await an.taps(Pick(2))
    await an.writes(Type(REMARK))
    assert await requests.ask(next(office.update_ids), telegram_id, REMARK, "vi")


async def secrets_of(store: SqlStore, telegram_id: int) -> list[str]:
    """Everything by which the person could be found."""
    async with store.read() as tx:
        keys = [campaign.key for campaign in await tx.privacy.campaigns()]
    return [str(telegram_id), REMARK, *(pseudonym(key, telegram_id) for key in keys)]


async def found(url: str, needles: Collection[str]) -> set[str]:
    """The tables that hold one of the needles; and `file` where SQLite's own bytes do."""
    rows = await all_rows(url, without=())
    tables = {name for name, held in rows.items() if any(needle in str(held) for needle in needles)}
    return tables | (_in_file(url, needles) if url.startswith("sqlite") else set())


def _in_file(url: str, needles: Collection[str]) -> set[str]:
    path = Path(url.partition("///")[2])
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    data = path.read_bytes()
    numbers = [int(each).to_bytes(6, "big") for each in needles if each.isdigit()]
    sought = [*(each.encode() for each in needles), *numbers]
    return {"file"} if any(each in data for each in sought) else set()
