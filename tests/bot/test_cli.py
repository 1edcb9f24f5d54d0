"""The command line as a whole: every command is there, and asking for help costs nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import main

ROOT = Path(__file__).parents[2]
COMMANDS = (
    *("demo", "run", "standin", "load", "migrate"),
    *("score", "estimate", "audit", "sensitivity", "ranks", "why", "form", "walk"),
    *("tickets", "seal", "recount", "quality", "code"),
)
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
    assert re.findall(r"^    (\w+)\b", text, re.MULTILINE) == list(COMMANDS)
    assert ("without Telegram" in text) is (language == "en")


def test_the_readme_names_every_command() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert [each for each in COMMANDS if not re.search(rf"`(parbot )?{each}[ `]", text)] == []


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["score"], ["load"], ["demo", "--port", "x"]])
def test_what_is_not_understood_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().err


def test_python_dash_m_bot_is_the_same_command() -> None:
    english = {**os.environ, "PARBOT_LANGUAGE": "en"}
    ran = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], cwd=ROOT, env=english, capture_output=True, text=True, check=True
    )
    assert ran.stdout.startswith("usage: parbot")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PARBOT_DATABASE_URL", "mysql://an:secret@here/db", "PARBOT_DATABASE_URL: Địa chỉ phải bắt đầu bằng"),
        ("PARBOT_TIMEZONE", "Mars", "PARBOT_TIMEZONE: Mars không phải là múi giờ"),
        ("PARBOT_TOKEN", "x", "PARBOT_TOKEN: Token có dạng"),
        ("PARBOT_LANGUAGE", "fr", "PARBOT_LANGUAGE: Ngôn ngữ là vi hoặc en"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_in_the_language_that_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, value: str, said: str
) -> None:
    monkeypatch.delenv("PARBOT_LANGUAGE", raising=False)
    monkeypatch.setenv(name, value)
    assert main(["migrate"]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "secret" not in told
