"""Whether two printed names mean the same unit: "Ban quản lý KKT NS" and "Ban quản lý Khu kinh tế Nghị Sơn"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

__all__ = ["How", "Matching", "abbreviates", "folded", "match_names", "same_label", "unmarked"]

How = Literal["alias", "same", "punctuation", "diacritics", "abbreviation"]
"""What tells two matched names apart, from nothing to most."""

_WORD = re.compile(r"[^\W_]+")
_AND = frozenset({"và", "and"})
_MARKS = str.maketrans({"đ": "d", "y": "i"})
_TYPOS_PER_LETTER = 10
_FEW_LETTERS = 6


@dataclass(frozen=True, slots=True)
class Matching:
    """Names of the left table paired with names of the right one.

    `doubtful`: a left name and the right names it may mean, at least one; nobody guesses between them.
    """

    pairs: Mapping[str, str]
    how: Mapping[str, How]
    doubtful: Mapping[str, tuple[str, ...]]
    left_only: tuple[str, ...]
    right_only: tuple[str, ...]


def match_names(left: Sequence[str], right: Sequence[str], aliases: Mapping[str, str] | None = None) -> Matching:
    """Pair the names, closest kind of likeness first; a pair must be the only one possible on both sides.

    `aliases` (a name → another name) are taken in both directions. Names that are merely spelt alike, or contain
    each other, are never paired: they are `doubtful`.
    """
    given = {(unmarked(a), unmarked(b)) for a, b in (aliases or {}).items()}
    given |= {(b, a) for a, b in given}
    levels: tuple[tuple[How, Callable[[str, str], bool]], ...] = (
        ("alias", lambda a, b: (unmarked(a), unmarked(b)) in given),
        ("same", lambda a, b: folded(a) == folded(b)),
        ("punctuation", lambda a, b: _words(a) == _words(b)),
        ("diacritics", lambda a, b: unmarked(a) == unmarked(b)),
        ("abbreviation", abbreviates),
    )
    pairs: dict[str, str] = {}
    how: dict[str, How] = {}
    contested: dict[str, tuple[str, ...]] = {}
    for level, alike in levels:
        open_left = [name for name in left if name not in pairs]
        open_right = [name for name in right if name not in set(pairs.values())]
        likes = {name: tuple(other for other in open_right if alike(name, other)) for name in open_left}
        for name, others in likes.items():
            if len(others) == 1 and sum(others[0] in each for each in likes.values()) == 1:
                pairs[name], how[name] = others[0], level
            elif others:
                contested.setdefault(name, others)
    open_right = [name for name in right if name not in set(pairs.values())]
    doubtful = {}
    for name in (name for name in left if name not in pairs):
        near = [other for other in open_right if other in contested.get(name, ()) or _similar(name, other)]
        if near:
            doubtful[name] = tuple(near)
    asked = {other for others in doubtful.values() for other in others}
    return Matching(
        {name: pairs[name] for name in left if name in pairs},
        how,
        doubtful,
        tuple(name for name in left if name not in pairs and name not in doubtful),
        tuple(name for name in open_right if name not in asked),
    )


@cache
def folded(text: str) -> str:
    """Without differences of case, Unicode form and blanks: none of these tells two units apart."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


@cache
def unmarked(text: str) -> str:
    """Lower-case words without marks, punctuation and "và"; i and y alike, as Vietnamese spelling varies there."""
    letters = unicodedata.normalize("NFD", " ".join(_words(text)))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).translate(_MARKS)


def same_label(one: str, other: str) -> bool:
    """Whether two labels, such as names of a grade, say the same."""
    return unmarked(one) == unmarked(other) or abbreviates(one, other)


def abbreviates(one: str, other: str) -> bool:
    """Whether the names agree word by word once a word in capitals may stand for the initials of several."""
    return _align(_tokens(one), _tokens(other))


@cache
def _words(text: str) -> tuple[str, ...]:
    words = _WORD.findall(unicodedata.normalize("NFC", text).casefold())
    return tuple(word for word in words if word not in _AND)


@cache
def _tokens(text: str) -> tuple[tuple[str, bool], ...]:
    """(word without marks, whether it is in capitals, as a single letter also is) of each word."""
    words = [word for word in _WORD.findall(unicodedata.normalize("NFC", text)) if word.casefold() not in _AND]
    return tuple((unmarked(word), word.isupper()) for word in words)


@cache
def _align(one: tuple[tuple[str, bool], ...], other: tuple[tuple[str, bool], ...]) -> bool:
    if not one or not other:
        return not one and not other
    if one[0][0] == other[0][0] and _align(one[1:], other[1:]):
        return True
    return _spelt_out(one, other) or _spelt_out(other, one)


def _spelt_out(short: tuple[tuple[str, bool], ...], long: tuple[tuple[str, bool], ...]) -> bool:
    """Whether the first word of `short` is the initials of the first words of `long`, and the rests agree."""
    (letters, is_capitals), rest = short[0], short[1:]
    if not is_capitals or len(letters) == 1:
        return False
    spelt = ""
    for taken, (word, in_capitals) in enumerate(long, start=1):
        spelt += word if in_capitals else word[:1]
        if not letters.startswith(spelt):
            return False
        if spelt == letters:
            return taken > 1 and _align(rest, long[taken:])
    return False


def _similar(one: str, other: str) -> bool:
    """Whether a person might take one name for the other: it holds or shortens it, or a few letters differ."""
    a, b = unmarked(one), unmarked(other)
    short, long = sorted((a, b), key=len)
    if len(short) >= _FEW_LETTERS and f" {short} " in f" {long} ":
        return True
    if _shortens(_tokens(one), _tokens(other)) or _shortens(_tokens(other), _tokens(one)):
        return True
    allowed = max(1, len(long) // _TYPOS_PER_LETTER)
    return len(short) >= _FEW_LETTERS and _distance(a, b) <= allowed


@cache
def _shortens(short: tuple[tuple[str, bool], ...], long: tuple[tuple[str, bool], ...]) -> bool:
    """Whether the words of `short`, those in capitals as initials or a single letter too, stand in `long` in order.

    `long` may have more words between and after them, but begins with the first.
    """
    letters = sum(len(word) for word, _ in short)
    return letters > 1 and any(initials for _, initials in short) and _within(short, long, first=True)


def _within(
    short: tuple[tuple[str, bool], ...], long: tuple[tuple[str, bool], ...], *, first: bool = False
) -> bool:
    if not short or not long:
        return not short
    (word, initials), rest = short[0], short[1:]
    if word == long[0][0] and _within(rest, long[1:]):
        return True
    for taken in range(1, len(long) + 1) if initials else ():
        spelt = "".join(other if capitals and len(other) > 1 else other[:1] for other, capitals in long[:taken])
        if spelt == word and _within(rest, long[taken:]):
            return True
    return not first and _within(short, long[1:])


def _distance(a: str, b: str) -> int:
    """Levenshtein's edit distance."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, start=1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
    return row[-1]
