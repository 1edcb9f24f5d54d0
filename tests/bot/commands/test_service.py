"""The commands that keep running: what stops them before they begin, and that a signal ends them cleanly."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from bot.cli import main
from tests.bot.commands.conftest import Parbot

ROOT = Path(__file__).parents[3]


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
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "standin", "--port", "0", "--keep", str(tmp_path / "kept")],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        said = process.stdout.readline() + process.stdout.readline()
        found = re.search(r"PARBOT_API_BASE=(http://127\.0\.0\.1:\d+) PARBOT_TOKEN=(\S+)", said)
        assert found, said
        with urllib.request.urlopen(f"{found[1]}/bot{found[2]}/getMe") as answer:
            assert b'"ok": true' in answer.read()
        process.send_signal(number)
        assert process.wait(timeout=20) == 0
    assert (tmp_path / "kept").is_dir()


def test_a_port_that_is_taken_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["standin", "--port", str(port)]) == 1
    assert str(port) in capsys.readouterr().err
