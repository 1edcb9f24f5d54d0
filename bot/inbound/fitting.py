"""Fitting texts into a message of 4096 UTF-16 units."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["clipped", "lines_within", "units"]


def units(text: str) -> int:
    """The length as Telegram counts it: UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def clipped(text: str, limit: int) -> str:
    """`text`, cut with an ellipsis to `limit` characters."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def lines_within(room: int, lines: Sequence[str]) -> list[str]:
    """As many lines as have room, then an ellipsis. Markup counts too, so this errs on the short side."""
    kept: list[str] = []
    for line in lines:
        room -= units(line) + 1
        if room < 0:
            return [*kept, "…"]
        kept.append(line)
    return kept
