"""Commands run in this process against a database of their own, in English."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.cli import main
from tests.bot.commands.forms import LISTS, Cells, Form, write_form

Parbot = Callable[..., "Ran"]


class Ran:
    """What a command left behind."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@contextmanager
def typing(lines: Sequence[str] | io.StringIO) -> Iterator[None]:
    """Standard input from these lines, as in `printf … | parbot`, or from a stream of one's own."""
    stream = lines if isinstance(lines, io.StringIO) else io.StringIO("".join(f"{line}\n" for line in lines))
    before, sys.stdin = sys.stdin, stream
    try:
        yield
    finally:
        sys.stdin = before


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Parbot:
    """`shell("walk", form, typed=[…])` as somebody would run it who has no database."""
    monkeypatch.setenv("PARBOT_LANGUAGE", "en")
    for name in ("PARBOT_TOKEN", "PARBOT_TIMEZONE", "PARBOT_API_BASE"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: object, typed: Sequence[str] | io.StringIO = ()) -> Ran:
        try:
            with typing(typed):
                code = main([str(each) for each in arguments])
        except SystemExit as ended:
            code = int(ended.code or 0)
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return run


@pytest.fixture
def database(tmp_path: Path, sqlite_template: Path) -> Path:
    copy = tmp_path / "parbot.sqlite3"
    shutil.copy(sqlite_template, copy)
    return copy


@pytest.fixture
def parbot(database: Path, shell: Parbot, monkeypatch: pytest.MonkeyPatch) -> Parbot:
    """`parbot("load", folder)` with a database of its own."""
    monkeypatch.setenv("PARBOT_DATABASE_URL", f"sqlite+aiosqlite:///{database}")
    return shell


@pytest.fixture
def form(tmp_path: Path) -> Form:
    """`form(survey rows)` is a real workbook on disk."""

    def make(survey: Sequence[Cells], choices: Sequence[Cells] = LISTS) -> Path:
        return write_form(tmp_path / "form.xlsx", survey, choices)

    return make
