"""Small questionnaires as real workbooks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

__all__ = ["FAULTY", "LISTS", "UNITS", "VISIT", "Cells", "Form", "row", "write_form"]

Cells = Mapping[str, object]
Form = Callable[..., Path]
"""`form(survey rows)` is a workbook on disk."""

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


def write_form(path: Path, survey: Sequence[Cells], choices: Sequence[Cells] = LISTS) -> Path:
    """A workbook with these rows; returns its path."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    settings = [{"form_id": "trial", "version": "7", "default_language": "vi"}]
    for title, rows in {"survey": survey, "choices": choices, "settings": settings}.items():
        sheet = workbook.create_sheet(title)
        headings = list(dict.fromkeys(heading for each in rows for heading in each))
        sheet.append(headings)
        for each in rows:
            sheet.append([each.get(heading) for heading in headings])
    workbook.save(path)
    return path
