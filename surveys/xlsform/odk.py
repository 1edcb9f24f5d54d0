"""The one place that knows `pyxform`, the reference implementation of the XLSForm standard.

It lends its tables of column names and types, so that every spelling that ODK and Kobo read is read here the same
way, and it gives the verdict on the whole workbook. It stops at the first thing that it dislikes, which is why the
reader looks for every fault itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from surveys.errors import Spot
from surveys.model import Kind
from surveys.xlsform.workbook import Grid

__all__ = [
    "Complaint",
    "SelectType",
    "complaint",
    "control_of",
    "header_tokens",
    "kind_of",
    "select_of",
    "yes_or_no",
]

_PYXFORM_FAILURES: Final = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)
"""What pyxform lets through where its own checks have a gap: a refusal all the same."""

_ROW: Final = re.compile(r"\[row : (\d+)\]\s*")
_SHEET: Final = re.compile(r"'(survey|choices|settings)' sheet")

_KINDS: Final = {"int": Kind.INTEGER, "decimal": Kind.DECIMAL, "date": Kind.DATE, "string": Kind.TEXT}
_TEXT_NAMES: Final = frozenset({"text", "string", "q string", "add text prompt"})


@dataclass(frozen=True)
class SelectType:
    """`select_one colours or_other`: the command, the list, and whether `or_other` follows."""

    kind: Kind | None
    list_name: str
    or_other: bool


@dataclass(frozen=True)
class Complaint:
    """Why pyxform refuses the workbook; `where` is the sheet and row, as far as it says so."""

    where: Spot | None
    detail: str


def header_tokens(
    sheet: Literal["survey", "choices", "settings"], header: str, *, double_colon: bool
) -> tuple[str, ...]:
    """A heading as pyxform understands it: `Relevance` is `('bind', 'relevant')`, `label::English (en)` a pair."""
    from pyxform.parsing.sheet_headers import process_header

    aliases, columns = _known_headers(sheet)
    _, tokens = process_header(
        header=header, use_double_colon=double_colon, header_aliases=aliases, header_columns=columns
    )
    return tuple(tokens)


@cache
def _known_headers(sheet: str) -> tuple[dict[str, str | tuple[str, ...]], frozenset[str]]:
    from pyxform import aliases
    from pyxform.question import MultipleChoiceQuestion, Option
    from pyxform.survey import Survey

    table, element = {
        "survey": (aliases.survey_header, MultipleChoiceQuestion),
        "choices": (aliases.list_header, Option),
        "settings": (aliases.settings_header, Survey),
    }[sheet]
    return table, frozenset(element.get_slot_names())


def control_of(written: str) -> tuple[Literal["begin", "end"], Literal["group", "repeat", "loop"]] | None:
    """`begin_group`, `end repeat` and their like; `None` for any other type."""
    from pyxform import aliases
    from pyxform.xls2json import RE_BEGIN_CONTROL, RE_END_CONTROL

    begin, end = RE_BEGIN_CONTROL.search(written), RE_END_CONTROL.search(written)
    if begin is not None:
        return "begin", aliases.control[begin["type"]]
    return ("end", aliases.control[end["type"]]) if end is not None else None


def select_of(written: str) -> SelectType | None:
    """The parts of a select type; its `kind` is `None` where choices come from elsewhere, or for `rank`."""
    from pyxform import aliases, constants
    from pyxform.xls2json import RE_SELECT

    match = RE_SELECT.search(written)
    if match is None:
        return None
    command, list_name = match["select_command"], match["list_name"]
    kinds = {constants.SELECT_ONE: Kind.SELECT_ONE, constants.SELECT_ALL_THAT_APPLY: Kind.SELECT_MULTIPLE}
    elsewhere = command in aliases.select_from_file or "${" in list_name
    kind = None if elsewhere else kinds.get(aliases.select[command])
    return SelectType(kind, list_name, match["specify_other"] is not None)


def kind_of(written: str) -> Kind | None:
    """The kind of a type without parameters, in whatever spelling pyxform knows."""
    from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

    if written in ("range", "calculate"):
        return Kind(written)
    entry = QUESTION_TYPE_DICT.get(written, {})
    bind = entry.get("bind", {})
    if entry.get("control", {}).get("tag") != "input":
        return None
    if bind.get("type") == "string":
        return Kind.NOTE if bind.get("readonly") == "true()" else Kind.TEXT if written in _TEXT_NAMES else None
    return _KINDS.get(bind.get("type", ""))


def yes_or_no(written: str) -> bool | None:
    """Truth as XLSForm writes it; empty is no, anything else `None`."""
    from pyxform import aliases

    return False if not written else aliases.yes_no.get(written, {"1": True, "0": False}.get(written))


def complaint(grids: Sequence[Grid]) -> Complaint | None:
    """What pyxform says against the workbook when it converts it, as ODK Central and Kobo do; `None` is consent."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    try:
        convert(_as_dict(grids))
    except PyXFormError as error:
        said = str(error)
    except _PYXFORM_FAILURES as error:
        said = f"{type(error).__name__}: {error}"
    else:
        return None
    row, sheet = _ROW.search(said), _SHEET.search(said)
    where = Spot(sheet[1] if sheet else "survey", int(row[1])) if row else None
    return Complaint(where, " ".join(_ROW.sub("", said).split()))


def _as_dict(grids: Sequence[Grid]) -> dict[str, object]:
    """The form of workbook that `convert` takes as it stands; blank rows stay, so that its row numbers are ours."""
    workbook: dict[str, object] = {"sheet_names": [grid.sheet for grid in grids]}
    for grid in grids:
        headers, *rows = grid.rows or ((),)
        workbook[f"{grid.sheet}_header"] = [dict.fromkeys(header for header in headers if header)]
        workbook[grid.sheet] = [
            {header: value for header, value in zip(headers, row, strict=False) if header and value} for row in rows
        ]
    return workbook
