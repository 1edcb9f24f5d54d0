"""CSV as people export it: UTF-8 with or without a mark, comma, semicolon or tab, bounded in size."""

from __future__ import annotations

import csv
import unicodedata
from io import StringIO
from pathlib import Path

from scoring.errors import Fault, TableInvalid
from scoring.opening import first_bytes

__all__ = ["MAX_TABLE_BYTES", "csv_records", "read_table_bytes"]

MAX_TABLE_BYTES = 5_000_000
"""A province has about 100 units and 100 criteria: 20,000 numbers are about 100 kB."""

_DELIMITERS = ",;\t"


def read_table_bytes(path: Path | str) -> bytes:
    """The first bytes of a file, one more than may be; raises `TableInvalid` when it cannot be opened."""
    return first_bytes(path, MAX_TABLE_BYTES, TableInvalid)


def csv_records(raw: bytes) -> list[list[str]]:
    """The rows of a CSV file, header first, in NFC; the delimiter is the one its first line has most of.

    Raises `TableInvalid` for a file that is too large, no UTF-8, no CSV, or whose first row is empty.
    """
    if len(raw) > MAX_TABLE_BYTES:
        raise TableInvalid([Fault("file", "The file is larger than {limit} bytes.", limit=MAX_TABLE_BYTES)])
    try:
        text = unicodedata.normalize("NFC", raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise TableInvalid([Fault(f"byte {error.start}", "The file is not UTF-8 text.")]) from error
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        records = list(reader)
    except csv.Error as error:
        fault = Fault(f"row {reader.line_num}", "This is not CSV: {problem}.", problem=error)
        raise TableInvalid([fault]) from error
    if not records or not any(map(str.strip, records[0])):
        raise TableInvalid([Fault("file", "The first row is empty; it must name the columns.")])
    return records
