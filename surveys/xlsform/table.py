"""Sheets as tables: which column means what, and a row's values with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final, Literal

from surveys.errors import Spot
from surveys.xlsform.faults import Faults
from surveys.xlsform.odk import header_tokens
from surveys.xlsform.reasons import Reason
from surveys.xlsform.workbook import Grid, place

__all__ = ["UNNAMED", "Column", "Row", "Table", "language_code", "read_table"]

Sheet = Literal["survey", "choices", "settings"]

UNNAMED: Final = ""
"""The language of a column that names none."""

_CODE: Final = re.compile(r"(?P<name>.*\(\s*)?(?P<code>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)(?(name)\s*\))")

_MEDIA: Final = frozenset({"media", "image", "big-image", "audio", "video"})

_TRANSLATED: Final = frozenset({"label", "hint", "constraint_message", "par::title"})

_COLUMNS: Final[Mapping[Sheet, Mapping[tuple[str, ...], str]]] = {
    "survey": {
        ("type",): "type",
        ("name",): "name",
        ("label",): "label",
        ("hint",): "hint",
        ("bind", "required"): "required",
        ("bind", "relevant"): "relevant",
        ("bind", "constraint"): "constraint",
        ("bind", "jr:constraintMsg"): "constraint_message",
        ("bind", "calculate"): "calculation",
        ("choice_filter",): "choice_filter",
        ("parameters",): "parameters",
        ("disabled",): "disabled",
        ("par", "criterion"): "par::criterion",
        ("par", "target"): "par::target",
        ("par", "shuffle"): "par::shuffle",
    },
    "choices": {
        ("list name",): "list_name",
        ("name",): "name",
        ("label",): "label",
        ("points",): "points",
        ("no_information",): "no_information",
    },
    "settings": {
        ("title",): "form_title",
        ("id_string",): "form_id",
        ("version",): "version",
        ("default_language",): "default_language",
        ("public_key",): "public_key",
        ("par", "title"): "par::title",
    },
}
"""Columns as pyxform understands them → the name under which they are read here."""

_REFUSED: Final = frozenset({
    ("bind", "readonly"), ("bind", "entities:saveto"), ("trigger",), ("guidance_hint",),
    ("control", "jr:count"), ("query",), ("intent",), ("body",), ("instance",),
})  # fmt: skip
"""Columns that change what is asked or kept, and that the bot does not carry."""

_DISPLAY: Final = frozenset({
    "appearance", "required_message", "note", "comment", "style", "submission_url", "instance_name",
    "allow_choice_duplicates",
})  # fmt: skip
"""Columns that only dress a form, or that ODK's own clients use; the chat dresses all questions alike."""


@dataclass(frozen=True)
class Column:
    """`key` is the name under which the column is read; for a filter on the choices sheet, its heading."""

    index: int
    heading: str
    key: str
    language: str = UNNAMED


@dataclass(frozen=True)
class Row:
    """One row with content."""

    sheet: str
    number: int
    values: Mapping[tuple[str, str], str]
    columns: Mapping[tuple[str, str], Column]

    def text(self, key: str, language: str = UNNAMED) -> str:
        return self.values.get((key, language), "")

    def where(self, key: str, language: str = UNNAMED) -> Spot:
        """The cell of the column `key`; only the row and the column's name when the sheet has no such column."""
        column = self.columns.get((key, language))
        if column is None:
            return Spot(self.sheet, self.number, heading=key)
        return place(self.sheet, column.index, self.number, column.heading)


@dataclass(frozen=True)
class Table:
    """A sheet's columns by key and language, and its rows with content."""

    sheet: str
    columns: Mapping[tuple[str, str], Column] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()

    def languages(self, key: str) -> tuple[str, ...]:
        """The languages, or `UNNAMED`, in which the column `key` stands, from left to right."""
        return tuple(column.language for column in self.columns.values() if column.key == key)

    def others(self) -> Iterator[Column]:
        """Columns of the choices sheet that have no meaning of their own."""
        known = _COLUMNS["choices"].values()
        return (column for column in self.columns.values() if column.key not in known)


