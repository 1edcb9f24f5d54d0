"""Forms in the manner of the public XLSForm samples: they are carried, or refused for what is true of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from surveys.errors import FormInvalid
from surveys.expressions import Expression
from surveys.model import Kind
from surveys.xlsform import Reason, read_xlsform

MakeForm = Callable[..., bytes]


def refused(data: bytes) -> dict[str, str]:
    """Place → reason."""
    with pytest.raises(FormInvalid) as raised:
        read_xlsform(data)
    return {fault.where: fault.reason for fault in raised.value.faults}


def test_a_cascading_select(make_form: MakeForm) -> None:
    survey = [
        {"type": "select_one states", "name": "state", "label": "State", "choice_filter": None},
        {"type": "select_one counties", "name": "county", "label": "County", "choice_filter": "state=${state}"},
    ]
    choices = [
        {"list_name": "states", "name": "texas", "label": "Texas", "state": None},
        {"list_name": "states", "name": "washington", "label": "Washington", "state": None},
        {"list_name": "counties", "name": "king", "label": "King", "state": "washington"},
        {"list_name": "counties", "name": "cameron", "label": "Cameron", "state": "texas"},
    ]
    _, county = read_xlsform(make_form(survey=survey, choices=choices)).questions()
    assert county.choice_filter is not None
    shown = [
        choice.name
        for choice in county.choices
        if Expression.parse(county.choice_filter).holds(
            {"state": "texas"}, today=date(2019, 1, 1), choice={"name": choice.name, **choice.filters}
        )
    ]
    assert shown == ["cameron"]


def test_skip_logic_constraints_and_an_age(make_form: MakeForm) -> None:
    survey: list[Mapping[str, object]] = [
        {"type": "date", "name": "born", "label": "Born?", "constraint": ". < today()"},
        {"type": "calculate", "name": "age", "calculation": "int((today() - ${born}) div 365.25)"},
        {"type": "select_multiple toppings", "name": "pizza", "label": "Which?", "relevant": "${age} >= 18",
         "constraint": "not(selected(., 'none') and count-selected(.) > 1)"},
        {"type": "text", "name": "why", "label": "Why ${age}?", "relevant": "selected(${pizza}, 'olives')"},
    ]  # fmt: skip
    choices = [{"list_name": "toppings", "name": name, "label": name} for name in ("cheese", "olives", "none")]
    kinds = [question.kind for question in read_xlsform(make_form(survey=survey, choices=choices)).questions()]
    assert kinds == [Kind.DATE, Kind.CALCULATE, Kind.SELECT_MULTIPLE, Kind.TEXT]


def test_a_form_as_kobo_exports_it(make_form: MakeForm) -> None:
    survey = [
        {"type": "start", "name": "start", "$kuid": "a1", "appearance": None},
        {"type": "end", "name": "end", "$kuid": "a2"},
        {"type": "begin_group", "name": "g", "label": "Về ông/bà", "$kuid": "a3", "appearance": "field-list"},
        {"type": "select_one yes_no", "name": "q", "label": "Có?", "required": "true", "$kuid": "a4"},
        {"type": "end_group", "$kuid": "a5"},
    ]
    assert refused(make_form(survey=survey)) == {
        "survey!A2 (type)": Reason.TYPE_METADATA,
        "survey!A3 (type)": Reason.TYPE_METADATA,
    }
    assert [question.name for question in read_xlsform(make_form(survey=survey[2:])).questions()] == ["q"]


def test_a_household_with_its_members(make_form: MakeForm) -> None:
    survey = [
        {"type": "integer", "name": "size", "label": "How many?", "repeat_count": None},
        {"type": "begin repeat", "name": "member", "label": "Member", "repeat_count": "${size}"},
        {"type": "text", "name": "name", "label": "Name"},
        {"type": "end repeat"},
        {"type": "note", "name": "sum", "label": "count", "relevant": "count(${member}) > 2"},
    ]
    assert refused(make_form(survey=survey)) == {
        "survey!D1 (repeat_count)": Reason.COLUMN_REFUSED,
        "survey!3 (par::target)": Reason.REPEAT_WITHOUT_TARGET,
        "survey!E6 (relevant)": "The bot does not carry the function {function}().",
    }


def test_the_widgets_of_a_phone(make_form: MakeForm) -> None:
    types = ["geopoint", "image", "barcode", "acknowledge", "rank yes_no", "time", "video"]
    survey = [{"type": type_, "name": f"q{at}", "label": "Q"} for at, type_ in enumerate(types)]
    assert list(refused(make_form(survey=survey)).values()) == [
        Reason.TYPE_PLACE,
        Reason.TYPE_MEDIA,
        Reason.TYPE_REFUSED,
        Reason.TYPE_REFUSED,
        Reason.TYPE_REFUSED,
        Reason.TYPE_REFUSED,
        Reason.TYPE_MEDIA,
    ]


def test_old_headings_with_one_colon(make_form: MakeForm) -> None:
    survey = [
        {"Type": "select one from yes_no", "Name": "q", "Label:English (en)": "Really?", "Relevance": "1 = 1"}
    ]
    choices = [{"list name": "yes_no", "value": "yes", "label:English (en)": "Yes"}]
    (question,) = read_xlsform(make_form(survey=survey, choices=choices)).questions()
    assert (question.label, question.relevant) == ({"en": "Really?"}, "1 = 1")
    assert [choice.label for choice in question.choices] == [{"en": "Yes"}]
