"""The command line as a whole: every command is there, and asking for help costs nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import main

ROOT = Path(__file__).parents[2]
COMMANDS = ("demo", "run", "standin", "load", "migrate", "score", "tickets", "code")
HEAVY = (
    "aiogram",
    "telegram",
    "sqlalchemy",
    "sqlmodel",
    "apscheduler",
    "aiohttp",
    "pyxform",
    "openpyxl",
    "alembic",
)


def imported_by(code: str) -> set[str]:
    """The packages that a fresh interpreter has imported after `code`."""
    script = f"import sys\n{code}\nprint('\\n' + ' '.join(sys.modules), file=sys.stderr)"
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=True
    )
    return {name.partition(".")[0] for name in ran.stderr.splitlines()[-1].split()}


def test_help_imports_nothing_heavy() -> None:
    loaded = imported_by("from bot.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    pass")
    assert "bot" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_scoring_a_table_needs_no_messenger_and_no_database() -> None:
    table, framework = "examples/thanh_hoa_2020/scores_departments.csv", "examples/thanh_hoa_2020/framework.yaml"
    loaded = imported_by(
        f"from bot.cli import main\nassert main(['score', '{table}', '--framework', '{framework}']) == 0"
    )
    assert loaded.isdisjoint(HEAVY)


def test_delivering_imports_no_aiogram() -> None:
    assert "aiogram" not in imported_by("import bot.outbound.lane")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_help_names_every_command_in_the_chosen_language(
    language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PARBOT_LANGUAGE", language)
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    text = capsys.readouterr().out
    assert all(f"    {command} " in text for command in COMMANDS)
    assert ("without Telegram" in text) is (language == "en")


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["score"], ["load"], ["demo", "--port", "x"]])
def test_what_is_not_understood_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().err


def test_python_dash_m_bot_is_the_same_command() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.startswith("usage: parbot")
