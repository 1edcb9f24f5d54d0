"""What commands print alike: one sentence where they fail, JSON for a script, columns for the eye."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager

__all__ = ["FAILED", "aligned", "fail", "print_json", "while_read"]

FAILED = 1


def fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return FAILED


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
