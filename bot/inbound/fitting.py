"""Fitting texts into a message of 4096 UTF-16 units."""

from __future__ import annotations

from collections.abc import Sequence

from surveys import clipped

__all__ = ["clipped", "fitted", "lines_within", "pages_within", "units"]


def units(text: str) -> int:
    """The length as Telegram counts it: UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def fitted(room: int, texts: Sequence[str]) -> list[str]:
    """The texts shortened until together they have room: the longest give way, and short ones stay whole."""
    left = room
    for done, length in enumerate(sorted(map(units, texts))):
        each = left // (len(texts) - done)
        if length > each:
            return [_cut(text, each) for text in texts]
        left -= length
    return list(texts)


def _cut(text: str, room: int) -> str:
    if units(text) <= room:
        return text
    kept = text.encode("utf-16-le")[: 2 * max(0, room - 1)]
    return kept.decode("utf-16-le", errors="ignore").rstrip() + "…"


def lines_within(room: int, lines: Sequence[str]) -> list[str]:
    """As many lines as have room, then an ellipsis. Markup counts too, so this errs on the short side."""
    kept: list[str] = []
    for line in lines:
        room -= units(line) + 1
        if room < 0:
            return [*kept, "…"]
        kept.append(line)
    return kept


def pages_within(room: int, blocks: Sequence[str], between: str) -> list[list[str]]:
    """The blocks in as few pages as have room for them, in their order; one that has no room alone is shortened."""
    pages: list[list[str]] = []
    left = 0
    for block in blocks:
        fitted = "\n".join(lines_within(room - units(between), block.split("\n")))
        needed = units(fitted) + units(between)
        if not pages or needed > left:
            pages.append([])
            left = room
        pages[-1].append(fitted)
        left -= needed
    return pages or [[]]
