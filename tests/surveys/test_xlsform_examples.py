"""The workbooks and tables of the example provinces."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from surveys.model import Kind, Question
from surveys.xlsform import read_xlsform

EXAMPLES = Path(__file__).parents[2] / "examples"
FORMS = sorted(EXAMPLES.glob("*/forms/*.xlsx"))
CITIZEN = EXAMPLES / "hai_duong_2019" / "forms" / "citizen.xlsx"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_every_form_is_read_and_opens_in_odk(path: Path) -> None:
    form = read_xlsform(path)
    result = convert(path)
    assert form.form_id in result.xform
    assert [question.name for question in form.questions()] == [
        row["name"] for row in sheet(path, "survey") if not str(row["type"]).startswith(("begin", "end"))
    ]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_every_form_speaks_vietnamese_first_and_english(path: Path) -> None:
    form = read_xlsform(path)
    assert form.languages == ("vi", "en")
    for texts in (form.title, *(question.label for question in form.questions())):
        assert set(texts) == {"vi", "en"}
        assert texts["vi"] != texts["en"]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_every_rated_question_offers_no_information_last_and_says_nothing_beforehand(path: Path) -> None:
    rated = [question for question in read_xlsform(path).questions() if question.criterion]
    assert rated
    for question in rated:
        assert [choice.no_information for choice in question.choices] == [False] * 5 + [True]


def sheet(path: Path, name: str) -> list[dict[str, object]]:
    headings, *cells = load_workbook(path, read_only=True)[name].iter_rows(values_only=True)
    return [dict(zip(map(str, headings), row, strict=True)) for row in cells]


def test_the_citizens_form_is_the_workbook_word_for_word() -> None:
    questions = list(read_xlsform(CITIZEN).questions())
    written = [row for row in sheet(CITIZEN, "survey") if row["name"] and row["type"] != "begin_group"]
    assert [question.label["vi"] for question in questions] == [row["label::Tiếng Việt (vi)"] for row in written]
    assert [question.label["en"] for question in questions] == [row["label::English (en)"] for row in written]
    assert [question.criterion for question in questions] == [row["par::criterion"] for row in written]


def test_the_citizens_form_rates_six_criteria_and_asks_one_free_text() -> None:
    *rated, free = read_xlsform(CITIZEN).questions()
    assert {question.criterion for question in rated} == {
        "tthc.huong_dan", "can_bo.thai_do", "tthc.dung_hen", "hien_dai.truc_tuyen", "hien_dai.theo_doi",
        "chi_dao.phan_hoi",
    }  # fmt: skip
    assert all(question.kind is Kind.SELECT_ONE and question.required for question in rated)
    assert (free.kind, free.required, free.criterion) == (Kind.TEXT, False, None)
    assert "không ghi họ tên" in free.hint["vi"]


def test_the_citizens_scale() -> None:
    first: Question = next(read_xlsform(CITIZEN).questions())
    assert [(choice.label["vi"], choice.points) for choice in first.choices] == [
        ("Rất hài lòng", Decimal(100)),
        ("Hài lòng", Decimal(80)),
        ("Bình thường", Decimal(60)),
        ("Không hài lòng", Decimal(20)),
        ("Rất không hài lòng", Decimal(0)),
        ("Không có thông tin", None),
    ]


@pytest.mark.parametrize(
    ("province", "types"),
    [("hai_duong_2019", {"district": 12, "department": 18}), ("thanh_hoa_2020", {"department": 20})],
)
def test_the_units_of_a_province(province: str, types: dict[str, int]) -> None:
    units = rows(EXAMPLES / province / "units.csv")
    assert Counter(unit["type"] for unit in units) == types
    names = [name for unit in units for name in (unit["name_vi"], *filter(None, unit["aliases"].split("|")))]
    assert len(set(names)) == len(names), "no spelling stands for two units"
    assert len({unit["code"] for unit in units}) == len(units)


def test_the_survey_plan_keeps_the_printed_contradiction() -> None:
    plan = rows(EXAMPLES / "hai_duong_2019" / "survey_plan.csv")
    assert len(plan) == 13
    sums = Counter[str]()
    for line in plan:
        sums[line["section"]] += int(line["ballots_printed"])
    assert sums == {
        "general": 25,
        "departments": 4 + 36 + 204 + 228 + 30,
        "districts": 51 + 240 + 24 + 288 + 360 + 120,
    }
    assert "472" in next(line["how_the_number_arises"] for line in plan if line["ballots_printed"] == "30")
