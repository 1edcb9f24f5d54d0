"""Why a database cannot be used, in a sentence that gives no password away."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import IntegrityError

from bot.app.errors import StoreUnavailable
from storage.engine import create_engines, dispose
from storage.opening import Reason, opened, working

SECRET = "s3cret"


async def refusal(url: str) -> StoreUnavailable:
    with pytest.raises(StoreUnavailable) as refused:
        async with opened(url):
            pass
    assert SECRET not in str(refused.value)
    return refused.value


async def test_a_database_that_is_there_is_opened_for_writing(database_url: str) -> None:
    async with opened(database_url) as connection:
        await connection.execute(text("delete from lane_hold"))


async def test_a_database_that_fails_later_says_so_too(database_url: str) -> None:
    with pytest.raises(StoreUnavailable) as refused:
        async with opened(database_url) as connection:
            await connection.execute(text("delete from nowhere"))
    assert refused.value.reason == Reason.OTHER
    assert str(refused.value).endswith(("no such table: nowhere", 'relation "nowhere" does not exist'))


async def test_a_fault_of_ours_is_not_the_databases(database_url: str) -> None:
    twice = text("insert into person (telegram_id, language, blocked) values (1, 'vi', false), (1, 'en', false)")
    with pytest.raises(IntegrityError):
        async with opened(database_url) as connection:
            await connection.execute(twice)
    with pytest.raises(KeyError):
        async with opened(database_url):
            raise KeyError


async def test_a_server_that_goes_away_is_named(postgres: str) -> None:
    url = postgres.format(database="template1")
    with pytest.raises(StoreUnavailable) as refused:
        async with opened(url) as connection:
            await connection.execute(text("select pg_terminate_backend(pg_backend_pid())"))
    assert refused.value.reason == Reason.LOST
    with pytest.raises(StoreUnavailable) as refused, working(url):
        raise ConnectionResetError
    assert refused.value.reason == Reason.NO_SERVER


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        (f"postgresql+asyncpg://an:{SECRET}@127.0.0.1:1/db", Reason.NO_SERVER),
        (f"postgresql+asyncpg://an:{SECRET}@nowhere.invalid/db", Reason.NO_HOST),
        (f"postgresql+asyncpg://an:{SECRET}@here:port/db", Reason.NO_URL),
        (f"postgresql+nothing://an:{SECRET}@here/db", Reason.NO_URL),
        ("sqlite+aiosqlite://", Reason.NO_URL),
        ("nonsense", Reason.NO_URL),
        ("sqlite+aiosqlite:////proc/parbot.sqlite3", Reason.NO_FILE),
        ("sqlite+aiosqlite:////proc/nothing/parbot.sqlite3", Reason.NO_FILE),
        ("postgresql+psycopg_that_is_not_there://here/db", Reason.NO_URL),
        ("postgresql+pg8000://here/db", Reason.NO_DRIVER),
    ],
)
async def test_an_address_that_leads_nowhere(url: str, reason: Reason) -> None:
    assert (await refusal(url)).reason == reason


async def test_a_folder_and_another_file_are_no_database(tmp_path: Path) -> None:
    other = tmp_path / "list.csv"
    other.write_text("unit,score\n" * 500)
    assert (await refusal(f"sqlite+aiosqlite:///{tmp_path}")).reason == Reason.NO_FILE
    refused = await refusal(f"sqlite+aiosqlite:///{other}")
    assert refused.reason == Reason.OTHER_FILE
    assert str(other) in str(refused)
    assert (await refusal(f"sqlite+aiosqlite:///{other}/below.sqlite3")).reason == Reason.NO_FILE


async def test_a_server_without_the_database_says_so(postgres: str) -> None:
    refused = await refusal(postgres.format(database="nothing_of_this_name"))
    assert refused.reason == Reason.NO_SUCH_DATABASE
    assert refused.params["database"] == "nothing_of_this_name"


async def test_a_user_that_the_server_does_not_know(postgres: str) -> None:
    stranger = make_url(postgres.format(database="postgres")).set(username="stranger", password=SECRET)
    assert (await refusal(stranger.render_as_string(hide_password=False))).reason == Reason.NO_ENTRY


async def test_options_of_the_address_are_not_shown(postgres: str) -> None:
    url = make_url(postgres.format(database="nothing")).update_query_dict({"password": SECRET})
    await refusal(url.render_as_string(hide_password=False))


async def test_engines_are_closed_whatever_happens(tmp_path: Path) -> None:
    """A connection left open would keep the process from ending."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'parbot.sqlite3'}"
    async with opened(url):
        pass
    engines = create_engines(url)
    try:
        async with engines[0].begin() as connection:
            assert (await connection.execute(text("select 1"))).scalar() == 1
    finally:
        await dispose(engines)
