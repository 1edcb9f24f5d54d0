"""Commands run in this process against a database of their own, in English."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import main

Parbot = Callable[..., "Ran"]


class Ran:
    """What a command left behind."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def database(tmp_path: Path, sqlite_template: Path) -> Path:
    copy = tmp_path / "parbot.sqlite3"
    shutil.copy(sqlite_template, copy)
    return copy


@pytest.fixture
def parbot(database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Parbot:
    """`parbot("load", folder)` as a shell would run it."""
    monkeypatch.setenv("PARBOT_DATABASE_URL", f"sqlite+aiosqlite:///{database}")
    monkeypatch.setenv("PARBOT_LANGUAGE", "en")
    for name in ("PARBOT_TOKEN", "PARBOT_TIMEZONE", "PARBOT_API_BASE"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: object) -> Ran:
        try:
            code = main([str(each) for each in arguments])
        except SystemExit as ended:
            code = int(ended.code or 0)
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return run
