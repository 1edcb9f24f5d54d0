"""A sent paper: counted exactly, all of it or nothing, and nobody's from then on."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Date, DateTime, text
from sqlalchemy.exc import OperationalError

from bot.app.codes import pseudonym
from bot.app.counting import count_ballot
from bot.app.entities import DraftPaper, Round
from bot.app.respond import Told
from scoring import CellKey
from storage.engine import create_engines, dispose
from storage.repositories.ballots import BallotRepository
from storage.repositories.base import Repository
from storage.repositories.drafts import DraftRepository
from storage.repositories.tickets import TicketRepository
from storage.store import SqlStore
from storage.tables import metadata
from surveys import Act, Action, Type
from tests.bot.app.office import AN_ID, Office, open_office, recount, stored_cells
from tests.builders import make_campaign, make_package, make_round
from tests.conftest import StoppedClock
from tests.storage.mutants import StoreWith
from tests.storage.rows import all_rows, rows_of


class PowerCut(Exception):
    """What the sabotaged repositories raise."""


class HalfTheCells(BallotRepository):
    async def add_cells(self, round_: Round, increments: Mapping[CellKey, int]) -> None:
        first, *_ = increments
        await super().add_cells(round_, {first: increments[first]})
        raise PowerCut


class AfterTheTicket(TicketRepository):
    async def use(self, code_hash: str) -> None:
        await super().use(code_hash)
        raise PowerCut


class AfterTheDraft(DraftRepository):
    async def remove(self, draft: DraftPaper) -> None:
        await super().remove(draft)
        raise PowerCut


@pytest.mark.parametrize(
    ("name", "repository"),
    [("ballots", HalfTheCells), ("tickets", AfterTheTicket), ("drafts", AfterTheDraft)],
)
async def test_when_counting_fails_in_the_middle_nothing_changes_and_sending_again_counts_once(
    office: Office, store: SqlStore, database_url: str, name: str, repository: type[Repository]
) -> None:
    an = office.respondent()
    await an.opens(await office.ticket())
    await an.fills_in("good", "poor")
    before = await all_rows(database_url, without=())
    broken = office.at(StoreWith(store, **{name: repository})).respondent()
    with pytest.raises(PowerCut):
        await broken.taps(Act(Action.SEND), update=50, paper=an.paper)
    assert await all_rows(database_url, without=()) == before, "not even the update counts as dealt with"
    assert (await an.sends(update=50)).told is Told.SENT
    assert {row["n"] for row in await rows_of(database_url, "cell")} == {1}
    assert len(await rows_of(database_url, "ballot")) == 1


# The fold


async def test_the_cells_of_a_few_ballots_can_be_counted_by_hand(office: Office, database_url: str) -> None:
    await office.ballot(1, "good", "good", cluster="xa_1")
    await office.ballot(2, "good", "no_information", cluster="xa_1")
    await office.ballot(3, "poor", "no_information", cluster="xa_2")
    await office.ballot(4, "fair", "fair", unit="thanh_ha")

    def cell(unit: str, cluster: str, criterion: str, option: str) -> CellKey:
        return CellKey("2026", "citizen", unit, "citizen", cluster, criterion, option)

    assert await stored_cells(database_url) == {
        cell("gia_loc", "xa_1", "tthc.dung_hen", "good"): 2,
        cell("gia_loc", "xa_1", "can_bo.thai_do", "good"): 1,
        cell("gia_loc", "xa_1", "can_bo.thai_do", "no_information"): 1,
        cell("gia_loc", "xa_1", "*", "*"): 2,
        cell("gia_loc", "xa_2", "tthc.dung_hen", "poor"): 1,
        cell("gia_loc", "xa_2", "can_bo.thai_do", "no_information"): 1,
        cell("gia_loc", "xa_2", "*", "*"): 1,
        cell("thanh_ha", "", "tthc.dung_hen", "fair"): 1,
        cell("thanh_ha", "", "can_bo.thai_do", "fair"): 1,
        cell("thanh_ha", "", "*", "*"): 1,
    }


async def test_counting_all_ballots_anew_in_any_order_gives_the_same_cells(
    office: Office, database_url: str
) -> None:
    random = Random(7)
    options = ("good", "fair", "poor", "no_information")
    for number in range(12):
        unit, cluster = random.choice(["gia_loc", "thanh_ha"]), random.choice(["", "xa_1"])
        await office.ballot(number, *random.choices(options, k=2), unit=unit, cluster=cluster)
    cells = await stored_cells(database_url)
    assert cells == await recount(database_url)
    assert cells == await recount(database_url, order=Random(8))
    assert sum(n for key, n in cells.items() if key.counts_ballots) == 12


async def test_papers_sent_at_once_from_several_workers_are_all_counted(
    office: Office, workers: tuple[SqlStore, ...], database_url: str
) -> None:
    """Everyone adds to the same cells."""
    respondents = []
    for number in range(24):
        respondent = office.at(workers[number % len(workers)]).respondent(number)
        await respondent.opens(await office.ticket())
        await respondent.fills_in("good", "fair")
        respondents.append(respondent)
    await asyncio.gather(*(respondent.sends() for respondent in respondents))
    cells = await stored_cells(database_url)
    assert set(cells.values()) == {24}
    assert cells == await recount(database_url)


async def test_a_ballot_keeps_its_answers_and_the_day_in_the_province(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    clock.now = datetime.fromisoformat("2026-11-20T17:30:00+00:00")  # half past midnight in Hà Nội
    office = await open_office(store, clock)
    an = office.respondent()
    await an.opens(await office.ticket())
    await an.fills_in("good", "poor")
    await an.taps(Act(Action.BACK))
    await an.writes(Type("Cảm ơn Bộ phận Một cửa"))
    await an.sends()
    (ballot,) = await rows_of(database_url, "ballot")
    assert ballot["received_on"] == date(2026, 11, 21)
    assert json.loads(ballot["answers"]) == {
        "dung_hen": "good",
        "thai_do": "poor",
        "gop_y": "Cảm ơn Bộ phận Một cửa",
    }


async def test_a_paper_without_consent_cannot_be_counted(office: Office, store: SqlStore) -> None:
    draft = (await office.respondent().opens(await office.ticket())).draft
    assert draft
    with pytest.raises(ValueError, match="without consent"):
        async with store.write() as tx:
            await count_ballot(tx, draft, {}, date(2026, 11, 20))


async def test_a_pseudonym_that_took_part_is_not_counted_again(
    office: Office, store: SqlStore, database_url: str
) -> None:
    """The last line of defence, where everything before it let a second paper through."""
    an = office.respondent()
    await an.opens(await office.ticket())
    draft = (await an.agrees()).draft
    assert draft
    async with store.write() as tx:
        assert await count_ballot(tx, draft, {"dung_hen": "good"}, date(2026, 11, 20))
        assert not await count_ballot(tx, draft, {"dung_hen": "good"}, date(2026, 11, 20))
    assert {row["n"] for row in await rows_of(database_url, "cell")} == {1}


# Secrecy


async def test_after_sending_the_pseudonym_is_only_in_the_ledger_and_the_person_only_by_language(
    office: Office, store: SqlStore, database_url: str
) -> None:
    await office.ballot(AN_ID, "good", "poor")
    async with store.read() as tx:
        ((campaign, _),) = await tx.provinces.campaigns("hai_duong")
    who = pseudonym(campaign.key, AN_ID)
    rows = await all_rows(database_url, without=())
    assert [table for table in rows if who in str(rows[table])] == ["participation"]
    assert [table for table in rows if str(AN_ID) in str(rows[table])] == ["person"]
    assert rows["draft"] == []
    assert rows["person"] == [{"telegram_id": AN_ID, "language": "vi", "blocked": False}]


@pytest.mark.parametrize("table", ["ballot", "participation"])
def test_no_time_finer_than_a_day_is_kept_with_ballots_or_of_who_took_part(table: str) -> None:
    columns = metadata.tables[table].columns
    assert [column.name for column in columns if _is_moment(column.type)] == []
    assert [column.name for column in columns if isinstance(column.type, Date)] == [
        {"ballot": "received_on", "participation": "consented_on"}[table]
    ]


def test_the_ballot_has_no_column_that_the_ledger_or_the_ticket_shares_but_unit_and_campaign() -> None:
    ballot = set(metadata.tables["ballot"].columns.keys())
    assert ballot & set(metadata.tables["participation"].columns.keys()) == {"campaign_id"}
    assert ballot & set(metadata.tables["ticket"].columns.keys()) == {"campaign_id", "unit_id", "cluster"}


async def test_ballot_ids_say_nothing(office: Office, database_url: str) -> None:
    for number in range(8):
        await office.ballot(number, "good", "good")
    ids = [row["id"] for row in await rows_of(database_url, "ballot")]
    assert all(len(bytes.fromhex(each)) == 16 for each in ids)
    assert len(set(ids)) == 8
    assert Counter(each[:4] for each in ids).most_common(1)[0][1] < 8, "no common beginning, so no clock or counter"


async def test_a_person_is_another_pseudonym_in_each_campaign(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    campaigns = [make_campaign(code="citizen"), make_campaign(code="desk")]
    office = await open_office(store, clock, make_package(rounds=[make_round(campaigns=campaigns)]))
    await office.ballot(AN_ID, "good", "good", campaign="citizen")
    await office.ballot(AN_ID, "good", "good", campaign="desk")
    ledger = await rows_of(database_url, "participation")
    assert len({row["pseudonym"] for row in ledger}) == len({row["campaign_id"] for row in ledger}) == 2


@pytest.mark.parametrize("table", ["ballot", "participation", "ticket", "cell"])
async def test_on_sqlite_no_row_number_tells_the_order_of_arrival(sqlite_template: Path, table: str) -> None:
    engines = create_engines(f"sqlite+aiosqlite:///{sqlite_template}")
    try:
        async with engines[1].connect() as connection:
            with pytest.raises(OperationalError, match="no such column: rowid"):
                await connection.execute(text(f"select rowid from {table}"))
    finally:
        await dispose(engines)


async def test_on_sqlite_a_draft_that_was_sent_is_overwritten_in_the_file(
    sqlite_template: Path, tmp_path: Path, clock: StoppedClock
) -> None:
    path = tmp_path / "parbot.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    store = SqlStore(f"sqlite+aiosqlite:///{path}")
    office = await open_office(store, clock)
    an = office.respondent()
    await an.opens(await office.ticket())
    draft = (await an.fills_in("good", "poor")).draft
    await an.sends()
    await store.close()
    files = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    assert draft
    assert b'"revision":' not in files
    assert files.count(draft.pseudonym.encode()) == 1, "in the ledger, and nowhere beside answers"


def _is_moment(kind: object) -> bool:
    return isinstance(kind, DateTime) or isinstance(getattr(kind, "impl", None), DateTime)
