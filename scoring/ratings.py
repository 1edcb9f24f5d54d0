"""Ratings of one question as CSV: `group,cluster,value`, one line a respondent, an empty value "no information"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from scoring.columns import header_faults, named_columns, rows_by_column
from scoring.csv_text import csv_records, read_table_bytes
from scoring.design import Answer
from scoring.errors import Fault, TableInvalid
from scoring.fields import decimal_from
from scoring.printed import printed_number

__all__ = ["load_ratings", "parse_ratings"]

_GROUP, _CLUSTER, _VALUE = "group", "cluster", "value"


def load_ratings(path: Path | str) -> tuple[Answer, ...]:
    """The answers in a CSV file; raises `TableInvalid` with the row, column and reason of every fault."""
    return parse_ratings(read_table_bytes(path))


def parse_ratings(raw: bytes) -> tuple[Answer, ...]:
    """The answers that the bytes of a CSV file hold; raises `TableInvalid` as `load_ratings` does.

    `cluster` may be left out or empty: the respondent was drawn alone. A value may have a decimal comma.
    """
    header, *lines = csv_records(raw)
    columns = tuple(column.casefold() for column in named_columns(header))
    reason = "The columns are group, cluster and value; this one has no meaning."
    faults = list(header_faults(columns, {_GROUP, _CLUSTER, _VALUE}.__contains__, reason, (_GROUP, _VALUE)))
    if faults:
        raise TableInvalid(faults)
    answers: list[Answer] = []
    for number, cells in rows_by_column(columns, lines, faults):
        answers += _answer(number, cells, faults)
    if not answers and not faults:
        faults.append(Fault("file", "The file has no answers."))
    if faults:
        raise TableInvalid(faults)
    return tuple(answers)


def _answer(number: int, cells: Mapping[str, str], faults: list[Fault]) -> Iterator[Answer]:
    if not cells[_GROUP]:
        faults.append(Fault(f"row {number}, column {_GROUP}", "The row names no group."))
        return
    text = cells[_VALUE]
    try:
        value = _number(text) if text else None
    except ValueError as error:
        faults.append(Fault(f"row {number}, column {_VALUE}", str(error), value=text))
        return
    yield Answer(cells[_GROUP], None if value is None else Fraction(value), cells.get(_CLUSTER) or None)


def _number(text: str) -> Decimal:
    """A file of ratings is written by programs: "1.234" has a decimal point, "1,234" could mean two things."""
    plain = decimal_from(text)
    return printed_number(text) if plain is None else plain
