"""Settings: each is documented, read from its own variable, and refused with its name where it cannot be used."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from bot.cli import main
from bot.settings import TELEGRAM, Settings

DOCUMENT = (Path(__file__).parents[2] / "docs" / "settings.md").read_text("utf-8")
NAMES = [f"PARBOT_{name.upper()}" for name in Settings.model_fields]


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """No setting of whoever runs the tests gets in."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def rows() -> dict[str, str]:
    """Variable → default, as the document's table has them."""
    lines = [line.split("|") for line in DOCUMENT.splitlines() if line.startswith("| `PARBOT_")]
    return {line[1].strip().strip("`"): line[2].strip().strip("`") for line in lines}


def test_every_setting_is_documented_and_nothing_else_is() -> None:
    assert sorted(rows()) == sorted(NAMES)


def test_the_documented_defaults_are_the_defaults() -> None:
    defaults = {f"PARBOT_{name.upper()}": field.default for name, field in Settings.model_fields.items()}
    assert rows() == {name: "none" if default is None else default for name, default in defaults.items()}


def test_nothing_has_to_be_set() -> None:
    settings = Settings()
    assert (settings.token, settings.api_base, settings.zone) == (None, TELEGRAM, ZoneInfo("Asia/Ho_Chi_Minh"))


def test_each_setting_is_read_from_its_own_variable(clean_environment: pytest.MonkeyPatch) -> None:
    chosen = {
        "PARBOT_API_BASE": "http://127.0.0.1:1",
        "PARBOT_DATABASE_URL": "postgresql+asyncpg://here/there",
        "PARBOT_LANGUAGE": "en",
        "PARBOT_TIMEZONE": "UTC",
        "PARBOT_TOKEN": "1:x",
    }
    assert set(chosen) == set(NAMES)
    for name, value in chosen.items():
        clean_environment.setenv(name, value)
    assert {f"PARBOT_{name.upper()}": value for name, value in Settings().model_dump().items()} == chosen


def test_an_empty_variable_counts_as_not_set(clean_environment: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        clean_environment.setenv(name, "")
    assert Settings().model_dump() == {name: field.default for name, field in Settings.model_fields.items()}


def test_a_token_that_is_none_stops_the_command_without_printing_it(
    clean_environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clean_environment.setenv("PARBOT_TOKEN", "secret words")
    assert main(["run"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("PARBOT_TOKEN: ")
    assert "secret" not in error


@pytest.mark.parametrize("name", ["Mars/Olympus", "Asia", "../etc/passwd", "/etc/passwd", "Asia/Ho Chi Minh"])
def test_an_unknown_time_zone_stops_the_command_and_names_the_variable(
    name: str, clean_environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clean_environment.setenv("PARBOT_TIMEZONE", name)
    assert main(["migrate"]) == 2
    assert capsys.readouterr().err.startswith("PARBOT_TIMEZONE: ")


def test_settings_do_not_change_while_a_command_runs() -> None:
    with pytest.raises(ValidationError):
        Settings().__setattr__("token", "other")
