"""sensitivity and ranks: what they say, draw and write as data, and what they refuse."""

from __future__ import annotations

import json
import shutil
import sqlite3
import struct
from pathlib import Path

import pytest

from tests.bot.commands.conftest import Parbot

EXAMPLES = Path(__file__).parents[3] / "examples"
DISTRICTS = ("2019", "--set", "district")


@pytest.fixture
def database(tmp_path: Path, surveyed_province: Path) -> Path:
    """The commands work on Hải Dương after its surveys about the districts."""
    return Path(shutil.copy(surveyed_province, tmp_path / "parbot.sqlite3"))


def rows(text: str, *, after: str, until: str = "") -> list[list[str]]:
    """The lines of a table below the one that begins with `after`, in cells."""
    lines = text.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(after)) + 1
    end = next((i for i, line in enumerate(lines[start:], start) if line == until), len(lines))
    return [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in lines[start:end]]


def test_sensitivity_says_how_far_every_rank_goes(parbot: Parbot) -> None:
    ran = parbot("sensitivity", *DISTRICTS, "--draws", "200", "--seed", "7")
    assert (ran.code, ran.err) == (0, "")
    province, title, status, computed, *rest = ran.out.splitlines()
    assert computed.startswith("Computed at ")
    assert [province, title, status, *rest[:3]] == [
        "Hải Dương province",
        "PAR index 2019",
        "Provisional – not published",
        "Districts: 12 units",
        "How far ranks depend on the rules",
        "200 draws with seed 7.",
    ]
    units = rows(ran.out, after="Rank")
    assert [row[0] for row in units] == [str(rank) for rank in range(1, 13)]
    assert all(int(low) <= int(middle) <= int(high) for *_, low, middle, high, _ in units)
    scenarios = rows(ran.out, after="Units moved")
    whats = [row[-1] for row in scenarios]
    assert "All respondent groups weigh the same." in whats
    assert sum(what.startswith("Without the criterion ") for what in whats) == 5
    assert any(what.endswith("“Appraised part” of “Administrative procedures” (tthc.tham_dinh).") for what in whats)
    assert whats[-1].startswith("Without any one of the 9 other criteria: at most ")


def test_group_weights_stay_where_they_are_when_told_to(parbot: Parbot) -> None:
    moving, still = (
        json.loads(parbot("sensitivity", *DISTRICTS, "--json", "--draws", "50", "--weights", given).out)
        for given in ("0.9", "0")
    )
    assert (moving["weight_change"], still["weight_change"]) == (0.9, 0.0)
    assert moving["sets"] != still["sets"]


def test_the_data_of_sensitivity(parbot: Parbot) -> None:
    ran = parbot("sensitivity", "hai_duong/2019", "--json", "--draws", "50")
    report = json.loads(ran.out)
    assert {key: report[key] for key in report if key != "sets"} == {
        "province": "hai_duong",
        "round": "2019",
        "published": False,
        "seed": 1,
        "draws": 50,
        "weight_change": 0.25,
    }
    departments, districts = report["sets"]
    assert departments["unit_type"] == "department"
    assert departments["units"] == []
    assert len(departments["without_total"]) == 18
    assert districts["without_total"] == districts["total_only"] == []
    best = districts["units"][0]
    assert best["rank"] == 1
    assert set(best) == {"unit", "name", "total", "grade", "rank", "p5", "p50", "p95", "changes_places_with"}
    published, *others = districts["scenarios"]
    assert (published["name"], published["moved"], published["largest"]) == ("as_published", 0, None)
    assert published["ranks"] == {each["unit"]: each["rank"] for each in districts["units"]}
    for each in others:
        if each["moved"]:
            largest = each["largest"]
            assert largest["from"] == published["ranks"][largest["unit"]] != each["ranks"][largest["unit"]]
            assert largest["to"] == each["ranks"][largest["unit"]]


def test_ranks_says_that_the_sample_is_a_quota_and_what_it_leaves_open(parbot: Parbot) -> None:
    ran = parbot("ranks", *DISTRICTS, "--draws", "300")
    assert (ran.code, ran.err) == (0, "")
    assert "A quota sample, not a probability sample." in ran.out
    assert "300 draws with seed 1." in ran.out
    assert "no finite population correction" in ran.out
    units = rows(ran.out, after="Rank")
    assert len(units) == 12
    assert all(float(error) > 0 for _, _, _, _, _, error, _, _ in units)
    grades = rows(ran.out, after="Code")
    assert all("points = " in border and border.endswith(" SE") for _, border, _ in grades)
    assert all("%" in shares for *_, shares in grades)


def test_the_data_of_ranks(parbot: Parbot) -> None:
    report = json.loads(parbot("ranks", *DISTRICTS, "--json", "--draws", "300").out)
    assert "weight_change" not in report
    (districts,) = report["sets"]
    assert (districts["sampled"], districts["framework"]) == (True, "HD-2019@1")
    assert districts["ballots"] > 200
    for unit in districts["units"]:
        assert sum(unit["grades"].values()) == pytest.approx(1)
        assert 1 <= unit["p5"] <= unit["p50"] <= unit["p95"] <= 12
        assert float(unit["standard_error"]) > 0
        assert unit["lone_groups"] == []
        assert unit["unit"] not in unit["not_separable_from"]
    named = {each["unit"]: each["not_separable_from"] for each in districts["units"]}
    assert all(one in named[other] for one, others in named.items() for other in others)