def language_code(written: str) -> str | None:
    """`vi` of `Tiếng Việt (vi)` or of `vi`; `None` where there is no code."""
    match = _CODE.fullmatch(written.strip())
    return match["code"].lower() if match is not None else None


def read_table(grid: Grid, sheet: Sheet, faults: Faults) -> Table:
    """The grid's columns by meaning; adds faults for columns that are unknown, doubled or not carried."""
    width = max(map(len, grid.rows), default=0)
    headings = [*grid.rows[0], *[""] * (width - len(grid.rows[0]))] if grid.rows else []
    columns: dict[tuple[str, str], Column] = {}
    double_colon = any("::" in heading for heading in headings)
    for index, heading in enumerate(headings):
        used = any(len(row) > index and row[index] for row in grid.rows[1:])
        where = place(sheet, index, 1, heading)
        if not heading:
            if used:
                faults.add(where, Reason.HEADER_MISSING)
            continue
        tokens = header_tokens(sheet, heading, double_colon=double_colon)
        column = _column(sheet, index, heading, tokens, where if used else None, faults)
        if column is None:
            continue
        key = (column.key, column.language)
        if key in columns:
            faults.add(where, Reason.COLUMN_TWICE, column=heading)
        columns[key] = column
    rows = tuple(_rows(grid, sheet, columns))
    return Table(sheet, columns, rows)


def _rows(grid: Grid, sheet: Sheet, columns: Mapping[tuple[str, str], Column]) -> Iterator[Row]:
    for number, cells in enumerate(grid.rows[1:], 2):
        values = {
            key: cells[column.index]
            for key, column in columns.items()
            if column.index < len(cells) and cells[column.index]
        }
        if values:
            yield Row(sheet, number, values, columns)


def _column(
    sheet: Sheet, index: int, heading: str, tokens: tuple[str, ...], used_at: Spot | None, faults: Faults
) -> Column | None:
    """The column that `tokens` name, or `None` where it is of no interest; faults only where the column is used."""
    if tokens[0].lower() == "par":
        tokens = tuple(token.lower() for token in tokens[:2]) + tokens[2:]
    for width in (2, 1):
        key = _COLUMNS[sheet].get(tokens[:width])
        if key is not None and len(tokens) >= width:
            return _named(index, heading, key, tokens[width:], used_at, faults)
    if used_at is None:
        return None
    if tokens[0] in _MEDIA:
        faults.add(used_at, Reason.MEDIA_COLUMN)
    elif tokens[0] == "default" and sheet == "survey":
        faults.add(used_at, Reason.DEFAULT_COLUMN, column=heading)
    elif tokens in _REFUSED or tokens[:1] in _REFUSED or tokens[:2] in _REFUSED:
        faults.add(used_at, Reason.COLUMN_REFUSED, column=heading)
    elif sheet == "choices":
        return Column(index, heading, heading)
    else:
        suggestion = _suggestion(sheet, heading)
        if suggestion is not None:
            faults.add(used_at, Reason.COLUMN_MISSPELT, column=heading, suggestion=suggestion)
    return None


def _named(
    index: int, heading: str, key: str, rest: tuple[str, ...], used_at: Spot | None, faults: Faults
) -> Column | None:
    if key not in _TRANSLATED or not rest:
        return Column(index, heading, key)
    language = language_code("::".join(rest))
    if language is None:
        if used_at is not None:
            faults.add(used_at, Reason.LANGUAGE_CODE, language="::".join(rest))
        return None
    return Column(index, heading, key, language)


def _suggestion(sheet: Sheet, heading: str) -> str | None:
    """The known column that a heading nearly spells: a misspelt `relevent` must not be passed over."""
    written = heading.lower() if heading.lower().startswith("par") else heading.split("::", 1)[0].strip().lower()
    known = set(_COLUMNS[sheet].values())
    if written in _DISPLAY:
        return None
    close = get_close_matches(written, known | _DISPLAY, n=1, cutoff=0.8)
    return close[0] if close and close[0] in known else None
