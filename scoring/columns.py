"""Tables by the names in their first row: what is wrong with the names, and each row's cells under them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from scoring.errors import Fault

__all__ = ["header_faults", "named_columns", "rows_by_column"]


def named_columns(header: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns; empty cells at the end of the header name none."""
    return tuple(_trimmed(header))


def header_faults(
    columns: Sequence[str], known: Callable[[str], bool], reason: str, required: Sequence[str] = ()
) -> Iterator[Fault]:
    """Columns that are missing, there twice, or not known: these for `reason`, a msgid."""
    for name in required:
        if name not in columns:
            yield Fault("row 1", "The column {column} is missing.", column=name)
    for i, name in enumerate(columns):
        where = f"row 1, column {name or i + 1}"
        if name in columns[:i]:
            yield Fault(where, "The column is there twice.")
        elif not known(name):
            yield Fault(where, reason)


def rows_by_column(
    columns: Sequence[str], lines: Sequence[Sequence[str]], faults: list[Fault]
) -> Iterator[tuple[int, dict[str, str]]]:
    """The number of each row, 1 being the header, and its cells without surrounding blanks, by column.

    Blank rows are passed over, and so are empty cells beyond the last column. A row with more or fewer cells than
    the header is added to `faults` instead.
    """
    for number, line in enumerate(lines, start=2):
        cells = _trimmed(line, keep=len(columns))
        if not any(cells):
            continue
        if len(cells) == len(columns):
            yield number, dict(zip(columns, cells, strict=True))
            continue
        reason = "The row has {found} cells and the header {expected}; a decimal comma needs quotes around it."
        faults.append(Fault(f"row {number}", reason, found=len(line), expected=len(columns)))


def _trimmed(cells: Sequence[str], keep: int = 0) -> list[str]:
    """The cells without surrounding blanks, and without empty ones at the end beyond the first `keep`."""
    trimmed = [cell.strip() for cell in cells]
    while len(trimmed) > keep and not trimmed[-1]:
        trimmed.pop()
    return trimmed
