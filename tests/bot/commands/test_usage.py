"""argparse speaks the language of the command line, and its own again afterwards."""

from __future__ import annotations

import argparse
import re

import pytest

from bot.cli import main
from bot.commands.usage import spoken_usage
from bot.i18n import translator
from scoring import sensitivity, uncertainty
from tests.bot.commands.conftest import Parbot

ENGLISH = re.compile(
    r"usage|required|invalid|choice|expected|argument|error|unrecognized|options|message|exit|show"
)


@pytest.fixture
def vietnamese(parbot: Parbot, monkeypatch: pytest.MonkeyPatch) -> Parbot:
    monkeypatch.setenv("PARBOT_LANGUAGE", "vi")
    return parbot


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "còn thiếu"),
        (("score",), "còn thiếu"),
        (("nonsense",), "không có 'nonsense'"),
        (("form", "burn", "x.xlsx"), "chỉ có: 'check'"),
        (("demo", "--port", "x"), "'x' không dùng được ở đây"),
        (("demo", "--port"), "phải có giá trị theo sau"),
        (("demo", "--ports", "1"), "không có: --ports 1"),
        (("demo", "--fresh=1"), "không nhận giá trị theo sau"),
        (("code", "hai_duong"), "cần một trong các tùy chọn"),
        (("code", "hai_duong", "--unit", "a", "--coordinator"), "không dùng được cùng với"),
        (("standin", "--p", "1", "--k"), "phải có giá trị theo sau"),
        (("audit", "a", "--alia", "A=B"), "--alia có thể là"),
    ],
)
def test_what_is_not_understood_is_said_in_vietnamese(
    vietnamese: Parbot, arguments: tuple[str, ...], said: str
) -> None:
    ran = vietnamese(*arguments)
    assert ran.code == 2
    assert ran.err.startswith("cách dùng: parbot")
    assert said in ran.err
    assert not ENGLISH.search(re.sub(r"--\w+", "", ran.err))


@pytest.mark.parametrize("command", ["", "run", "score", "audit", "tickets", "seal", "walk", "why", "ranks"])
def test_help_is_in_vietnamese_with_the_names_of_values(vietnamese: Parbot, command: str) -> None:
    ran = vietnamese(*filter(None, [command, "--help"]))
    assert ran.code == 0
    assert not ENGLISH.search(re.sub(r"--[\w-]+", "", ran.out))
    assert not re.search(r"(?<![\w_])(DIR|FILE|UNIT|PROVINCE|CAMPAIGN|ROUND|SEED|PORT|CLUSTER)(?![\w_])", ran.out)


def test_english_is_spoken_to_the_english(parbot: Parbot) -> None:
    ran = parbot("demo", "--port", "x")
    assert ran.err.startswith("usage: parbot demo [-h] [--port PORT_NUMBER]")
    assert "--port: 'x' cannot be used here" in ran.err


def test_other_programs_in_this_process_are_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["nonsense"])
    capsys.readouterr()
    with pytest.raises(RuntimeError), spoken_usage(translator("vi")):
        raise RuntimeError
    with pytest.raises(SystemExit):
        argparse.ArgumentParser("other").parse_args(["--nothing"])
    assert "other: error: unrecognized arguments: --nothing" in capsys.readouterr().err


def test_json_is_explained_wherever_it_is_offered(vietnamese: Parbot) -> None:
    commands = re.findall(r"^    (\w+)\b", vietnamese("--help").out, re.MULTILINE)
    offering = [ran.out for each in commands if "--json" in (ran := vietnamese(each, "--help")).out]
    assert len(offering) == 9
    assert all(re.search(r"^  --json +\S*\n? +\S", text, re.MULTILINE) for text in offering)


@pytest.mark.parametrize(
    "arguments",
    [
        ("ranks", "2019", "--seed", "-1"),
        ("ranks", "2019", "--draws", "0"),
        ("sensitivity", "2019", "--draws", "100001"),
        ("demo", "--port", "65536"),
        ("tickets", "hai_duong", "citizen", "-n", "1000000"),
    ],
)
def test_a_number_out_of_its_range_is_misuse(parbot: Parbot, arguments: tuple[str, ...]) -> None:
    ran = parbot(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert f"'{arguments[-1]}' cannot be used here" in ran.err


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("tickets", "how many for each unit; 1 if left out"),
        ("demo", "port of the chat page; 8080 if left out"),
        ("standin", "port of the stand-in, 8080 if left out; 0 takes a free one"),
        ("ranks", "the same seed gives the same numbers; 1 if left out"),
        ("sensitivity", f"how often to draw; {sensitivity.DRAWS:,} if left out"),
        ("ranks", f"how often to draw; {uncertainty.DRAWS:,} if left out"),
    ],
)
def test_help_says_what_holds_where_nothing_is_said(parbot: Parbot, command: str, said: str) -> None:
    assert said in " ".join(parbot(command, "--help").out.split())
