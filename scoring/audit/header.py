"""What a column of a published table holds, read from its header: ours, or as Vietnamese reports word it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from scoring.audit.names import unmarked

__all__ = ["SIDES", "Column", "Role", "Side", "column_of"]

Role = Literal["unit", "index", "component", "total", "rank", "grade", "percent", "other"]
Side = Literal["self", "appraised"]
SIDES: tuple[Side, ...] = ("self", "appraised")
"""Whose scores there are: the unit's own, and those of the council."""

# As `unmarked` writes them: without marks, and with i for y.
_RANK = ("xep hang", "thu hang", "rank")
_GRADE = ("xep loai", "phan loai", "grade")
_UNIT = ("ten don vi", "don vi", "co quan", "ten co quan", "unit", "so ban nganh")
_INDEX = frozenset({"tt", "stt", "so tt", "so thu tu", "no"})
_OTHER = ("ghi chu", "note", "diem toi da", "don vi tinh", "tang giam", "nam truoc")
_TOTAL = ("tong", "total", "chi so", "self score", "appraised score")
_SCORES_OF: tuple[tuple[Side, tuple[str, ...]], ...] = (
    ("self", ("tu cham diem", "diem tu cham", "tu cham", "diem tu danh gia", "tu danh gia", "self")),
    ("appraised", ("diem tham dinh", "tham dinh", "diem dat duoc", "diem dat", "appraised", "printed", "diem")),
)

_NUMBERING = re.compile(r"^\(?([0-9]{1,2}|[IVX]{1,5})[.)]\s*")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where it is, its title as printed, its role; a score has a side.

    A `component` has a code, and the name of what it holds: its title without the words for the side. `likely` are
    the codes of domains that may be meant, where nobody can tell.
    """

    index: int
    title: str
    role: Role
    code: str = ""
    side: Side = "appraised"
    name: str = ""
    likely: tuple[str, ...] = ()


def column_of(index: int, path: Sequence[str]) -> Column:
    """The column under the header cells `path`, from the top; a merged header gives all that lie above it."""
    title = " · ".join(dict.fromkeys(part.strip() for part in path if part.strip()))
    words = unmarked(title.replace("_", " ").replace("·", " "))
    side, rest = _side(words)
    role = _role(words, rest, percent="%" in title)
    if role == "component":
        canonical = title.removesuffix("_self").removesuffix("_appraised")
        return Column(index, title, role, canonical if canonical != title else rest, side, _name(title))
    return Column(index, title, role, side=side)


def _role(words: str, rest: str, *, percent: bool) -> Role:
    if not words or words in _INDEX:
        return "index"
    if _says(words, _OTHER):
        return "other"
    if _says(words, _RANK):
        return "rank"
    if _says(words, _GRADE):
        return "grade"
    if any(words == name or words.startswith(f"{name} ") for name in _UNIT):
        return "unit"
    if percent or _says(words, ("ti le", "percent")):
        return "percent"
    if not rest or _says(words, _TOTAL):
        return "total"
    return "component"


def _side(words: str) -> tuple[Side, str]:
    """Whose score it is, and the words that remain."""
    found: Side | None = None
    for side, phrases in _SCORES_OF:
        for phrase in phrases:
            if _says(words, (phrase,)):
                found = found or side
                words = " ".join(f" {words} ".replace(f" {phrase} ", " ").split())
    return found or "appraised", words


def _name(title: str) -> str:
    """The title without numbering, and without the words that `_side` takes away."""
    words = [(word, unmarked(word)) for word in _NUMBERING.sub("", title).replace("_", " ").split()]
    words = [(word, plain) for word, plain in words if plain]
    for phrase in (phrase.split() for _, phrases in _SCORES_OF for phrase in phrases):
        starts = [i for i in range(len(words)) if [plain for _, plain in words[i : i + len(phrase)]] == phrase]
        taken = {i + step for i in starts for step in range(len(phrase))}
        words = [word for i, word in enumerate(words) if i not in taken]
    return " ".join(word for word, _ in words).strip(" ()-–,:;")


def _says(words: str, phrases: Sequence[str]) -> bool:
    return any(f" {phrase} " in f" {words} " for phrase in phrases)
