"""Whatever bytes come in, what comes out is a questionnaire or `FormInvalid`."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.errors import FormInvalid
from surveys.xlsform import read_xlsform

MakeForm = Callable[..., bytes]

FUZZ = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])

WORDS = st.sampled_from(
    [
        "text", "select_one yes_no", "select_multiple yes_no", "range", "calculate", "note", "begin_group",
        "end_group", "begin_repeat", "end_repeat", "a", "b", "yes", "no", "${a}", "${b} = 1", "${", ". > 1",
        "start=1", "", "((", "1 div 0", "district", "selected(${a}, 'x')", "regex(., '(a+)+')", "{name}", "Ờ" * 300,
    ]
)  # fmt: skip
HEADINGS = [
    "type", "name", "label", "label::English (en)", "hint", "relevant", "constraint", "calculation",
    "choice_filter", "parameters", "required", "par::criterion", "par::target", "par::shuffle", "media::image",
    "default", "appearance",
]  # fmt: skip
CHOICE_HEADINGS = ["list_name", "name", "label", "points", "no_information", "x y"]


def read(data: bytes) -> list[str] | None:
    """The faults, as they would be shown; `None` where the form is carried."""
    try:
        read_xlsform(data)
    except FormInvalid as invalid:
        return [str(fault) for fault in invalid.faults]
    return None


def a_form(make_form: MakeForm) -> bytes:
    survey = [
        {"type": "begin_group", "name": "g", "label": "G"},
        {"type": "select_one yes_no", "name": "q", "label": "Really?", "relevant": "${n} > 1"},
        {"type": "end_group"},
        {"type": "integer", "name": "n", "label": "N", "constraint": ". > 0", "hint": "a number"},
    ]
    return make_form(survey=survey)


@FUZZ
@given(end=st.floats(0, 1))
def test_truncated_workbooks(make_form: MakeForm, end: float) -> None:
    data = a_form(make_form)
    assert read(data[: int(len(data) * end)]) != []


@FUZZ
@given(flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255)), min_size=1, max_size=20))
def test_flipped_bytes(make_form: MakeForm, flips: list[tuple[float, int]]) -> None:
    data = bytearray(a_form(make_form))
    for at, mask in flips:
        data[int(len(data) * at)] ^= mask
    assert read(bytes(data)) != []


@FUZZ
@given(data=st.data())
def test_flipped_bytes_inside_a_part(make_form: MakeForm, data: st.DataObject) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(a_form(make_form))) as old, zipfile.ZipFile(packed, "w") as new:
        broken = data.draw(st.sampled_from(old.namelist()))
        for name in old.namelist():
            content = bytearray(old.read(name))
            if name == broken:
                for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=8)):
                    content[at] = data.draw(st.integers(0, 255))
            new.writestr(name, bytes(content))
    assert read(packed.getvalue()) != []


@FUZZ
@given(rows=st.lists(st.dictionaries(st.sampled_from(HEADINGS), WORDS), max_size=8))
def test_rows_of_nonsense(make_form: MakeForm, rows: list[dict[str, str]]) -> None:
    assert read(make_form(survey=[dict.fromkeys(HEADINGS[:3], None), *rows])) != []


@FUZZ
@given(rows=st.lists(st.dictionaries(st.sampled_from(CHOICE_HEADINGS), WORDS), max_size=8))
def test_choices_of_nonsense(make_form: MakeForm, rows: list[dict[str, str]]) -> None:
    assert read(make_form(choices=[{"list_name": None, "name": None}, *rows])) != []
