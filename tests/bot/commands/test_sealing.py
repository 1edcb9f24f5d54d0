"""seal: what it says, that it asks, what it refuses, and that a refusal changes nothing."""

from __future__ import annotations

import io
import sqlite3
from pathlib import Path

import pytest

from tests.bot.commands.conftest import Parbot

HAI_DUONG = Path(__file__).parents[3] / "examples" / "hai_duong_2019"
NAME = ("hai_duong", "citizen")


class Terminal(io.StringIO):
    """Somebody at a keyboard, who types this."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def loaded(parbot: Parbot) -> Parbot:
    assert parbot("load", HAI_DUONG).code == 0
    return parbot


def key(database: Path) -> str:
    connection = sqlite3.connect(database)
    try:
        found: str
        (found,) = connection.execute("select key from campaign where code = 'citizen'").fetchone()
        return found
    finally:
        connection.close()


def shut(database: Path) -> None:
    """The campaign closed long ago."""
    with sqlite3.connect(database) as connection:
        connection.execute("update campaign set closes_at = '2020-01-01 00:00:00.000000' where code = 'citizen'")
    connection.close()


def test_without_a_terminal_it_must_be_meant(loaded: Parbot, database: Path) -> None:
    shut(database)
    asked = loaded("seal", *NAME)
    assert (asked.code, len(key(database))) == (1, 64)
    assert "--yes" in asked.err
    assert "cannot be undone" in asked.out
    done = loaded("seal", *NAME, "--yes")
    assert (done.code, done.err, key(database)) == (0, "", "")
    assert "is sealed since" in done.out
    assert "Destroy them" in done.out


@pytest.mark.parametrize(("typed", "code", "left"), [("citizen\n", 0, 0), ("yes\n", 1, 64), ("\n", 1, 64)])
def test_on_a_terminal_the_code_is_asked_for(
    loaded: Parbot, database: Path, typed: str, code: int, left: int
) -> None:
    shut(database)
    assert loaded("seal", *NAME, typed=Terminal(typed)).code == code
    assert len(key(database)) == left


def test_an_open_campaign_is_closed_only_when_told_to(loaded: Parbot, database: Path) -> None:
    refused = loaded("seal", *NAME, "--yes")
    assert refused.code == 1
    assert "--close-now" in refused.err
    assert len(key(database)) == 64
    assert loaded("seal", *NAME, "--yes", "--close-now").code == 0
    assert key(database) == ""


def test_a_sealed_campaign_is_only_reported_and_gives_no_tickets(loaded: Parbot, database: Path) -> None:
    shut(database)
    first = loaded("seal", *NAME, "--yes")
    again = loaded("seal", *NAME)
    assert (again.code, again.err) == (0, "")
    assert again.out in first.out
    tickets = loaded("tickets", *NAME)
    assert (tickets.code, tickets.out) == (1, "")
    assert "sealed" in tickets.err


def test_an_unknown_campaign_is_named(loaded: Parbot) -> None:
    unknown = loaded("seal", "hai_duong", "nothing", "--yes")
    assert (unknown.code, unknown.out) == (1, "")
    assert unknown.err.startswith("There is no campaign nothing in hai_duong; there are: 2019/")
