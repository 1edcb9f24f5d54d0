"""The commands that keep running: what stops them before they begin, and that a signal ends them cleanly."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.commands.service import MAX_PORT
from tests.bot.commands.conftest import Parbot

ROOT = Path(__file__).parents[3]
PATIENCE_SECONDS = 120


@contextmanager
def serving(
    environment: dict[str, str], *arguments: str, number: signal.Signals = signal.SIGTERM
) -> Iterator[tuple[str, str]]:
    """The stand-in as a process of its own: its address and its token. It ends well at the signal."""
    command = [sys.executable, "-m", "bot", "standin", "--port", "0", *arguments]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    with process:
        assert process.stdout is not None
        said = process.stdout.readline() + process.stdout.readline()
        found = re.search(r"PARBOT_API_BASE=(http://127\.0\.0\.1:\d+) PARBOT_TOKEN=(\S+)", said)
        assert found, said
        try:
            yield found[1], found[2]
        finally:
            process.send_signal(number)
            assert process.wait(timeout=20) == 0


def test_running_without_a_token_says_where_to_get_one(parbot: Parbot) -> None:
    ran = parbot("run")
    assert (ran.code, ran.out) == (1, "")
    assert "PARBOT_TOKEN is not set" in ran.err
    assert "@BotFather" in ran.err


def test_running_with_a_broken_province_does_not_begin(
    parbot: Parbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARBOT_TOKEN", "1:x")
    ran = parbot("run", "--load", tmp_path / "nowhere")
    assert ran.code == 1
    assert "nothing was changed" in ran.err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_stand_in_says_where_it_is_and_ends_at_a_signal(tmp_path: Path, number: signal.Signals) -> None:
    environment = {**os.environ, "PARBOT_LANGUAGE": "en"}
    with (
        serving(environment, "--keep", str(tmp_path / "kept"), number=number) as (address, token),
        urllib.request.urlopen(f"{address}/bot{token}/getMe") as answer,
    ):
        assert b'"ok": true' in answer.read()
    assert (tmp_path / "kept").is_dir()


def test_a_token_that_telegram_does_not_know_ends_the_bot_with_a_sentence(tmp_path: Path) -> None:
    environment = {**os.environ, "PARBOT_LANGUAGE": "en"}
    with serving(environment) as (address, _):
        settings = {
            "PARBOT_TOKEN": "123456:somebody-elses",
            "PARBOT_API_BASE": address,
            "PARBOT_DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/parbot.sqlite3",
        }
        ran = subprocess.run(
            [sys.executable, "-m", "bot", "run"],
            cwd=ROOT,
            env=environment | settings,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_SECONDS,
        )
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == "Telegram does not know the token in PARBOT_TOKEN. Copy it anew from @BotFather.\n"


@pytest.fixture
def taken() -> Iterator[int]:
    """A port of this machine that another program has."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


@pytest.mark.parametrize("command", ["demo", "standin"])
def test_a_port_that_is_taken_is_named_with_the_command_for_another_one(
    parbot: Parbot, taken: int, command: str
) -> None:
    ran = parbot(command, "--port", str(taken))
    assert (ran.code, ran.out) == (1, "")
    other = taken + 1 if taken < MAX_PORT else taken - 1
    assert ran.err == (
        f"The port {taken} is taken by another program. "
        f"Choose another one: .venv/bin/parbot {command} --port {other}\n"
    )


def test_a_demo_without_its_port_forgets_and_begins_nothing(
    shell: Parbot, taken: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    kept = tmp_path / "var" / "demo" / "telegram" / "standin.json"
    kept.parent.mkdir(parents=True)
    kept.write_text("{}")
    assert shell("demo", "--fresh", "--port", str(taken)).code == 1
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == [kept]
