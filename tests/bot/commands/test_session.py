"""A command's database that fails after it was opened: one sentence, and no trace of the program's inside."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.commands.session import with_services
from bot.compose import Services
from bot.settings import Settings
from tests.bot.commands.conftest import Parbot

HAI_DUONG = Path(__file__).parents[3] / "examples" / "hai_duong_2019"


def change(database: Path, statement: str) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(statement)


def test_the_work_is_done_on_the_database_of_the_settings(database: Path) -> None:
    async def work(services: Services) -> int:
        async with services.store.read() as tx:
            return len(await tx.provinces.codes())

    assert with_services(Settings(database_url=f"sqlite+aiosqlite:///{database}"), work) == 0


@pytest.mark.parametrize(
    ("command", "table"),
    [
        (("recount",), "ballot"),
        (("why", "2019", "thanh_ha"), "score"),
        (("tickets", "hai_duong", "citizen"), "ticket"),
        (("load", HAI_DUONG), "deadline"),
    ],
)
def test_a_database_that_fails_in_the_middle_is_said_in_one_sentence(
    parbot: Parbot, database: Path, command: tuple[object, ...], table: str
) -> None:
    parbot("load", HAI_DUONG)
    change(database, f"drop table {table}")
    ran = parbot(*command)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == f"The database {database} cannot be used: no such table: {table}\n"


def test_a_damaged_file_and_one_of_a_newer_version_are_named(
    parbot: Parbot, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(database, "update alembic_version set version_num = 'later'")
    ran = parbot("migrate")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"The database {database} cannot be used: a newer version")
    content = database.read_bytes()
    database.write_bytes(content[:4096] + b"\x5a" * (len(content) - 4096))
    monkeypatch.setenv("PARBOT_LANGUAGE", "vi")
    ran = parbot("migrate")
    assert (ran.code, ran.out) == (1, "")
    assert "tệp bị hỏng" in ran.err
    assert len(ran.err.splitlines()) == 1
