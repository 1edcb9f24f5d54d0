"""recount: what it prints, what it answers to a script, and that it changes nothing."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.app.errors import UnreadableBallot
from bot.app.recount_findings import Finding, FindingKind
from bot.commands import recount as module
from bot.i18n import translator
from tests.bot.commands.conftest import Parbot

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture
def database(surveyed_province: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "parbot.sqlite3"
    copy.write_bytes(surveyed_province.read_bytes())
    return copy


def change(database: Path, statement: str) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(statement)


def dump(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return list(connection.iterdump())


def test_what_agrees_is_said_in_one_line_and_nothing_is_written(parbot: Parbot, database: Path) -> None:
    before = dump(database)
    for arguments in ((), ("2019",), ("hai_duong/2019",)):
        ran = parbot("recount", *arguments)
        assert (ran.code, ran.err) == (0, "")
        (line,) = ran.out.splitlines()
        assert line.startswith("hai_duong/2019: ")
        assert line.endswith("counts: all agree (stored = recounted = replayed in another order)")
    assert parbot("recount", "--quick").out.endswith("all agree (stored = recounted)\n")
    assert dump(database) == before


def test_a_round_without_papers_is_no_all_clear(parbot: Parbot, database: Path, sqlite_template: Path) -> None:
    database.write_bytes(sqlite_template.read_bytes())
    parbot("load", EXAMPLES / "hai_duong_2019")
    for arguments in ((), ("2019", "--quick")):
        ran = parbot("recount", *arguments)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out == ("hai_duong/2019: 0 ballots, 0 ratings, 0 counts: no papers yet, nothing to compare\n")


def test_counts_without_any_paper_are_a_difference(parbot: Parbot, database: Path) -> None:
    change(database, "delete from ballot")
    ran = parbot("recount", "--quick")
    assert ran.code == 1
    assert "no papers yet" not in ran.out


def test_a_difference_is_listed_with_its_place_and_fails(parbot: Parbot, database: Path) -> None:
    change(
        database, "update cell set n = n + 2 where unit = 'thanh_ha' and campaign = 'citizen' and criterion = '*'"
    )
    ran = parbot("recount", "2019")
    assert (ran.code, ran.err) == (1, "")
    head, line = ran.out.splitlines()
    assert head.endswith(": 1 difference")
    assert line == "  citizen · thanh_ha · citizen · number of ballots: 8 stored, 6 recounted"


def test_a_script_gets_everything(parbot: Parbot, database: Path) -> None:
    change(database, "update ballot set answers = '{' where id = (select min(id) from ballot)")
    ran = parbot("recount", "--json", "--quick")
    assert ran.code == 1
    (found,) = json.loads(ran.out)["rounds"]
    assert (found["province"], found["round"], found["agrees"], found["replayed"]) == (
        "hai_duong",
        "2019",
        False,
        False,
    )
    unreadable, *counts = found["findings"]
    assert unreadable["kind"] == "unreadable"
    assert unreadable["reason"] == "The answers are no JSON object."
    assert len(unreadable["ballot"]) == 32
    assert {each["kind"] for each in counts} == {"count"}
    assert all(each["stored"] == each["recounted"] + 1 for each in counts)


def test_a_long_list_is_cut_but_not_for_a_script(parbot: Parbot, database: Path) -> None:
    change(database, "update cell set n = n + 1")
    ran = parbot("recount", "--quick")
    *_, last = lines = ran.out.splitlines()
    assert len(lines) == 1 + module.LISTED + 1
    everything = len(json.loads(parbot("recount", "--quick", "--json").out)["rounds"][0]["findings"])
    assert f"{everything:,} differences" in lines[0]
    assert last == f"  … and {everything - module.LISTED:,} more; --json lists all"


def test_a_round_that_is_not_there_and_no_round_at_all(parbot: Parbot, database: Path) -> None:
    ran = parbot("recount", "2018")
    assert (ran.code, ran.out) == (1, "")
    assert "hai_duong/2019" in ran.err


def test_an_empty_database_agrees(parbot: Parbot, database: Path, sqlite_template: Path) -> None:
    database.write_bytes(sqlite_template.read_bytes())
    ran = parbot("recount")
    assert (ran.code, ran.out) == (0, "There are no rounds.\n")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_kind_of_finding_names_its_place_and_both_numbers(language: str) -> None:
    said = set()
    for kind in FindingKind:
        reason = UnreadableBallot("The answers are no JSON object.") if kind is FindingKind.UNREADABLE else None
        finding = Finding(
            kind, "citizen", 12, 34, unit="thanh_ha", ballot="ab", reason=reason, document="HD-2019 1"
        )
        text = module._text(finding, translator(language))
        assert text.startswith("citizen · thanh_ha: ") or kind is FindingKind.FRAMEWORK
        if kind in {FindingKind.QUESTIONNAIRE, FindingKind.FRAMEWORK}:
            assert "HD-2019 1" in text
        else:
            assert ("12" in text and "34" in text) or kind is FindingKind.UNREADABLE
        said.add(text)
    assert len(said) == len(FindingKind)
