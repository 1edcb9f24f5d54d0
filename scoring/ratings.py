"""Ratings of one question as CSV: `group,cluster,value`, one line a respondent, an empty value "no information"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

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
    columns = [column.strip().casefold() for column in header]
    faults = list(_header_faults(columns))
    if faults:
        raise TableInvalid(faults)
    answers: list[Answer] = []
    for number, line in enumerate(lines, start=2):
        if any(map(str.strip, line)):
            answers += _answer(number, columns, line, faults)
    if not answers and not faults:
        faults.append(Fault("file", "The file has no answers."))
    if faults:
        raise TableInvalid(faults)
    return tuple(answers)


def _header_faults(columns: Sequence[str]) -> Iterator[Fault]:
    for needed in (_GROUP, _VALUE):
        if needed not in columns:
            yield Fault("row 1", "There is no column {column}.", column=needed)
    for i, column in enumerate(columns):
        where = f"row 1, column {column or i + 1}"
        if column in columns[:i]:
            yield Fault(where, "The column is there twice.")
        elif column not in {_GROUP, _CLUSTER, _VALUE}:
            yield Fault(where, "The columns are group, cluster and value; this one has no meaning.")


def _answer(number: int, columns: Sequence[str], line: Sequence[str], faults: list[Fault]) -> Iterator[Answer]:
    cells = [cell.strip() for cell in line]
    if len(cells) != len(columns):
        faults.append(
            Fault(
                f"row {number}",
                "The row has {found} cells and the header {expected}; a decimal comma needs quotes around it.",
                found=len(cells),
                expected=len(columns),
            )
        )
        return
    by_column = dict(zip(columns, cells, strict=True))
    if not by_column[_GROUP]:
        faults.append(Fault(f"row {number}, column {_GROUP}", "The row names no group."))
        return
    text = by_column[_VALUE]
    try:
        value = _number(text) if text else None
    except ValueError as error:
        faults.append(Fault(f"row {number}, column {_VALUE}", str(error), value=text))
        return
    yield Answer(by_column[_GROUP], None if value is None else Fraction(value), by_column.get(_CLUSTER) or None)


def _number(text: str) -> Decimal:
    """A file of ratings is written by programs: "1.234" has a decimal point, "1,234" could mean two things."""
    plain = decimal_from(text)
    return printed_number(text) if plain is None else plain
