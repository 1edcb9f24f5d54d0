"""The bundled typeface: what it can write, how wide a text becomes, and where it is broken.

Widths are read from `fonts/advances.json`. Kerning is left out; it almost always makes a line narrower.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

__all__ = ["FAMILY", "FONT_FILES", "Fitted", "clean", "fit", "shrink", "width", "wrap"]

FAMILY = "Noto Sans"
FOLDER = Path(__file__).parent / "fonts"
FONT_FILES = (FOLDER / "NotoSans-Regular.ttf", FOLDER / "NotoSans-Bold.ttf")

_NO_GLYPH = "\N{REPLACEMENT CHARACTER}"
_KEPT_SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
_ELLIPSIS = "…"


class Fitted(NamedTuple):
    """Lines that fit, and the size in pixels at which they do."""

    lines: tuple[str, ...]
    size: float


def clean(text: str) -> str:
    """`text` in NFC with only characters that the typeface can draw and XML can hold.

    Line breaks and runs of blanks become one blank, control and format characters vanish, and a character
    without a glyph becomes �. NFC composes every Vietnamese letter, so marks still left over belong to no letter.
    """
    known = _advances(bold=False)
    kept: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        if char.isspace() and char not in _KEPT_SPACES:
            kept.append(" ")
        elif char in known:
            kept.append(char)
        elif unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Mn", "Me"}:
            kept.append(_NO_GLYPH)
    return " ".join(word for word in "".join(kept).split(" ") if word)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide `text` becomes at `size` pixels once it is clean."""
    return _width(clean(text), size, bold=bold)


def wrap(text: str, size: float, room: float, *, lines: int, bold: bool = False) -> tuple[str, ...]:
    """`text` in at most `lines` lines of at most `room` pixels; what does not fit is an ellipsis."""
    done: list[str] = []
    line = ""
    words = _breakable(clean(text), size, room, bold=bold)
    for i, word in enumerate(words):
        longer = f"{line} {word}" if line else word
        if _width(longer, size, bold=bold) <= room:
            line = longer
        elif len(done) == lines - 1:
            return (*done, _cut(" ".join([line, *words[i:]]), size, room, bold=bold))
        else:
            done.append(line)
            line = word
    return (*done, line) if line else tuple(done)


def fit(text: str, options: tuple[tuple[float, int], ...], room: float, *, bold: bool = False) -> Fitted:
    """`text` at the first (size, lines) of `options` that holds all of it, else cut at the last."""
    for size, lines in options:
        if len(wrapped := wrap(text, size, room, lines=lines + 1, bold=bold)) <= lines:
            return Fitted(_balanced(wrapped, size, room, bold=bold), size)
    size, lines = options[-1]
    return Fitted(wrap(text, size, room, lines=lines, bold=bold), size)


def shrink(text: str, size: float, room: float, *, bold: bool = False) -> float:
    """The largest size up to `size` at which `text` fits on one line."""
    needed = width(text, size, bold=bold)
    return size if needed <= room else size * room / needed


def _balanced(lines: tuple[str, ...], size: float, room: float, *, bold: bool) -> tuple[str, ...]:
    """The same words on as many lines of more equal width: no word stays alone on the last."""
    text = " ".join(lines)
    narrowest = max((_width(word, size, bold=bold) for word in text.split(" ")), default=room)
    while (room := room - size / 4) >= narrowest:
        narrower = wrap(text, size, room, lines=len(lines) + 1, bold=bold)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def _width(clean_text: str, size: float, *, bold: bool) -> float:
    advances = _advances(bold=bold)
    return sum(advances[char] for char in clean_text) * size


def _breakable(clean_text: str, size: float, room: float, *, bold: bool) -> list[str]:
    """The words of the text; one that is wider than a line is broken where the line ends."""
    pieces: list[str] = []
    for word in clean_text.split(" "):
        rest = word
        while _width(rest, size, bold=bold) > room:
            end = max(1, _chars_within(rest, size, room, bold=bold))
            pieces.append(rest[:end])
            rest = rest[end:]
        pieces.append(rest)
    return pieces


def _cut(clean_text: str, size: float, room: float, *, bold: bool) -> str:
    end = _chars_within(clean_text, size, room - _width(_ELLIPSIS, size, bold=bold), bold=bold)
    return clean_text[:end].rstrip(" ,;.-–") + _ELLIPSIS


def _chars_within(clean_text: str, size: float, room: float, *, bold: bool) -> int:
    """How many characters from the beginning are at most `room` pixels wide."""
    advances = _advances(bold=bold)
    used = 0.0
    for i, char in enumerate(clean_text):
        used += advances[char] * size
        if used > room:
            return i
    return len(clean_text)


@cache
def _advances(*, bold: bool) -> Mapping[str, float]:
    """Character → advance width as a part of the font size."""
    table = json.loads((FOLDER / "advances.json").read_text(encoding="utf-8"))
    weights: Mapping[str, str] = table["bold" if bold else "regular"]
    return {char: int(advance) / table["units_per_em"] for advance, chars in weights.items() for char in chars}
