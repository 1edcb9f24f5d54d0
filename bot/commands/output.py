"""What commands print alike: sentences and faults where they fail, JSON for a script, columns for the eye."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.i18n import Translator

if TYPE_CHECKING:
    import scoring
    import surveys

__all__ = ["FAILED", "aligned", "fail", "print_json", "tell", "while_read"]

FAILED = 1

_PLACE = re.compile(r"\b(?P<of>row|line) (?P<row>[0-9]+)\b(?:, column (?P<column>[^ ]+))?")
"""How faults say where they are in a table or a text; names stand around it."""


def fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return FAILED


def tell(faults: Iterable[scoring.Fault | surveys.Fault], t: Translator, file: Path | None = None) -> None:
    """Each fault on standard error: its place, after the name of the `file` where there are several, and why."""
    for fault in faults:
        where = _place(fault.where, t)
        place = f"{file}: {where}" if file else where
        print(f"{place}: {t(fault.reason, **fault.params)}", file=sys.stderr)


def _place(where: str, t: Translator) -> str:
    """A fault's place in the reader's language; names of files, columns and keys stay as they are."""

    def said(found: re.Match[str]) -> str:
        row = t("row {row}", row=found["row"]) if found["of"] == "row" else t("line {row}", row=found["row"])
        return t("{row}, column {column}", row=row, column=found["column"]) if found["column"] else row

    return t("file") if where == "file" else _PLACE.sub(said, where)


@contextmanager
def while_read() -> Iterator[None]:
    """Ends quietly once nobody reads the output any more, as with `| head`; connections fail with other errors."""
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        # What is left in the buffer would be said to be lost when the interpreter ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_json(content: Mapping[str, object]) -> None:
    """An object, so that it can grow without breaking who reads it."""
    print(json.dumps(content, ensure_ascii=False, indent=2))


def aligned(rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> list[str]:
    """Lines in columns, two blanks apart; the columns in `right` stand at their right end, as numbers do."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if at in right else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
