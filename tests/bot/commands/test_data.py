"""load, migrate, tickets and code: what they print, what they refuse, and that a refusal changes nothing."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from bot.app.codes import CODE_LENGTH, ROLE_PREFIX, TICKET_PREFIX
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
    assert parbot("load", HAI_DUONG).out == "đã thêm: hạn nộp (1): appraisal_2\n"


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


def test_tickets_are_printed_once_and_only_their_hashes_are_kept(parbot: Parbot, database: Path) -> None:
    parbot("load", HAI_DUONG)
    ran = parbot("tickets", "hai_duong", "citizen", "--unit", "thanh_ha", "--unit", "chi_linh", "-n", "3")
    issued = [line.split("\t") for line in ran.out.splitlines()]
    assert [unit for unit, _ in issued] == ["thanh_ha"] * 3 + ["chi_linh"] * 3
    codes = {code for _, code in issued}
    assert len(codes) == 6
    assert all(code[0] == TICKET_PREFIX and len(code) == CODE_LENGTH + 1 for code in codes)
    kept = "\n".join(dump(database))
    assert not any(code in kept for code in codes)


def test_tickets_with_a_bot_have_their_link_beside_them(parbot: Parbot) -> None:
    parbot("load", HAI_DUONG)
    for written in ("par_hd_bot", "@par_hd_bot", "https://t.me/par_hd_bot"):
        ran = parbot("tickets", "hai_duong", "citizen", "--unit", "thanh_ha", "-n", "2", "--bot", written)
        for line in ran.out.splitlines():
            unit, code, link = line.split("\t")
            assert (unit, link) == ("thanh_ha", f"https://t.me/par_hd_bot?start={code}")


@pytest.mark.parametrize("name", ["bot", "par bot", "par/bot", "1bot_bot", "x" * 33, "đăngbot"])
def test_what_is_no_name_of_a_bot_is_misuse(parbot: Parbot, name: str) -> None:
    assert parbot("tickets", "hai_duong", "citizen", "--bot", name).code == 2


@pytest.mark.parametrize("command", [("migrate",), ("load", HAI_DUONG), ("tickets", "hai_duong", "citizen")])
def test_a_database_that_cannot_be_opened_is_named_in_one_sentence(
    parbot: Parbot, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("PARBOT_DATABASE_URL", "postgresql+asyncpg://an:secret@127.0.0.1:1/scores")
    ran = parbot(*command)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "The database 127.0.0.1:1/scores cannot be used: no server answers there.\n"


def test_tickets_for_every_unit_of_the_campaign(parbot: Parbot) -> None:
    parbot("load", HAI_DUONG)
    assert len(parbot("tickets", "hai_duong", "citizen").out.splitlines()) == 12


def test_codes_for_officials_and_coordinators(parbot: Parbot) -> None:
    parbot("load", HAI_DUONG)
    for who in (("--unit", "thanh_ha"), ("--coordinator",)):
        ran = parbot("code", "hai_duong", *who)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith(ROLE_PREFIX)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("tickets", "nowhere", "citizen"), "There is no province nowhere; there are: hai_duong."),
        (("tickets", "hai_duong", "nobody"), "There is no campaign nobody in hai_duong; there are: 2019/"),
        (("tickets", "hai_duong", "citizen", "--unit", "so_y_te"), "There is no unit so_y_te; there are: chi"),
        (("code", "nowhere", "--coordinator"), "There is no province nowhere; there are: hai_duong."),
        (("code", "hai_duong", "--unit", "nobody"), "There is no unit nobody; there are: "),
    ],
)
def test_an_unknown_name_is_said_and_nothing_is_issued(
    parbot: Parbot, database: Path, command: tuple[str, ...], said: str
) -> None:
    parbot("load", HAI_DUONG)
    before = dump(database)
    ran = parbot(*command)
    assert (ran.code, ran.out) == (1, "")
    (line,) = ran.err.splitlines()
    assert line.startswith(said)
    assert dump(database) == before


def test_a_unit_is_named_as_people_name_it(parbot: Parbot) -> None:
    parbot("load", HAI_DUONG)
    assert parbot("tickets", "hai_duong", "citizen", "--unit", "huyen thanh ha").out.startswith("thanh_ha\t")
    assert parbot("code", "hai_duong", "--unit", "Huyện Thanh Hà").out.startswith(ROLE_PREFIX)


@pytest.mark.parametrize("number", ["0", "-1", "x"])
def test_a_number_of_tickets_that_makes_no_sense_is_misuse(parbot: Parbot, number: str) -> None:
    assert parbot("tickets", "hai_duong", "citizen", "-n", number).code == 2


@pytest.mark.parametrize("who", [(), ("--unit", "thanh_ha", "--coordinator")])
def test_a_code_is_for_one_kind_of_person(parbot: Parbot, who: tuple[str, ...]) -> None:
    assert parbot("code", "hai_duong", *who).code == 2
