"""Opening a database and working with it, or saying in a sentence why that cannot be."""

from __future__ import annotations

import socket
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from enum import StrEnum

from alembic.util import CommandError
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.app.errors import StoreUnavailable
from storage.engine import create_engines, dispose

__all__ = ["Reason", "opened", "working"]


class Reason(StrEnum):
    NO_URL = "PARBOT_DATABASE_URL is no address of a database."
    NO_DRIVER = "The database {database} cannot be used: its driver {detail} is not installed."
    NO_FILE = "The database {database} cannot be used: the file cannot be opened or created."
    OTHER_FILE = "The database {database} cannot be used: the file is something else than a database."
    DAMAGED = "The database {database} cannot be used: the file is damaged. Fetch a backup."
    FULL = "The database {database} cannot be used: there is no room left on its disk."
    LOCKED = "The database {database} cannot be used: another program holds it."
    NO_HOST = "The database {database} cannot be used: there is no such host."
    NO_SERVER = "The database {database} cannot be used: no server answers there."
    LOST = "The database {database} cannot be used: the connection to the server was lost."
    NO_ENTRY = "The database {database} cannot be used: the server does not accept the user name or the password."
    NO_SUCH_DATABASE = "The database {database} cannot be used: the server has none of this name."
    NEWER = "The database {database} cannot be used: a newer version of this program made it. Use that one."
    OTHER = "The database {database} cannot be used: {detail}"
    """`detail` is the driver's own text."""


BY_STATE = {
    "28000": Reason.NO_ENTRY,
    "28P01": Reason.NO_ENTRY,
    "3D000": Reason.NO_SUCH_DATABASE,
    "08003": Reason.LOST,
    "08006": Reason.LOST,
    "53100": Reason.FULL,
    "57P01": Reason.LOST,
    "57P02": Reason.LOST,
}
"""What PostgreSQL says, by its SQLSTATE."""

BY_TEXT = {
    "unable to open database file": Reason.NO_FILE,
    "readonly database": Reason.NO_FILE,
    "not a database": Reason.OTHER_FILE,
    "is locked": Reason.LOCKED,
    "malformed": Reason.DAMAGED,
    "is full": Reason.FULL,
}
"""What SQLite says: it has one error for all of it."""


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[AsyncConnection]:
    """A transaction that may write; raises `StoreUnavailable` where it cannot be begun or breaks off."""
    engines: tuple[AsyncEngine, ...] = ()
    begun = False
    try:
        place = make_url(url)
        engines = create_engines(url)
        _try_file(place)
        async with engines[0].begin() as connection:
            begun = True
            with working(url):
                yield connection
    except Exception as error:
        if begun:
            raise
        raise _unavailable(url, error) from error
    finally:
        await dispose(engines)


@contextmanager
def working(url: str) -> Iterator[None]:
    """While this lasts a database that fails is `StoreUnavailable`.

    That a row contradicts the others, or cannot be what it should be, is a fault of ours and goes on as it is.
    """
    try:
        yield
    except (IntegrityError, DataError):
        raise
    except (DBAPIError, ConnectionError, CommandError) as error:
        raise _unavailable(url, error) from error


def _try_file(place: URL) -> None:
    """Open the file of a SQLite database: where that fails, the thread of aiosqlite would complain on its own."""
    if place.get_backend_name() == "sqlite" and place.database:
        with closing(sqlite3.connect(place.database)) as connection:
            connection.execute("pragma schema_version")


def _unavailable(url: str, error: Exception) -> StoreUnavailable:
    cause = getattr(error, "orig", None) or error
    if "sqlalchemy" in type(cause).__module__:  # SQLAlchemy's name for what the driver raised
        cause = cause.__cause__ or cause
    try:
        database = _shown(make_url(url))
    except (ArgumentError, ValueError):
        return StoreUnavailable(Reason.NO_URL)
    detail = (str(cause).strip() or type(cause).__name__).splitlines()[0]
    match cause:
        case ArgumentError() | TypeError():
            reason = Reason.NO_URL
        case CommandError():  # no migration is known by the name that the database bears
            reason = Reason.NEWER
        case ImportError():
            reason, detail = Reason.NO_DRIVER, cause.name or detail
        case socket.gaierror():
            reason = Reason.NO_HOST
        case ConnectionError() | TimeoutError():
            reason = Reason.NO_SERVER
        case OSError():  # the folder of the file
            reason = Reason.NO_FILE
        case _:
            said = (reason for text, reason in BY_TEXT.items() if text in detail)
            reason = BY_STATE.get(getattr(cause, "sqlstate", "")) or next(said, Reason.OTHER)
    return StoreUnavailable(reason, database=database, detail=detail)


def _shown(place: URL) -> str:
    """The address without user, password and options; of SQLite only the file."""
    host = f"{place.host}:{place.port}" if place.host and place.port else place.host
    return "/".join(filter(None, (host, place.database))) or place.drivername
