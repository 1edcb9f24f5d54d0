"""`parbot form check` and `parbot walk`: contracts that a shell script may rely on, and a form played by hand."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from bot.cli import main
from tests.bot.commands.conftest import Ran

Cells = Mapping[str, object]
CITIZEN = Path(__file__).parents[3] / "examples" / "hai_duong_2019" / "forms" / "citizen.xlsx"

LISTS = [
    {"list_name": "yn", "name": "yes", "label::vi": "Có", "label::en": "Yes"},
    {"list_name": "yn", "name": "no", "label::vi": "Không", "label::en": "No"},
    {"list_name": "scale", "name": "good", "label::vi": "Tốt", "label::en": "Good"},
    {"list_name": "scale", "name": "bad", "label::vi": "Kém", "label::en": "Bad"},
]


def row(type_: str, name: str, vi: str, en: str, **more: object) -> Cells:
    return {"type": type_, "name": name, "label::vi": vi, "label::en": en, **more}


VISIT = [
    row("note", "hello", "Xin chào", "Hello"),
    row("select_one yn", "came", "Ông/Bà đã đến?", "Did you come?", required="yes"),
    row(
        "integer", "times", "Mấy lần?", "How often?", required="yes", relevant="${came} = 'yes'",
        constraint=". <= 50",
        **{"constraint_message::vi": "Nhiều nhất 50.", "constraint_message::en": "At most 50."},
    ),
    row("select_multiple scale", "kinds", "Loại nào?", "Which?"),
    row("decimal", "share", "Tỷ lệ?", "Share?"),
    row("text", "said", "Ý kiến?", "Anything else?"),
]  # fmt: skip
UNITS = [
    row("begin_repeat", "r", "Đơn vị", "Unit", **{"par::target": "district"}),
    row("select_one scale", "rated", "Thế nào?", "How is it?", required="yes"),
    row("text", "why", "Vì sao?", "Why?"),
    row("end_repeat", "", "", ""),
]
FAULTY = [
    row("select_one nolist", "a", "A", "A"),
    row("image", "b", "B", "B", relevant="${gone} = 1"),
    row("text", "c", "C", ""),
]


@contextmanager
def typing(lines: Sequence[str]) -> Iterator[None]:
    """Standard input from these lines, as in `printf … | parbot`."""
    before, sys.stdin = sys.stdin, io.StringIO("".join(f"{line}\n" for line in lines))
    try:
        yield
    finally:
        sys.stdin = before


@pytest.fixture
def parbot(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """`parbot("walk", form, typed=[…])` as a shell would run it: no database is needed."""
    monkeypatch.setenv("PARBOT_LANGUAGE", "en")

    def run(*arguments: object, typed: Sequence[str] = ()) -> Ran:
        with typing(typed):
            code = main([str(each) for each in arguments])
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return run


@pytest.fixture
def form(tmp_path: Path) -> Callable[..., Path]:
    """`form(survey rows)` is a real workbook on disk."""

    def make(survey: Sequence[Cells], choices: Sequence[Cells] = LISTS, name: str = "form.xlsx") -> Path:
        workbook = Workbook()
        workbook.remove(workbook.worksheets[0])
        settings = [{"form_id": "trial", "version": "7", "default_language": "vi"}]
        for title, rows in {"survey": survey, "choices": choices, "settings": settings}.items():
            sheet = workbook.create_sheet(title)
            headings = list(dict.fromkeys(heading for each in rows for heading in each))
            sheet.append(headings)
            for each in rows:
                sheet.append([each.get(heading) for heading in headings])
        workbook.save(tmp_path / name)
        return tmp_path / name

    return make


@pytest.fixture
def walked(parbot: Callable[..., Ran], form: Callable[..., Path], tmp_path: Path) -> Callable[..., tuple[int, Any]]:
    """`walked(survey, answers)` is the exit code and the JSON of a silent walk."""

    def run(survey: Sequence[Cells], answers: object, *options: str) -> tuple[int, Any]:
        file = tmp_path / "answers.json"
        file.write_text(json.dumps(answers), "utf-8")
        ran = parbot("walk", form(survey), "--answers", file, "--json", *options)
        return ran.code, json.loads(ran.out)

    return run


# --- form check


def test_a_good_form_is_said_to_be_so(parbot: Callable[..., Ran]) -> None:
    ran = parbot("form", "check", CITIZEN)
    assert (ran.code, ran.err) == (0, "")
    assert "7 questions, no fault" in ran.out


def test_a_good_form_as_json(parbot: Callable[..., Ran], form: Callable[..., Path]) -> None:
    ran = parbot("form", "check", form(VISIT), "--json")
    assert (ran.code, json.loads(ran.out)) == (
        0,
        {
            "valid": True,
            "faults": [],
            "form_id": "trial",
            "version": "7",
            "questions": ["hello", "came", "times", "kinds", "share", "said"],
        },
    )


def test_every_fault_is_listed_with_its_place_and_reason(
    parbot: Callable[..., Ran], form: Callable[..., Path]
) -> None:
    ran = parbot("form", "check", form(FAULTY), "--json")
    said = json.loads(ran.out)
    assert (ran.code, said["valid"]) == (1, False)
    assert [(each["sheet"], each["row"], each["column"]) for each in said["faults"]] == [
        ("survey", 2, "type"),
        ("survey", 3, "type"),
        ("survey", 4, "label::en"),
    ]
    assert said["faults"][0] == {
        "sheet": "survey",
        "row": 2,
        "column": "type",
        "reason": "There is no choice list named nolist.",
        "where": "survey!A2 (type)",
    }


def test_every_fault_is_listed_for_a_reader_too(parbot: Callable[..., Ran], form: Callable[..., Path]) -> None:
    ran = parbot("form", "check", form(FAULTY))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.splitlines()[0] == "survey!A2 (type): There is no choice list named nolist."
    assert len(ran.err.splitlines()) == 3


def test_a_fault_about_a_whole_sheet_or_file_has_no_row_and_no_column(
    parbot: Callable[..., Ran], form: Callable[..., Path], tmp_path: Path
) -> None:
    (sheet,) = json.loads(parbot("form", "check", form([{"name": "a", "label": "A"}]), "--json").out)["faults"]
    assert (sheet["sheet"], sheet["row"], sheet["column"]) == ("survey", None, None)
    (tmp_path / "letter.xlsx").write_bytes(b"Dear Sir")
    (file,) = json.loads(parbot("form", "check", tmp_path / "letter.xlsx", "--json").out)["faults"]
    assert (file["sheet"], file["row"], file["column"], file["where"]) == (None, None, None, "letter.xlsx")


@pytest.mark.parametrize("command", [["form", "check"], ["walk"]])
def test_a_form_that_is_not_there_is_said_to_be_missing(
    parbot: Callable[..., Ran], command: list[str], tmp_path: Path
) -> None:
    ran = parbot(*command, tmp_path / "gone.xlsx")
    assert (ran.code, ran.out) == (1, "")
    assert "gone.xlsx cannot be read" in ran.err


# --- walk with prepared answers


def test_a_walk_says_what_was_asked_rejected_and_sent(walked: Callable[..., tuple[int, Any]]) -> None:
    answers = {"came": "yes", "times": 3.0, "kinds": ["good", "bad"], "share": 0, "said": "=", "hello": None}
    assert walked(VISIT, answers) == (
        0,
        {
            "asked": ["came", "times", "kinds", "share", "said"],
            "rejected": [],
            "ballot": {"came": "yes", "times": "3", "kinds": ["good", "bad"], "share": "0", "said": "="},
        },
    )


def test_a_truth_value_and_irrelevance(walked: Callable[..., tuple[int, Any]]) -> None:
    code, said = walked(VISIT, {"came": False, "times": 3})
    assert (code, said["asked"]) == (0, ["came", "kinds", "share", "said"])
    assert said["ballot"] == {"came": "no"}


@pytest.mark.parametrize(("language", "reason"), [("vi", "Nhiều nhất 50."), ("en", "At most 50.")])
def test_a_rejected_required_answer_stops_the_walk(
    walked: Callable[..., tuple[int, Any]], language: str, reason: str
) -> None:
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
    walked: Callable[..., tuple[int, Any]], language: str, word: str
) -> None:
    code, said = walked(VISIT, {"came": "no", "kinds": ["good", "great"]}, "--lang", language)
    assert (code, said["ballot"]) == (0, {"came": "no"})
    (rejected,) = said["rejected"]
    assert (rejected["name"], rejected["value"]) == ("kinds", ["good", "great"])
    assert word in rejected["reason"]


def test_a_missing_required_answer_stops_the_walk_too(walked: Callable[..., tuple[int, Any]]) -> None:
    assert walked(VISIT, {}) == (1, {"asked": ["came"], "rejected": [], "ballot": {}})


def test_units_are_named_in_brackets(walked: Callable[..., tuple[int, Any]]) -> None:
    code, said = walked(UNITS, {"rated": {"x": "good", "y": "bad"}, "why": {"y": "so"}})
    assert (code, said) == (
        0,
        {
            "asked": ["rated[x]", "why[x]", "rated[y]", "why[y]"],
            "rejected": [],
            "ballot": {"rated[x]": "good", "rated[y]": "bad", "why[y]": "so"},
        },
    )


def test_a_rejected_answer_about_a_unit_is_named_by_it(walked: Callable[..., tuple[int, Any]]) -> None:
    code, said = walked(UNITS, {"rated": {"x": "good", "y": "great"}})
    assert (code, said["rejected"][0]["name"], said["ballot"]) == (1, "rated[y]", {"rated[x]": "good"})


def test_a_name_that_the_form_does_not_have_is_pointed_out(
    parbot: Callable[..., Ran], form: Callable[..., Path], tmp_path: Path
) -> None:
    (tmp_path / "answers.json").write_text('{"came": "no", "tims": 3}', "utf-8")
    ran = parbot("walk", form(VISIT), "--answers", tmp_path / "answers.json", "--json")
    assert (ran.code, json.loads(ran.out)["ballot"]) == (0, {"came": "no"})
    assert "tims" in ran.err


@pytest.mark.parametrize(
    "content",
    [b"{", b"", b'{"came": NaN}', b'{"share": 1e999}', b"\xff\xfe", b"[" * 100_000],
    ids=["cut", "empty", "NaN", "beyond every number", "bytes", "deep"],
)
def test_answers_that_are_no_json_are_refused(
    parbot: Callable[..., Ran], form: Callable[..., Path], tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "answers.json").write_bytes(content)
    ran = parbot("walk", form(VISIT), "--answers", tmp_path / "answers.json", "--json")
    assert (ran.code, ran.out) == (1, "")
    assert "answers.json cannot be read" in ran.err


@pytest.mark.parametrize(
    "content",
    ['{"came": "no", "said": "a\\ud800"}', '{"came": "no", "\\ud800": 1}', '{"rated": {"\\ud800": "good"}}'],
    ids=["text", "name", "unit"],
)
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_half_a_letter_is_refused_and_named(
    parbot: Callable[..., Ran], form: Callable[..., Path], tmp_path: Path, content: str, options: list[str]
) -> None:
    (tmp_path / "answers.json").write_text(content, "utf-8")
    ran = parbot("walk", form(VISIT), "--answers", tmp_path / "answers.json", *options)
    assert (ran.code, ran.out) == (1, "")
    assert "\\ud800" in ran.err
    assert "half a letter" in ran.err


def test_answers_that_are_no_object_are_refused(
    parbot: Callable[..., Ran], form: Callable[..., Path], tmp_path: Path
) -> None:
    (tmp_path / "answers.json").write_text('["came"]', "utf-8")
    ran = parbot("walk", form(VISIT), "--answers", tmp_path / "answers.json")
    assert (ran.code, ran.out) == (1, "")
    assert "must be an object" in ran.err


def test_a_file_of_answers_that_is_not_there_is_said_to_be_missing(
    parbot: Callable[..., Ran], tmp_path: Path
) -> None:
    ran = parbot("walk", CITIZEN, "--answers", tmp_path / "gone.json", "--json")
    assert (ran.code, ran.out) == (1, "")
    assert "gone.json" in ran.err


def test_a_form_with_faults_is_not_walked(parbot: Callable[..., Ran], form: Callable[..., Path]) -> None:
    ran = parbot("walk", form(FAULTY))
    assert (ran.code, ran.out) == (1, "")
    assert "survey!A2 (type)" in ran.err


def test_without_json_the_walk_reads_as_a_list(
    parbot: Callable[..., Ran], form: Callable[..., Path], tmp_path: Path
) -> None:
    (tmp_path / "answers.json").write_text('{"came": "no", "kinds": ["good", "bad"], "share": "much"}', "utf-8")
    ran = parbot("walk", form(VISIT), "--answers", tmp_path / "answers.json")
    assert ran.code == 0
    assert ran.out.splitlines() == ["came: no", "kinds: good, bad", "share: –", "said: –"]
    assert ran.err.startswith("⚠ share: ")


# --- walk by hand


def test_a_form_is_played_by_typing(parbot: Callable[..., Ran], form: Callable[..., Path]) -> None:
    typed = [">", "1", "99", "12", "1 2", "-", "x", "3", "1", "!"]
    ran = parbot("walk", form(VISIT), "--lang", "en", typed=typed)
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


def test_the_signs_are_explained_once(parbot: Callable[..., Ran], form: Callable[..., Path]) -> None:
    ran = parbot("walk", form(VISIT), "--lang", "en", typed=[">", "1", "3"])
    assert ran.out.count("No information about this unit") == 1
    assert ran.out.index("Skip ›") < ran.out.index("Hello")


def test_units_are_listed_skipped_and_left(parbot: Callable[..., Ran], form: Callable[..., Path]) -> None:
    ran = parbot(
        "walk", form(UNITS), "--lang", "en", typed=["1", "-", "x", "?", "3", "2", "<", "?", "<", "2", "-", "!"]
    )
    assert ran.code == 0
    assert "1. A: ✓ done" in ran.out
    assert "2. B: no information" in ran.out
    assert "3. C: not begun" in ran.out
    assert json.loads(ran.out[ran.out.rindex("{") :]) == {"rated[A]": "good", "rated[C]": "bad"}


def test_a_paper_is_paused_and_begun_anew_by_hand(parbot: Callable[..., Ran], form: Callable[..., Path]) -> None:
    ran = parbot(
        "walk", form(VISIT), "--lang", "vi", typed=[">", "1", "*", "#", "##", ">", "2", "-", "-", "-", "!"]
    )
    assert ran.code == 0
    assert json.loads(ran.out[ran.out.rindex("{") :]) == {"came": "no"}


def test_whoever_leaves_in_the_middle_gets_no_ballot(parbot: Callable[..., Ran]) -> None:
    ran = parbot("walk", CITIZEN, typed=["1", "2"])
    assert ran.code == 1
    assert "{" not in ran.out


def test_a_long_list_is_paged(parbot: Callable[..., Ran], form: Callable[..., Path]) -> None:
    many = [
        {"list_name": "l", "name": f"c{n}", "label::vi": f"Xã {n}", "label::en": f"Commune {n}"} for n in range(20)
    ]
    survey = [row("select_one l", "where", "Ở đâu?", "Where?")]
    ran = parbot("walk", form(survey, many), "--lang", "en", typed=[">>", "20", "!"])
    assert "16. Commune 15" in ran.out
    assert json.loads(ran.out[ran.out.rindex("{") :]) == {"where": "c19"}
