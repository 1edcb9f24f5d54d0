"""`parbot why` as a shell runs it: what it prints, what it refuses, and that its JSON adds up."""

from __future__ import annotations

import asyncio
import json
import shutil
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from bot.compose import open_services
from bot.province import read_province
from bot.settings import Settings
from tests.bot.commands.conftest import Parbot

EXAMPLES = Path(__file__).parents[3] / "examples"
HAI_DUONG = EXAMPLES / "hai_duong_2019"


@pytest.fixture(scope="module")
def filled(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Hải Dương with 25 ballots of citizens about each district, 20 of them released."""
    copy = shutil.copy(sqlite_template, tmp_path_factory.mktemp("why") / "filled.sqlite3")
    settings = Settings(database_url=f"sqlite+aiosqlite:///{copy}")

    async def fill() -> None:
        async with open_services(settings, lots=Random(1)) as services:
            await services.loader.load(read_province(HAI_DUONG))
            await services.sampler.add("hai_duong", "citizen", 25, Random(1))
            await services.releasing.run()

    asyncio.run(fill())
    return Path(copy)


@pytest.fixture
def loaded(parbot: Parbot, database: Path, filled: Path) -> Parbot:
    shutil.copy(filled, database)
    return parbot


@pytest.mark.parametrize("unit", ["thanh_ha", "Huyện Thanh Hà", "huyen thanh ha", "THANH HÀ DISTRICT"])
@pytest.mark.parametrize("round_", ["2019", "hai_duong/2019"])
def test_a_unit_is_explained_by_any_of_its_names(loaded: Parbot, unit: str, round_: str) -> None:
    ran = loaded("why", round_, unit)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[:3] == [
        "Thanh Hà District (thanh_ha)",
        "PAR index 2019 (hai_duong/2019)",
        "PROVISIONAL – not published yet",
    ]
    assert "Citizens: 20 opinions, " in ran.out
    assert "\nExact total " in ran.out or "\nTotal " in ran.out


def test_while_the_survey_is_open_no_option_is_counted(loaded: Parbot) -> None:
    said = " ".join(loaded("why", "2019", "thanh_ha", "tthc.dung_hen").out.split())
    assert "[citizen] answers by option: not before the survey is closed" in said
    assert "no information" not in said
    assert "ballots:" not in said
    facts = json.loads(loaded("why", "2019", "thanh_ha", "tthc.dung_hen", "--json").out)["parts"][0]["facts"]
    assert "ballots" not in facts
    assert {(each["label"], each["count"], each["reason"]) for each in facts["excluded"]} == {
        ("Không có thông tin", None, "no_information")
    }
    cells = facts["cells"]
    assert {cell["campaign"] for cell in cells} == {"citizen"}
    assert {cell["count"] for cell in cells} == {None}


def test_of_a_sealed_survey_options_are_called_as_on_the_paper(loaded: Parbot) -> None:
    assert loaded("seal", "hai_duong", "2019/citizen", "--yes", "--close-now").code == 0
    said = loaded("why", "2019", "tp_hai_duong", "tthc").out
    assert "not before the survey is closed" not in said
    assert "answers by option: –" in said or "Satisfied (80): " in said


def test_a_domain_and_a_criterion_can_be_asked_for(loaded: Parbot) -> None:
    domain = json.loads(loaded("why", "2019", "thanh_ha", "tthc", "--json").out)
    criteria = {part["criterion"] for part in domain["parts"]}
    assert criteria == {"tthc.tham_dinh", "tthc.huong_dan", "tthc.dung_hen"}
    one = json.loads(loaded("why", "2019", "thanh_ha", "tthc.tham_dinh", "--json").out)
    assert (one["total"], one["printed"], one["asked"]) == ("43/4", "10.75", "tthc.tham_dinh")


def test_the_json_adds_up_to_the_printed_total(loaded: Parbot) -> None:
    told = json.loads(loaded("why", "2019", "thanh_ha", "--json").out)
    total = sum(Fraction(part["points"]) for part in told["parts"])
    assert Fraction(told["total"]) == total
    assert Fraction(told["printed"]) == total + Fraction(told["rounding"])
    assert abs(Fraction(told["rounding"])) <= Fraction(1, 200)
    assert told["framework"] == "HD-2019@1"
    assert all(part["rule"].startswith(f"HD-2019@1/{part['criterion']}/") for part in told["parts"])
    assert (told["province"], told["round"], told["unit"], told["published"]) == (
        "hai_duong",
        "2019",
        "thanh_ha",
        False,
    )


def test_without_ballots_there_is_no_total(loaded: Parbot) -> None:
    ran = loaded("why", "2019", "Sở Xây dựng")
    assert ran.code == 0
    assert "No total: 12 parts are missing." in ran.out
    assert "Exact total" not in ran.out
    told = json.loads(loaded("why", "2019", "Sở Xây dựng", "--json").out)
    assert (told["total"], told["printed"], told["rounding"]) == (None, None, None)
    assert len(told["missing"]) == 12


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("2018", "thanh_ha"), "There is no round 2018; there are: hai_duong/2019.\n"),
        (("2019", "Thanh"), "There is no unit Thanh; there are: chi_linh, "),
        (("2019", "thanh_ha", "x"), "The points of thanh_ha have no part x; there are: chi_dao, chi_dao.tham_dinh"),
    ],
)
def test_what_is_unknown_is_said_with_what_there_is(loaded: Parbot, asked: tuple[str, ...], said: str) -> None:
    ran = loaded("why", *asked)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(said)


def test_a_round_that_two_provinces_have_is_called_by_both_names(loaded: Parbot, tmp_path: Path) -> None:
    twin = shutil.copytree(HAI_DUONG, tmp_path / "twin")
    text = (twin / "province.yaml").read_text("utf-8")
    (twin / "province.yaml").write_text(text.replace("code: hai_duong", "code: hung_yen", 1), "utf-8")
    assert loaded("load", twin).code == 0
    refused = loaded("why", "2019", "thanh_ha")
    assert refused.code == 1
    assert refused.err == "Several provinces have a round 2019; write one of: hai_duong/2019, hung_yen/2019.\n"
    assert loaded("why", "hung_yen/2019", "thanh_ha").code == 0


def test_it_speaks_vietnamese(loaded: Parbot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARBOT_LANGUAGE", "vi")
    ran = loaded("why", "2019", "thanh_ha")
    assert "TẠM TÍNH – chưa công bố" in ran.out
    assert "Người dân: 20 ý kiến, đạt " in ran.out
    assert "Không có đơn vị Thanh; hiện có: " in loaded("why", "2019", "Thanh").err


def test_the_width_follows_the_terminal_within_reason(loaded: Parbot, monkeypatch: pytest.MonkeyPatch) -> None:
    for columns, widest in (("40", 80), ("94", 94), ("200", 100)):
        monkeypatch.setenv("COLUMNS", columns)
        lines = loaded("why", "2019", "thanh_ha").out.splitlines()
        assert max(map(len, lines)) == widest
