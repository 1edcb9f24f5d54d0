"""The workbooks and tables of the example provinces."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from surveys.model import Kind, Question, Section
from surveys.xlsform import read_xlsform

EXAMPLES = Path(__file__).parents[2] / "examples"
FORMS = sorted(EXAMPLES.glob("*/forms/*.xlsx"))
CITIZEN = EXAMPLES / "hai_duong_2019" / "forms" / "citizen.xlsx"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PLAN = rows(EXAMPLES / "hai_duong_2019" / "survey_plan.csv")
RATES_MANY = {
    "provincial_front_leader": "department",
    "district_leader": "department",
    "department_leader": "district",
}
"""Groups of which everyone rates all units of a type on one paper."""


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
def test_every_scale_falls_from_100_to_0_and_ends_with_no_information(path: Path) -> None:
    asked = [question for question in read_xlsform(path).questions() if question.kind is Kind.SELECT_ONE]
    assert asked
    for question in asked:
        assert question.required
        assert [choice.no_information for choice in question.choices] == [False] * 5 + [True]
        points = [choice.points for choice in question.choices if choice.points is not None]
        assert points == sorted(points, reverse=True)
        assert (points[0], points[-1]) == (Decimal(100), Decimal(0))


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_every_form_ends_with_a_free_text_that_warns_of_names(path: Path) -> None:
    *_, last = read_xlsform(path).questions()
    assert (last.kind, last.required, last.criterion) == (Kind.TEXT, False, None)
    assert "không ghi họ tên, số điện thoại" in last.hint["vi"]


def form_of(line: dict[str, str]) -> Path:
    """The citizens' form has the short name of the first campaign."""
    group = line["respondent_group"]
    return CITIZEN if group == "citizen" else CITIZEN.with_name(f"{line['section']}_{group}.xlsx")


@pytest.mark.parametrize("line", PLAN, ids=lambda line: f"{line['section']}-{line['respondent_group']}")
def test_every_line_of_the_plan_has_its_form(line: dict[str, str]) -> None:
    repeats = [
        item.target for item in read_xlsform(form_of(line)).items if isinstance(item, Section) and item.repeat
    ]
    target = RATES_MANY.get(line["respondent_group"])
    assert repeats == ([target] if target else [])


@pytest.mark.parametrize(
    ("section", "units", "points"), [("departments", "department", 23), ("districts", "district", 18)]
)
def test_the_forms_cover_the_criteria_of_the_survey(section: str, units: str, points: int) -> None:
    framework = yaml.safe_load((CITIZEN.parents[1] / "framework.yaml").read_text("utf-8"))
    surveyed = {
        criterion["code"]: criterion["max_score"]
        for domain in framework["sets"][units]["domains"]
        for criterion in domain["criteria"]
        if criterion["source"] == "survey"
    }
    asked = {
        question.criterion
        for line in PLAN
        if line["section"] == section
        for question in read_xlsform(form_of(line)).questions()
        if question.criterion
    }
    assert asked == surveyed.keys()
    assert sum(surveyed.values()) == points


def sheet(path: Path, name: str) -> list[dict[str, object]]:
    headings, *cells = load_workbook(path)[name].iter_rows(values_only=True)
    return [dict(zip(map(str, headings), row, strict=True)) for row in cells]


def test_the_citizens_form_is_the_workbook_word_for_word() -> None:
    questions = list(read_xlsform(CITIZEN).questions())
    written = [row for row in sheet(CITIZEN, "survey") if row["name"] and row["type"] != "begin_group"]
    assert [question.label["vi"] for question in questions] == [row["label::Tiếng Việt (vi)"] for row in written]
    assert [question.label["en"] for question in questions] == [row["label::English (en)"] for row in written]
    assert [question.criterion for question in questions] == [row["par::criterion"] for row in written]


def test_the_citizens_form_rates_six_criteria() -> None:
    *rated, _free = read_xlsform(CITIZEN).questions()
    assert {question.criterion for question in rated} == {
        "tthc.huong_dan", "can_bo.thai_do", "tthc.dung_hen", "hien_dai.truc_tuyen", "hien_dai.theo_doi",
        "chi_dao.phan_hoi",
    }  # fmt: skip


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
    [
        ("hai_duong_2019", {"district": 12, "department": 18}),
        ("thanh_hoa_2020", {"department": 20, "district": 27, "public_service_unit": 14}),
    ],
)
def test_the_units_of_a_province(province: str, types: dict[str, int]) -> None:
    units = rows(EXAMPLES / province / "units.csv")
    assert Counter(unit["type"] for unit in units) == types
    names = [name for unit in units for name in (unit["name_vi"], *filter(None, unit["aliases"].split("|")))]
    assert len(set(names)) == len(names), "no spelling stands for two units"
    assert len({unit["code"] for unit in units}) == len(units)


def test_the_survey_plan_keeps_the_printed_contradiction() -> None:
    assert len(PLAN) == 13
    sums = Counter[str]()
    for line in PLAN:
        sums[line["section"]] += int(line["ballots_printed"])
    assert sums == {
        "general": 25,
        "departments": 4 + 36 + 204 + 228 + 30,
        "districts": 51 + 240 + 24 + 288 + 360 + 120,
    }
    assert "472" in next(line["how_the_number_arises"] for line in PLAN if line["ballots_printed"] == "30")