def test_the_sizes_of_groups_can_be_told(parbot: Parbot) -> None:
    ran = parbot(
        "ranks", *DISTRICTS, "--draws", "20", "--population", "citizen=90000", "--population", "business=400"
    )
    assert "Finite population correction only for: citizen (90,000), business (400)." in ran.out
    asked = ("ranks", *DISTRICTS, "--draws", "20", "--json")
    plain, told = (
        json.loads(parbot(*asked, *sizes).out)["sets"][0] for sizes in ((), ("--population", "business=12"))
    )
    assert (plain["populations"], told["populations"]) == ({}, {"business": 12})
    assert plain["units"] != told["units"]


@pytest.mark.parametrize(
    ("size", "code", "said"),
    [
        ("business=2", 1, "The group business cannot have 2 members: "),
        ("nobody=2", 1, "The framework has no respondent group nobody; it has: "),
        ("business", 2, "--population"),
        ("business=0", 2, "--population"),
    ],
)
def test_a_size_that_cannot_be_is_refused(parbot: Parbot, size: str, code: int, said: str) -> None:
    ran = parbot("ranks", *DISTRICTS, "--population", size)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err


def test_the_same_seed_prints_the_same_and_in_vietnamese(parbot: Parbot, monkeypatch: pytest.MonkeyPatch) -> None:
    first, again, other = (parbot("ranks", *DISTRICTS, "--seed", seed, "--draws", "99").out for seed in "112")
    assert first == again != other
    monkeypatch.setenv("PARBOT_LANGUAGE", "vi")
    vietnamese = parbot("ranks", *DISTRICTS, "--draws", "99").out
    assert "Mẫu hạn ngạch, phi xác suất." in vietnamese
    assert "Chưa phân biệt được thứ hạng với" in vietnamese
    assert "Huyện Thanh Hà" in vietnamese


def test_a_province_without_a_survey_has_exact_ranks(parbot: Parbot, tmp_path: Path) -> None:
    parbot("load", EXAMPLES / "thanh_hoa_2020")
    ran = parbot("ranks", "2020")
    assert (ran.code, ran.err) == (0, "")
    assert "Nothing is sampled here: the ranks are exact." in ran.out
    _, *tied = (row[:2] for row in rows(ran.out, after="Rank")[3:6])
    assert tied == [["5", "kkt_nghi_son"], ["5", "so_tai_chinh"]]
    drawn = parbot("ranks", "2020", "--picture", tmp_path / "x.png")
    assert (drawn.code, drawn.err) == (1, "There is nothing to draw: the ranks are exact.\n")
    assert json.loads(parbot("ranks", "2020", "--json").out)["sets"][0]["sampled"] is False


@pytest.mark.parametrize("command", ["sensitivity", "ranks"])
def test_a_picture_for_each_type_of_unit(parbot: Parbot, tmp_path: Path, command: str) -> None:
    ran = parbot(command, "2019", "--picture", tmp_path / "ranks.png", "--draws", "20")
    assert (ran.code, ran.err) == (0, f"Picture: {tmp_path / 'ranks.png'}\n")
    picture = (tmp_path / "ranks.png").read_bytes()
    assert struct.unpack(">I", picture[16:20]) == (1080,)


def test_a_picture_that_cannot_be_written_is_said(parbot: Parbot, tmp_path: Path) -> None:
    ran = parbot("sensitivity", *DISTRICTS, "--draws", "5", "--picture", tmp_path / "nowhere" / "x.png")
    assert ran.code == 1
    assert "nowhere" in ran.err


def test_units_without_a_total_are_named(parbot: Parbot) -> None:
    some = parbot("sensitivity", "2019", "--draws", "5")
    assert some.code == 0
    left_out = "Left out, without a total yet: Industrial Zones Authority; Department of Construction; "
    assert left_out in some.out
    none = parbot("ranks", "2019", "--set", "department")
    assert (none.code, none.out) == (1, "")
    first, second = none.err.splitlines()
    assert first == "There is no rank to look into."
    assert second.startswith(left_out)


def test_units_whose_total_was_entered_alone_have_ranks_but_no_rules_to_change(parbot: Parbot) -> None:
    parbot("load", EXAMPLES / "thanh_hoa_2020")
    rules = parbot("sensitivity", "2020_nhiem_vu", "--set", "department")
    assert (rules.code, rules.out) == (1, "")
    planning, finance = "Department of Planning and Investment", "Department of Finance"
    assert f"Left out, only the total is known: {planning}; {finance}; " in rules.err
    exact = parbot("ranks", "2020_nhiem_vu", "--set", "department")
    assert rows(exact.out, after="Rank")[0][1] == "so_khdt"


def test_while_a_survey_is_open_ranks_refuses_and_sensitivity_does_not(parbot: Parbot, database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("update campaign set closes_at = null where code in ('citizen', 'communes')")
    connection.close()
    refused = parbot("ranks", *DISTRICTS)
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith("These surveys are still open: communes, citizen.")
    assert parbot("sensitivity", *DISTRICTS, "--draws", "5").code == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("1999",), "There is no round 1999; there are: hai_duong/2019."),
        (("2019", "--set", "village"), "The framework has no set village; it has department, district."),
    ],
)
@pytest.mark.parametrize("command", ["sensitivity", "ranks"])
def test_an_unknown_name_lists_the_known_ones(
    parbot: Parbot, command: str, given: tuple[str, ...], said: str
) -> None:
    ran = parbot(command, *given)
    assert (ran.code, ran.out, ran.err) == (1, "", f"{said}\n")


@pytest.mark.parametrize(
    "given", [("--seed", "-1"), ("--draws", "0"), ("--draws", "1000001"), ("--weights", "1"), ("--weights", "nan")]
)
def test_numbers_that_make_no_sense_are_misuse(parbot: Parbot, given: tuple[str, ...]) -> None:
    assert parbot("sensitivity", "2019", *given).code == 2
