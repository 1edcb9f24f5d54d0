"""Typed text: without what nobody sees, and cut to a length."""

from __future__ import annotations

import unicodedata

__all__ = ["clipped", "visible"]

JOINERS = "\u200c\u200d"
"""They shape the letters and emoji on both sides of them, and are only dropped where one side is missing."""

KEPT = "\n\t" + JOINERS

UNSEEN = {"Cc", "Cf", "Cs"}
"""Control characters and lone surrogates, which no database keeps, and formats: marks of direction, which can make
a sentence read as another one, and letters without width."""

BLANKS = "\u034f\u115f\u1160\u2800\u3164\uffa0"
"""Letters by their category, of which nothing is seen: the grapheme joiner, the fillers, the empty Braille cell."""


def clipped(text: str, limit: int) -> str:
    """`text`, cut with an ellipsis to `limit` characters."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def visible(text: str) -> str:
    """`text` in NFC, trimmed, without characters that nobody sees; empty where nothing else is in it."""
    kept = (c for c in text if c in KEPT or (unicodedata.category(c) not in UNSEEN and c not in BLANKS))
    text = unicodedata.normalize("NFC", "".join(kept))
    seen = [i for i, c in enumerate(text) if not c.isspace() and c not in JOINERS]
    return text[seen[0] : seen[-1] + 1] if seen else ""
