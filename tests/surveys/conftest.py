"""Real workbooks, built in memory as a coordinator would type them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Cells = Mapping[str, object]
MakeForm = Callable[..., bytes]

YES_NO: Sequence[Cells] = (
    {"list_name": "yes_no", "name": "yes", "label": "Yes"},
    {"list_name": "yes_no", "name": "no", "label": "No"},
)


def _fill(sheet: Worksheet, rows: Sequence[Cells]) -> None:
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    sheet.append(headings)
    for row in rows:
        sheet.append([row.get(heading) for heading in headings])


def _make_form(
    *,
    survey: Sequence[Cells] | None = None,
    choices: Sequence[Cells] = YES_NO,
    settings: Sequence[Cells] = ({"form_id": "trial", "version": "1"},),
    sheets: Mapping[str, Sequence[Cells]] | None = None,
) -> bytes:
    """A workbook as bytes. Headings are the keys of the rows, in the order in which they first come."""
    if survey is None:
        survey = [{"type": "select_one yes_no", "name": "q", "label": "Really?"}]
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in {"survey": survey, "choices": choices, "settings": settings, **(sheets or {})}.items():
        _fill(workbook.create_sheet(title), rows)
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


@pytest.fixture(scope="session")
def make_form() -> MakeForm:
    """`make_form(survey=[{"type": …}], choices=[…], settings=[…])`; every argument may be left out."""
    return _make_form
