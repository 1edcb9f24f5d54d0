"""What a workbook becomes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from surveys.model import Choice, Constraint, Kind, Question, Range, Section
from surveys.xlsform import read_xlsform

MakeForm = Callable[..., bytes]

VI, EN = "label::Tiếng Việt (vi)", "label::English (en)"


def only(data: bytes) -> Question:
    (question,) = read_xlsform(data).questions()
    return question


def test_a_question_with_everything(make_form: MakeForm) -> None:
    data = make_form(
        survey=[
            {
                "type": "select_one scale", "name": "attitude", VI: "Thái độ?", EN: "Attitude?",
                "hint::Tiếng Việt (vi)": "Lần gần nhất", "hint::English (en)": "The last time",
                "required": "yes", "relevant": "1 = 1", "constraint": ". != 'bad'",
                "constraint_message::Tiếng Việt (vi)": "Xin chọn lại", "constraint_message::English (en)": "Again",
                "choice_filter": "region = 'x'", "par::criterion": "can_bo.thai_do", "appearance": "minimal",
            }
        ],
        choices=[
            {"list_name": "scale", "name": "good", VI: "Tốt", EN: "Good", "points": 100, "region": "x"},
            {"list_name": "scale", "name": "bad", VI: "Kém", EN: "Poor", "points": "33,5", "region": "y"},
            {"list_name": "scale", "name": "none", VI: "Không rõ", EN: "Unknown", "no_information": True},
        ],
    )  # fmt: skip
    assert only(data) == Question(
        name="attitude",
        kind=Kind.SELECT_ONE,
        label={"vi": "Thái độ?", "en": "Attitude?"},
        hint={"vi": "Lần gần nhất", "en": "The last time"},
        choices=(
            Choice(name="good", label={"vi": "Tốt", "en": "Good"}, points=Decimal(100), filters={"region": "x"}),
            Choice(name="bad", label={"vi": "Kém", "en": "Poor"}, points=Decimal("33.5"), filters={"region": "y"}),
            Choice(name="none", label={"vi": "Không rõ", "en": "Unknown"}, no_information=True),
        ),
        choice_filter="region = 'x'",
        required=True,
        relevant="1 = 1",
        constraint=Constraint(test=". != 'bad'", message={"vi": "Xin chọn lại", "en": "Again"}),
        criterion="can_bo.thai_do",
    )


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("integer", Kind.INTEGER), ("int", Kind.INTEGER), ("decimal", Kind.DECIMAL), ("text", Kind.TEXT),
        ("string", Kind.TEXT), ("note", Kind.NOTE), ("date", Kind.DATE), ("range", Kind.RANGE),
        ("select_one yes_no", Kind.SELECT_ONE), ("select one from yes_no", Kind.SELECT_ONE),
        ("select_multiple yes_no", Kind.SELECT_MULTIPLE), ("  select_one   yes_no ", Kind.SELECT_ONE),
    ],
)  # fmt: skip
def test_types_in_the_spellings_of_xlsform(make_form: MakeForm, written: str, kind: Kind) -> None:
    assert only(make_form(survey=[{"type": written, "name": "q", "label": "Q"}])).kind is kind


@pytest.mark.parametrize(
    ("parameters", "bounds"),
    [
        (None, Range(start=Decimal(1), end=Decimal(10), step=Decimal(1))),
        ("start=0 end=1 step=0.25", Range(start=Decimal(0), end=Decimal(1), step=Decimal("0.25"))),
        ("start = -5; end = 5", Range(start=Decimal(-5), end=Decimal(5), step=Decimal(1))),
    ],
)
def test_ranges(make_form: MakeForm, parameters: str | None, bounds: Range) -> None:
    survey = [{"type": "range", "name": "q", "label": "Q", "parameters": parameters}]
    assert only(make_form(survey=survey)).range == bounds


def test_a_repeat_over_rated_units(make_form: MakeForm) -> None:
    data = make_form(
        survey=[
            {"type": "begin group", "name": "g", "label": "G", "relevant": "${go} = 'yes'"},
            {"type": "begin_repeat", "name": "r", "label": "R", "par::target": "district", "par::shuffle": "yes"},
            {"type": "integer", "name": "n", "label": "N"},
            {"type": "end_repeat"},
            {"type": "end group"},
            {"type": "select_one yes_no", "name": "go", "label": "Go?"},
        ]
    )
    inner = Question(name="n", kind=Kind.INTEGER, label={"und": "N"})
    repeat = Section(
        name="r", label={"und": "R"}, items=(inner,), repeat=True, target="district", shuffle=True
    )  # fmt: skip
    group = Section(name="g", label={"und": "G"}, items=(repeat,), relevant="${go} = 'yes'")
    assert read_xlsform(data).items[0] == group


def test_cells_as_excel_keeps_them(make_form: MakeForm) -> None:
    data = make_form(
        survey=[
            {"type": "select_one scale", "name": "q", "label": "Ông/ba\u0300\u00a0nghĩ sao?\r\n ", "required": True}
        ],
        choices=[{"list_name": "scale", "name": 1.0, "label": 1}, {"list_name": "scale", "name": 2, "label": 2.5}],
        settings=[{"form_id": "f", "version": 20191118}],
    )
    question = only(data)
    assert question.label == {"und": "Ông/bà nghĩ sao?"}
    assert question.required
    assert [(choice.name, choice.label["und"]) for choice in question.choices] == [("1", "1"), ("2", "2.5")]
    assert read_xlsform(data).version == "20191118"


def test_names_titles_and_languages_of_the_form(make_form: MakeForm) -> None:
    settings = {
        "form_title": "Phiếu", "par::title::English (en)": "Form", "form_id": "f1", "version": "2019.1",
        "default_language": "Tiếng Việt (vi)",
    }  # fmt: skip
    survey = [{"type": "text", "name": "a", EN: "A", VI: "Ă"}]
    form = read_xlsform(make_form(survey=survey, choices=[], settings=[settings]))
    assert (form.form_id, form.version, form.title) == ("f1", "2019.1", {"vi": "Phiếu", "en": "Form"})
    assert form.languages == ("vi", "en")


def test_unnamed_columns_are_in_the_default_language(make_form: MakeForm) -> None:
    survey = [{"type": "text", "name": "a", "label": "Ă", EN: "A"}]
    form = read_xlsform(make_form(survey=survey, choices=[], settings=[{"default_language": "Tiếng Việt (vi)"}]))
    assert next(form.questions()).label == {"vi": "Ă", "en": "A"}


def test_a_form_without_settings_is_called_after_its_file(make_form: MakeForm, tmp_path: Path) -> None:
    path = tmp_path / "phieu_1.xlsx"
    path.write_bytes(make_form(settings=[]))
    form = read_xlsform(path)
    assert (form.form_id, form.version, form.title) == ("phieu_1", "", {"und": "phieu_1"})


def test_comments_and_disabled_rows_are_passed_over(make_form: MakeForm) -> None:
    survey = [
        {"type": "text", "name": "a", "label": "A", "ghi chú": "hỏi lại", "disabled": None},
        {"type": None, "name": None, "label": None, "ghi chú": "chỉ là ghi chú"},
        {"type": "tekst", "name": "b", "label": "B", "disabled": "yes"},
    ]
    assert only(make_form(survey=survey)).name == "a"


def test_notes_may_leave_out_their_name_and_calculations_their_label(make_form: MakeForm) -> None:
    survey = [
        {"type": "note", "label": "Xin chào", "name": None, "calculation": None},
        {"type": "calculate", "name": "c", "calculation": "1 + 1"},
    ]
    assert [question.name for question in read_xlsform(make_form(survey=survey)).questions()] == ["note_2", "c"]


def test_labels_may_refer_to_answers(make_form: MakeForm) -> None:
    survey = [
        {"type": "text", "name": "commune", "label": "Xã nào?"},
        {"type": "integer", "name": "times", "label": "Mấy lần đến ${commune}?"},
    ]
    *_, last = read_xlsform(make_form(survey=survey)).questions()
    assert last.label["und"] == "Mấy lần đến ${commune}?"


def test_the_same_content_has_the_same_digest(make_form: MakeForm) -> None:
    assert read_xlsform(make_form()).digest == read_xlsform(make_form(sheets={"ghi_chu": [{"x": "y"}]})).digest
