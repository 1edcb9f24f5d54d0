"""load, migrate and quality: what they print, what they refuse, and that a refusal changes nothing."""

from __future__ import annotations

import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from bot.commands.data import KINDS
from storage.repositories import loading
from tests.bot.commands.conftest import Parbot

EXAMPLES = Path(__file__).parents[3] / "examples"
HAI_DUONG = EXAMPLES / "hai_duong_2019"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of Hải Dương that may be broken."""
    return shutil.copytree(HAI_DUONG, tmp_path / "province")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def dump(database: Path) -> list[str]:
    connection = sqlite3.connect(database)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def test_a_first_load_says_what_was_added_and_a_second_that_nothing_changed(parbot: Parbot, database: Path) -> None:
    first = parbot("load", HAI_DUONG)
    assert (first.code, first.err) == (0, "")
    assert all(line.startswith("added: ") for line in first.out.splitlines())
    for name in ("thanh_ha", "citizen", "self_score"):
        assert name in first.out
    before = dump(database)
    second = parbot("load", HAI_DUONG)
    assert (second.code, second.out, second.err) == (0, "Nothing has changed.\n", "")
    assert dump(database) == before


def test_a_change_is_named_and_nothing_else_is(parbot: Parbot, folder: Path) -> None:
    parbot("load", folder)
    edit(folder / "units.csv", "Thị xã Kinh Môn", "Thành phố Kinh Môn")
    changed = parbot("load", folder)
    assert changed.code == 0
    (line,) = changed.out.splitlines()
    assert line.startswith("changed: ")
    assert line.endswith(": kinh_mon")


def test_what_was_done_is_said_in_words_and_not_in_names_of_tables(
    parbot: Parbot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = parbot("load", folder)
    assert "added: units (30): " in first.out
    assert "added: points entered (222): kcn, " in first.out
    tables = ("assessment_round", "unit_facts", "province_privacy", "quota", "campaign (")
    assert not any(name in first.out for name in tables)
    title = "        title:\n          vi: Thẩm định vòng 2\n          en: Second appraisal\n"
    edit(folder / "province.yaml", f"      - code: appraisal_2\n{title}        due: 2019-12-19 17:00\n", "")
    assert parbot("load", folder).out == "removed: deadlines (1): appraisal_2\n"
    monkeypatch.setenv("PARBOT_LANGUAGE", "vi")
    assert parbot("load", HAI_DUONG).out == "đã thêm: mốc thời hạn (1): appraisal_2\n"


def test_seats_are_counted_by_survey_and_not_listed_by_unit(parbot: Parbot) -> None:
    (line,) = [each for each in parbot("load", HAI_DUONG).out.splitlines() if "seats for papers" in each]
    counted = dict(re.findall(r"(\w+) \(([\d,]+)\)(?:, |$)", line.partition(": ")[2].partition(": ")[2]))
    assert counted["citizen"] == "12"
    assert line.startswith(f"added: seats for papers ({sum(map(int, counted.values()))}): ")
    assert "/" not in line


def test_everything_that_a_load_can_report_has_words() -> None:
    """What the loader writes, it may report: each of its tables."""
    tables = {
        str(each.__tablename__)
        for each in vars(loading).values()
        if isinstance(each, type) and issubclass(each, SQLModel) and each is not SQLModel
    }
    assert {"campaign", "unit"} <= tables
    assert tables == set(KINDS)


def test_a_folder_by_another_clock_is_refused(
    parbot: Parbot, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARBOT_TIMEZONE", "Asia/Tokyo")
    before = dump(database)
    ran = parbot("load", HAI_DUONG)
    assert ran.code == 1
    assert "clock is Asia/Ho_Chi_Minh and the bot's is Asia/Tokyo" in ran.err
    assert dump(database) == before


def test_two_provinces_live_side_by_side(parbot: Parbot) -> None:
    assert parbot("load", HAI_DUONG).code == 0
    assert parbot("load", EXAMPLES / "thanh_hoa_2020").code == 0
    assert parbot("load", HAI_DUONG).out == "Nothing has changed.\n"


def test_a_broken_folder_lists_every_fault_and_changes_nothing(
    parbot: Parbot, folder: Path, database: Path
) -> None:
    parbot("load", folder)
    before = dump(database)
    edit(folder / "units.csv", "Thị xã Kinh Môn", "Thành phố Kinh Môn")
    edit(folder / "province.yaml", "rates: district", "rates: village")
    edit(folder / "scores_districts.csv", "kinh_mon", "nowhere")
    edit(folder / "framework.yaml", "max_score: ", "max_score: -")
    broken = parbot("load", folder)
    assert (broken.code, broken.out) == (1, "")
    *faults, last = broken.err.splitlines()
    assert last == f"{len(faults)} faults; nothing was changed."
    assert any(line.startswith("framework.yaml: ") for line in faults)
    assert any("rates: There is no unit of type village." in line for line in faults)
    assert dump(database) == before


def test_a_form_that_is_no_workbook_is_refused(parbot: Parbot, folder: Path) -> None:
    (folder / "forms" / "citizen.xlsx").write_bytes(b"PK not a workbook")
    broken = parbot("load", folder)
    assert broken.code == 1
    assert broken.err.startswith("forms/citizen.xlsx: ")
    assert broken.err.endswith("1 fault; nothing was changed.\n")


def test_faults_are_told_in_the_language_of_the_command_line(
    parbot: Parbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "There is no such file." in parbot("load", tmp_path / "nowhere").err
    monkeypatch.setenv("PARBOT_LANGUAGE", "vi")
    vietnamese = parbot("load", tmp_path / "nowhere")
    assert vietnamese.code == 1
    assert "There is no such file." not in vietnamese.err


def test_migrating_twice_is_harmless(parbot: Parbot, database: Path) -> None:
    database.unlink()
    assert parbot("migrate").out == "The database is up to date.\n"
    before = dump(database)
    assert parbot("migrate").code == 0
    assert dump(database) == before


@pytest.mark.parametrize("command", [("migrate",), ("load", HAI_DUONG), ("tickets", "hai_duong", "citizen")])
def test_a_database_that_cannot_be_opened_is_named_in_one_sentence(
    parbot: Parbot, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("PARBOT_DATABASE_URL", "postgresql+asyncpg://an:secret@127.0.0.1:1/scores")
    ran = parbot(*command)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "The database 127.0.0.1:1/scores cannot be used: no server answers there.\n"


def test_the_quality_of_a_survey_is_told_without_small_numbers(
    parbot: Parbot, database: Path, surveyed_province: Path
) -> None:
    shutil.copy(surveyed_province, database)
    ran = parbot("quality", "hai_duong", "citizen")
    assert (ran.code, ran.err) == (0, "")
    ballots, *flags = ran.out.splitlines()
    assert int(ballots.removesuffix(" ballots")) > 50
    assert flags
    assert all(line.startswith("  ") for line in flags)
    assert any(line.endswith(": not told (too few such ballots)") for line in flags)
