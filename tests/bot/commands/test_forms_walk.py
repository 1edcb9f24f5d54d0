"""`parbot walk`: a contract that a shell script may rely on, and a form played by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.bot.commands.conftest import Parbot
from tests.bot.commands.forms import FAULTY, UNITS, VISIT, Cells, Form, row

Walked = Callable[..., tuple[int, Any]]
CITIZEN = Path(__file__).parents[3] / "examples" / "hai_duong_2019" / "forms" / "citizen.xlsx"


@pytest.fixture
def walked(shell: Parbot, form: Form, tmp_path: Path) -> Walked:
    """`walked(survey, answers)` is the exit code and the JSON of a silent walk."""

    def run(survey: Sequence[Cells], answers: object, *options: str) -> tuple[int, Any]:
        file = tmp_path / "answers.json"
        file.write_text(json.dumps(answers), "utf-8")
        ran = shell("walk", form(survey), "--answers", file, "--json", *options)
        return ran.code, json.loads(ran.out)

    return run


# --- walk with prepared answers


def test_a_walk_says_what_was_asked_rejected_and_sent(walked: Walked) -> None:
    answers = {"came": "yes", "times": 3.0, "kinds": ["good", "bad"], "share": 0, "said": "=", "hello": None}
    assert walked(VISIT, answers) == (
        0,
        {
            "asked": ["came", "times", "kinds", "share", "said"],
            "rejected": [],
            "ballot": {"came": "yes", "times": "3", "kinds": ["good", "bad"], "share": "0", "said": "="},
        },
    )


def test_a_truth_value_and_irrelevance(walked: Walked) -> None:
    code, said = walked(VISIT, {"came": False, "times": 3})
    assert (code, said["asked"]) == (0, ["came", "kinds", "share", "said"])
    assert said["ballot"] == {"came": "no"}


@pytest.mark.parametrize(("language", "reason"), [("vi", "Nhiều nhất 50."), ("en", "At most 50.")])
def test_a_rejected_required_answer_stops_the_walk(walked: Walked, language: str, reason: str) -> None:
    assert walked(VISIT, {"came": True, "times": 51, "said": "so"}, "--lang", language) == (
        1,
        {
            "asked": ["came", "times"],
            "rejected": [{"name": "times", "value": 51, "reason": reason}],
            "ballot": {"came": "yes"},
        },
    )


@pytest.mark.parametrize(("language", "word"), [("vi", "lựa chọn"), ("en", "no choice")])
def test_a_rejected_optional_answer_is_left_out_for_a_reason_in_the_language(
    walked: Walked, language: str, word: str
) -> None:
    code, said = walked(VISIT, {"came": "no", "kinds": ["good", "great"]}, "--lang", language)
    assert (code, said["ballot"]) == (0, {"came": "no"})
    (rejected,) = said["rejected"]
    assert (rejected["name"], rejected["value"]) == ("kinds", ["good", "great"])
    assert word in rejected["reason"]


def test_a_missing_required_answer_stops_the_walk_too(walked: Walked) -> None:
    assert walked(VISIT, {}) == (1, {"asked": ["came"], "rejected": [], "ballot": {}})


def test_units_are_named_in_brackets(walked: Walked) -> None:
    code, said = walked(UNITS, {"rated": {"x": "good", "y": "bad"}, "why": {"y": "so"}})
    assert (code, said) == (
        0,
        {
            "asked": ["rated[x]", "why[x]", "rated[y]", "why[y]"],
            "rejected": [],
            "ballot": {"rated[x]": "good", "rated[y]": "bad", "why[y]": "so"},
        },
    )


def test_a_rejected_answer_about_a_unit_is_named_by_it(walked: Walked) -> None:
    code, said = walked(UNITS, {"rated": {"x": "good", "y": "great"}})
    assert (code, said["rejected"][0]["name"], said["ballot"]) == (1, "rated[y]", {"rated[x]": "good"})


def test_a_name_that_the_form_does_not_have_is_pointed_out(shell: Parbot, form: Form, tmp_path: Path) -> None:
    (tmp_path / "answers.json").write_text('{"came": "no", "tims": 3}', "utf-8")
    ran = shell("walk", form(VISIT), "--answers", tmp_path / "answers.json", "--json")
    assert (ran.code, json.loads(ran.out)["ballot"]) == (0, {"came": "no"})
    assert "tims" in ran.err


@pytest.mark.parametrize(
    "content",
    [b"{", b"", b'{"came": NaN}', b'{"share": 1e999}', b"\xff\xfe", b"[" * 100_000],
    ids=["cut", "empty", "NaN", "beyond every number", "bytes", "deep"],
)
def test_answers_that_are_no_json_are_refused(shell: Parbot, form: Form, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "answers.json").write_bytes(content)
    ran = shell("walk", form(VISIT), "--answers", tmp_path / "answers.json", "--json")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("The answers ")
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize(
    "content",
    ['{"came": "no", "said": "a\\ud800"}', '{"came": "no", "\\ud800": 1}', '{"rated": {"\\ud800": "good"}}'],
    ids=["text", "name", "unit"],
)
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_half_a_letter_is_refused_and_named(
    shell: Parbot, form: Form, tmp_path: Path, content: str, options: list[str]
) -> None:
    (tmp_path / "answers.json").write_text(content, "utf-8")
    ran = shell("walk", form(VISIT), "--answers", tmp_path / "answers.json", *options)
    assert (ran.code, ran.out) == (1, "")
    assert "\\ud800" in ran.err
    assert "half a letter" in ran.err


def test_answers_that_are_no_object_are_refused(shell: Parbot, form: Form, tmp_path: Path) -> None:
    (tmp_path / "answers.json").write_text('["came"]', "utf-8")
    ran = shell("walk", form(VISIT), "--answers", tmp_path / "answers.json")
    assert (ran.code, ran.out) == (1, "")
    assert "must be an object" in ran.err


def test_a_file_of_answers_that_is_not_there_is_said_to_be_missing(shell: Parbot, tmp_path: Path) -> None:
    ran = shell("walk", CITIZEN, "--answers", tmp_path / "gone.json", "--json")
    assert (ran.code, ran.out) == (1, "")
    assert "gone.json" in ran.err


def test_a_form_with_faults_is_not_walked(shell: Parbot, form: Form) -> None:
    ran = shell("walk", form(FAULTY))
    assert (ran.code, ran.out) == (1, "")
    assert "survey!A2 (type)" in ran.err


def test_without_json_the_walk_reads_as_a_list(shell: Parbot, form: Form, tmp_path: Path) -> None:
    (tmp_path / "answers.json").write_text('{"came": "no", "kinds": ["good", "bad"], "share": "much"}', "utf-8")
    ran = shell("walk", form(VISIT), "--answers", tmp_path / "answers.json")
    assert ran.code == 0
    assert ran.out.splitlines() == ["came: no", "kinds: good, bad", "share: –", "said: –"]
    assert ran.err.startswith("⚠ share: ")


# --- walk by hand


def test_a_form_is_played_by_typing(shell: Parbot, form: Form) -> None:
    typed = [">", "1", "99", "12", "1 2", "-", "x", "3", "1", "!"]
    ran = shell("walk", form(VISIT), "--lang", "en", typed=typed)
    assert ran.code == 0
    assert "⚠ At most 50." in ran.out
    assert "Did you come?\n    1. Yes\n    2. No" in ran.out
    assert "3. Which?: Good, Bad" in ran.out
    assert json.loads(ran.out[ran.out.rindex("{") :]) == {
        "came": "yes",
        "times": "12",
        "kinds": ["good"],
        "said": "x",
    }


def test_the_signs_are_explained_once(shell: Parbot, form: Form) -> None:
    ran = shell("walk", form(VISIT), "--lang", "en", typed=[">", "1", "3"])
    assert ran.out.count("Skip this unit") == 1
    assert ran.out.index("Skip ›") < ran.out.index("Hello")


def test_units_are_listed_skipped_and_left(shell: Parbot, form: Form) -> None:
    ran = shell(
        "walk", form(UNITS), "--lang", "en", typed=["1", "-", "x", "?", "3", "2", "<", "?", "<", "2", "-", "!"]
    )
    assert ran.code == 0
    assert "1. A: ✓ done" in ran.out
    assert "2. B: ✕ skipped" in ran.out
    assert "3. C: ○ to do" in ran.out
    assert json.loads(ran.out[ran.out.rindex("{") :]) == {"rated[A]": "good", "rated[C]": "bad"}


def test_a_paper_is_paused_and_begun_anew_by_hand(shell: Parbot, form: Form) -> None:
    ran = shell("walk", form(VISIT), "--lang", "vi", typed=[">", "1", "*", "#", "##", ">", "2", "-", "-", "-", "!"])
    assert ran.code == 0
    assert json.loads(ran.out[ran.out.rindex("{") :]) == {"came": "no"}


def test_whoever_leaves_in_the_middle_gets_no_ballot(shell: Parbot) -> None:
    ran = shell("walk", CITIZEN, typed=["1", "2"])
    assert ran.code == 1
    assert "{" not in ran.out


def test_a_long_list_is_paged(shell: Parbot, form: Form) -> None:
    many = [
        {"list_name": "l", "name": f"c{n}", "label::vi": f"Xã {n}", "label::en": f"Commune {n}"} for n in range(20)
    ]
    survey = [row("select_one l", "where", "Ở đâu?", "Where?")]
    ran = shell("walk", form(survey, many), "--lang", "en", typed=[">>", "20", "!"])
    assert "16. Commune 15" in ran.out
    assert json.loads(ran.out[ran.out.rindex("{") :]) == {"where": "c19"}
