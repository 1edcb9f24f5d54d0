"""What commands print alike: one sentence where they fail, JSON for a script, columns for the eye."""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Mapping, Sequence

__all__ = ["FAILED", "aligned", "fail", "print_json"]

FAILED = 1


def fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return FAILED


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
