"""Every reason for which a workbook is refused, with the cell that it names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from surveys.errors import FormInvalid, Spot
from surveys.expressions import Reason as ExpressionReason
from surveys.xlsform import Reason, read_xlsform

Rows = Sequence[Mapping[str, object]]
MakeForm = Callable[..., bytes]
Case = tuple[Mapping[str, object], str, str]

TEXT: Mapping[str, object] = {"type": "text", "name": "a", "label": "A"}
YES: Mapping[str, object] = {"list_name": "yes_no", "name": "yes", "label": "Yes"}
NO: Mapping[str, object] = {"list_name": "yes_no", "name": "no", "label": "No"}
ASK: Mapping[str, object] = {"type": "select_one yes_no", "name": "q", "label": "Really?"}
BEGIN: Mapping[str, object] = {"type": "begin_group", "name": "g", "label": "G"}
END: Mapping[str, object] = {"type": "end_group"}
REPEAT: Mapping[str, object] = {"type": "begin_repeat", "name": "r", "label": "R", "par::target": "district"}
END_REPEAT: Mapping[str, object] = {"type": "end_repeat"}


def survey(*rows: Mapping[str, object]) -> dict[str, object]:
    return {"survey": list(rows)}


def choices(*rows: Mapping[str, object]) -> dict[str, object]:
    return {"choices": list(rows), "survey": [ASK]}


def row(base: Mapping[str, object], **cells: object) -> Mapping[str, object]:
    """`base` with further cells; `__` in a keyword stands for the `::` of a heading."""
    return {**base, **{heading.replace("__", "::"): value for heading, value in cells.items()}}


CASES: Mapping[str, Case] = {
    # columns
    "type column": (survey({"name": "a", "label": "A"}), "survey", Reason.NO_COLUMN),
    "name column of choices": (choices({"list_name": "yes_no", "label": "Yes"}), "choices", Reason.NO_COLUMN),
    "column twice": (
        survey(row(TEXT, Relevant="1 = 1", relevance="1 = 1")), "survey!E1 (relevance)", Reason.COLUMN_TWICE,
    ),
    "refused column": (survey(row(TEXT, trigger="${a}")), "survey!D1 (trigger)", Reason.COLUMN_REFUSED),
    "repeat_count": (
        survey(row(REPEAT, repeat_count=3), TEXT, END_REPEAT), "survey!E1 (repeat_count)", Reason.COLUMN_REFUSED,
    ),
    "misspelt column": (survey(row(TEXT, relevent="1 = 1")), "survey!D1 (relevent)", Reason.COLUMN_MISSPELT),
    "misspelt own column": (
        survey(row(ASK, par__criteria="tthc.a")), "survey!D1 (par::criteria)", Reason.COLUMN_MISSPELT,
    ),
    "media column": (survey(row(TEXT, media__image="a.png")), "survey!D1 (media::image)", Reason.MEDIA_COLUMN),
    "media of a choice": (choices(row(YES, image="a.png"), NO), "choices!D1 (image)", Reason.MEDIA_COLUMN),
    "default": (survey(row(TEXT, default="x")), "survey!D1 (default)", Reason.DEFAULT_COLUMN),
    "no heading": (
        survey({"type": "text", "name": "a", "label": "A", "": "x"}), "survey!D1", Reason.HEADER_MISSING,
    ),
    # languages
    "language without code": (
        survey({"type": "text", "name": "a", "label::Vietnamese": "A"}),
        "survey!C1 (label::Vietnamese)", Reason.LANGUAGE_CODE,
    ),
    "default language without code": (
        {"settings": [{"form_id": "f", "default_language": "Vietnamese"}]},
        "settings!B2 (default_language)", Reason.LANGUAGE_CODE,
    ),
    "language unnamed": (
        {"survey": [row(TEXT, **{"label::Lào (lo)": "ກ"})], "choices": []},
        "survey!C1 (label)", Reason.LANGUAGE_UNNAMED,
    ),
    "label untranslated": (
        survey({"type": "text", "name": "a", "label::Việt (vi)": "A", "label::English (en)": "A"},
               {"type": "text", "name": "b", "label::Việt (vi)": "B"}) | {"choices": []},
        "survey!D3 (label::English (en))", Reason.TRANSLATION_MISSING,
    ),
    "hint untranslated": (
        survey({"type": "text", "name": "a", "label::Việt (vi)": "A", "label::English (en)": "A",
                "hint::English (en)": "H"}) | {"choices": []},
        "survey!2 (hint)", Reason.TRANSLATION_MISSING,
    ),
    "long label": (
        survey({"type": "note", "name": "a", "label": "A" * 1001}), "survey!C2 (label)", Reason.TOO_LONG,
    ),
    "long hint": (survey(row(TEXT, hint="A" * 501)), "survey!D2 (hint)", Reason.TOO_LONG),
    "long choice": (choices(row(YES, label="A" * 201), NO), "choices!C2 (label)", Reason.TOO_LONG),
    "long title": ({"settings": [{"form_title": "A" * 201}]}, "settings!A2 (form_title)", Reason.TOO_LONG),
    # types
    "no type": (survey(TEXT, {"name": "b", "label": "B"}), "survey!A3 (type)", Reason.TYPE_MISSING),
    "unknown type": (survey({"type": "tekst", "name": "a", "label": "A"}), "survey!A2 (type)", Reason.TYPE_UNKNOWN),
    "rank": (survey(row(TEXT, type="rank yes_no")), "survey!A2 (type)", Reason.TYPE_REFUSED),
    "select without a list": (survey(row(ASK, type="select_one")), "survey!A2 (type)", Reason.TYPE_LIST),
    "list with a space": (survey(row(ASK, type="select_one yes no")), "survey!A2 (type)", Reason.TYPE_LIST),
    "time": (survey(row(TEXT, type="time")), "survey!A2 (type)", Reason.TYPE_REFUSED),
    "image": (survey(row(TEXT, type="image")), "survey!A2 (type)", Reason.TYPE_MEDIA),
    "audio": (survey(row(TEXT, type="audio")), "survey!A2 (type)", Reason.TYPE_MEDIA),
    "file": (survey(row(TEXT, type="file")), "survey!A2 (type)", Reason.TYPE_MEDIA),
    "geopoint": (survey(row(TEXT, type="geopoint")), "survey!A2 (type)", Reason.TYPE_PLACE),
    "start": (survey(TEXT, {"type": "start", "name": "start"}), "survey!A3 (type)", Reason.TYPE_METADATA),
    "deviceid": (survey(TEXT, {"type": "deviceid", "name": "d"}), "survey!A3 (type)", Reason.TYPE_METADATA),
    "or_other": (survey(row(ASK, type="select_one yes_no or_other")), "survey!A2 (type)", Reason.TYPE_OR_OTHER),
    "from file": (survey(row(ASK, type="select_one_from_file a.csv")), "survey!A2 (type)", Reason.TYPE_FROM_FILE),
    "from answers": (survey(TEXT, row(ASK, type="select_one ${a}")), "survey!A3 (type)", Reason.TYPE_FROM_FILE),
    # rows
    "no name": (survey({"type": "text", "label": "A", "name": None}), "survey!C2 (name)", Reason.NAME_MISSING),
    "bad name": (survey(row(TEXT, name="1 a")), "survey!B2 (name)", Reason.NAME_INVALID),
    "name with a colon": (survey(row(TEXT, name="a:b")), "survey!B2 (name)", Reason.NAME_INVALID),
    "long name": (survey(row(TEXT, name="a" * 65)), "survey!B2 (name)", Reason.NAME_TOO_LONG),
    "name twice": (survey(TEXT, BEGIN, TEXT, END), "survey!B4 (name)", Reason.NAME_TWICE),
    "no label": (survey(row(TEXT, label=None)), "survey!C2 (label)", Reason.LABEL_MISSING),
    "required sometimes": (
        survey(row(TEXT, required="${a} = 'x'")), "survey!D2 (required)", Reason.REQUIRED_EXPRESSION,
    ),
    "no calculation": (
        survey(TEXT, {"type": "calculate", "name": "c"}), "survey!3 (calculation)", Reason.CALCULATION_MISSING,
    ),
    "calculated text": (
        survey(row(TEXT, calculation="1 + 1")), "survey!D2 (calculation)", Reason.CALCULATION_ELSEWHERE,
    ),
    "randomize": (
        survey(row(ASK, parameters="randomize=true")), "survey!D2 (parameters)", Reason.PARAMETER_REFUSED,
    ),
    "odd parameters": (
        survey(row(TEXT, type="range", parameters="1 to 5")),
        "survey!D2 (parameters)", Reason.PARAMETERS_UNREADABLE,
    ),
    "range not a number": (
        survey(row(TEXT, type="range", parameters="start=a")), "survey!D2 (parameters)", Reason.RANGE_NUMBER,
    ),
    "range upside down": (
        survey(row(TEXT, type="range", parameters="start=9 end=1")), "survey!D2 (parameters)", Reason.RANGE_ORDER,
    ),
    "too many questions": (
        survey(*[{"type": "integer", "name": f"n{at}", "label": "N"} for at in range(301)]),
        "survey", Reason.TOO_MANY_QUESTIONS,
    ),
    "only calculations": (
        survey({"type": "calculate", "name": "c", "calculation": "1 + 1"}), "survey", Reason.NO_QUESTIONS,
    ),
    "nothing asked": (survey({"type": None, "name": None, "label": None}), "survey", Reason.NO_QUESTIONS),
    # groups and repeats
    "end without begin": (survey(TEXT, END), "survey!A3 (type)", Reason.END_UNMATCHED),
    "end of another": (survey(BEGIN, TEXT, END_REPEAT, END), "survey!A4 (type)", Reason.END_UNMATCHED),
    "begin without end": (survey(BEGIN, TEXT), "survey!A2 (type)", Reason.BEGIN_UNMATCHED),
    "empty group": (survey(TEXT, BEGIN, END), "survey!A3 (type)", Reason.GROUP_EMPTY),
    "plain repeat": (
        survey({"type": "begin_repeat", "name": "r", "label": "R"}, TEXT, END_REPEAT),
        "survey!2 (par::target)", Reason.REPEAT_WITHOUT_TARGET,
    ),
    "repeat in a repeat": (
        survey(REPEAT, row(REPEAT, name="s"), TEXT, END_REPEAT, END_REPEAT),
        "survey!A3 (type)", Reason.REPEAT_NESTED,
    ),
    "target of a question": (
        survey(row(TEXT, par__target="district")), "survey!D2 (par::target)", Reason.REPEAT_ONLY,
    ),
    "shuffle of a group": (
        survey(row(BEGIN, par__shuffle="yes"), TEXT, END), "survey!D2 (par::shuffle)", Reason.REPEAT_ONLY,
    ),
    "odd shuffle": (
        survey(row(REPEAT, par__shuffle="maybe"), TEXT, END_REPEAT), "survey!E2 (par::shuffle)", Reason.YES_OR_NO,
    ),
    "odd target": (
        survey(row(REPEAT, par__target="Huyện"), TEXT, END_REPEAT),
        "survey!D2 (par::target)", Reason.UNIT_TYPE_INVALID,
    ),
    "two targets": (
        survey(REPEAT, TEXT, END_REPEAT,
               row(REPEAT, name="s", par__target="department"), row(TEXT, name="b"), END_REPEAT),
        "survey!D5 (par::target)", Reason.REPEAT_TARGETS,
    ),
    "criterion of a text": (
        survey(row(TEXT, par__criterion="a.b")), "survey!D2 (par::criterion)", Reason.CRITERION_ELSEWHERE,
    ),
    "criterion of a group": (
        survey(row(BEGIN, par__criterion="a.b"), TEXT, END),
        "survey!D2 (par::criterion)", Reason.CRITERION_ELSEWHERE,
    ),
    "odd criterion": (
        survey(row(ASK, par__criterion="a, b")), "survey!D2 (par::criterion)", Reason.CRITERION_INVALID,
    ),
    # choices
    "no list name": (choices(YES, NO, row(NO, list_name=None)), "choices!A4 (list_name)", Reason.LIST_MISSING),
    "no choice name": (choices(YES, row(NO, name=None)), "choices!B3 (name)", Reason.NAME_MISSING),
    "no choice label": (choices(YES, row(NO, label=None)), "choices!C3 (label)", Reason.LABEL_MISSING),
    "unknown list": (survey(row(ASK, type="select_one ja_nein")), "survey!A2 (type)", Reason.LIST_UNKNOWN),
    "space in a choice": (
        {"survey": [row(ASK, type="select_multiple yes_no")], "choices": [YES, row(NO, name="not at all")]},
        "choices!B3 (name)", Reason.CHOICE_SPACE,
    ),
    "choice twice": (choices(YES, YES), "choices!B3 (name)", Reason.CHOICE_TWICE),
    "301 choices": (
        choices(*[row(YES, name=f"c{at}") for at in range(301)]), "choices!A2 (list_name)", Reason.TOO_MANY_CHOICES,
    ),
    "answer in a choice": (choices(YES, row(NO, label="${q}")), "choices!C3 (label)", Reason.CHOICE_REFERENCE),
    "101 points": (choices(row(YES, points=101), row(NO, points=0)), "choices!D2 (points)", Reason.POINTS_INVALID),
    "points in words": (
        choices(row(YES, points="ten"), row(NO, points=0)), "choices!D2 (points)", Reason.POINTS_INVALID,
    ),
    "points without end": (
        choices(row(YES, points="NaN"), row(NO, points=0)), "choices!D2 (points)", Reason.POINTS_INVALID,
    ),
    "points and none": (
        choices(row(YES, points=100, no_information="yes"), row(NO, points=0)),
        "choices!D2 (points)", Reason.POINTS_AND_NO_INFORMATION,
    ),
    "points forgotten": (choices(row(YES, points=100), NO), "choices!D3 (points)", Reason.POINTS_MISSING),
    "no information twice": (
        choices(row(YES, no_information="yes"), row(NO, no_information="yes")),
        "choices!D3 (no_information)", Reason.NO_INFORMATION_TWICE,
    ),
    "odd no_information": (
        choices(row(YES, no_information="perhaps"), NO), "choices!D2 (no_information)", Reason.YES_OR_NO,
    ),
    # settings
    "encrypted form": (
        {"settings": [{"form_id": "f", "public_key": "MIIB"}]}, "settings!B2 (public_key)", Reason.ENCRYPTED_FORM,
    ),
    "odd form_id": ({"settings": [{"form_id": "my form"}]}, "settings!A2 (form_id)", Reason.FORM_ID_INVALID),
    "entities": ({"sheets": {"entities": [{"list_name": "trees"}]}}, "entities", Reason.SHEET_REFUSED),
    # expressions
    "unknown name": (survey(row(TEXT, relevant="${b} = 1")), "survey!D2 (relevant)", ExpressionReason.UNKNOWN_NAME),
    "unknown name in a label": (
        survey(row(TEXT, label="Hi ${b}")), "survey!C2 (label)", ExpressionReason.UNKNOWN_NAME,
    ),
    "unclosed reference": (survey(row(TEXT, label="Hi ${a")), "survey!C2 (label)", ExpressionReason.REFERENCE),
    "a group asked": (
        survey(BEGIN, TEXT, END, row(ASK, relevant="${g} = 1")), "survey!D5 (relevant)", Reason.GROUP_HAS_NO_ANSWER,
    ),
    "into a repeat": (
        survey(REPEAT, TEXT, END_REPEAT, row(ASK, relevant="${a} = 1")),
        "survey!E5 (relevant)", Reason.OTHER_REPEAT,
    ),
    "point elsewhere": (survey(row(TEXT, relevant=". = 1")), "survey!D2 (relevant)", Reason.THIS_ELSEWHERE),
    "name without braces": (survey(TEXT, row(ASK, relevant="a = 1")), "survey!D3 (relevant)", Reason.BARE_NAME),
    "filter by no column": (
        survey(row(ASK, choice_filter="region = 1")), "survey!D2 (choice_filter)", Reason.COLUMN_UNKNOWN,
    ),
    "own relevance": (survey(row(TEXT, relevant="${a} = 1")), "survey!D2 (relevant)", Reason.CYCLE),
    "circle of two": (
        survey(row(TEXT, relevant="${q} = 1"), row(ASK, relevant="${a} = 1")), "survey!D2 (relevant)", Reason.CYCLE,
    ),
    "group asks its question": (
        survey(row(BEGIN, relevant="${a} = 1"), TEXT, END), "survey!D2 (relevant)", Reason.CYCLE,
    ),
    "choices by the own answer": (
        survey(row(ASK, choice_filter="name = ${q}")), "survey!D2 (choice_filter)", Reason.CYCLE,
    ),
    "choices by each other": (
        survey(row(ASK, choice_filter="name = ${p}"), row(ASK, name="p", choice_filter="name = ${q}")),
        "survey!D2 (choice_filter)", Reason.CYCLE,
    ),
    "calculations in a circle": (
        survey(TEXT, {"type": "calculate", "name": "c", "calculation": "${d} + 1"},
               {"type": "calculate", "name": "d", "calculation": "${c} + 1"}),
        "survey!D3 (calculation)", Reason.CYCLE,
    ),
    "unknown function": (
        survey(row(TEXT, constraint="position(..) = 1")),
        "survey!D2 (constraint)", ExpressionReason.UNKNOWN_FUNCTION,
    ),
    "syntax": (survey(row(TEXT, constraint=". = ")), "survey!D2 (constraint)", ExpressionReason.SYNTAX),
    "path": (survey(row(TEXT, constraint="/data/a = 1")), "survey!D2 (constraint)", ExpressionReason.SYNTAX),
    # pyxform
    "pyxform's own rule": (
        survey(row(TEXT, name="a"), {"type": "text", "name": "data:", "label": "B"}),
        "survey!B3 (name)", Reason.NAME_INVALID,
    ),
    "pyxform disagrees": (
        {"settings": [{"form_id": "f", "name": "1 bad"}]}, "settings!1", Reason.NOT_XLSFORM,
    ),
}  # fmt: skip


def found(data: bytes) -> list[tuple[str, str]]:
    with pytest.raises(FormInvalid) as raised:
        read_xlsform(data)
    for fault in raised.value.faults:
        assert "{" not in str(fault).replace("${", ""), "every field of the reason is filled"
    return [(fault.where, fault.reason) for fault in raised.value.faults]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_each_fault_names_its_cell(make_form: MakeForm, case: Case) -> None:
    sheets, where, reason = case
    assert found(make_form(**sheets)) == [(where, reason)]


def test_all_faults_of_a_workbook_are_named_at_once(make_form: MakeForm) -> None:
    rows = [row(TEXT, name="1"), row(ASK, type="image"), row(TEXT, name="b", relevant="${c} = 1"), BEGIN]
    assert found(make_form(survey=rows)) == [
        ("survey!B2 (name)", Reason.NAME_INVALID),
        ("survey!A3 (type)", Reason.TYPE_MEDIA),
        ("survey!A5 (type)", Reason.BEGIN_UNMATCHED),
        ("survey!D4 (relevant)", ExpressionReason.UNKNOWN_NAME),
    ]


def test_every_reason_has_its_case() -> None:
    written = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_xlsform*.py"))
    assert [reason for reason in Reason if f"Reason.{reason.name}" not in written] == []


def test_a_fault_gives_its_place_in_parts_too(make_form: MakeForm) -> None:
    with pytest.raises(FormInvalid) as raised:
        read_xlsform(make_form(survey=[row(TEXT, type="image"), {"type": "calculate", "name": "c"}]))
    assert [fault.spot for fault in raised.value.faults] == [
        Spot("survey", 2, "A", "type"),
        Spot("survey", 3, "", "calculation"),
    ]
