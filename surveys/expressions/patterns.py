"""Regular expressions that a person may write and that cannot stop the bot.

Python's matcher tries every way in which a pattern can fit, and some patterns have more ways than there is time.
The number of ways is bounded here before the pattern is ever used, and so is the text that it is used on.
"""

from __future__ import annotations

import re
from typing import Final

from surveys.errors import ExpressionInvalid
from surveys.expressions.reasons import Reason

__all__ = ["MAX_PATTERN_CHARACTERS", "MAX_SUBJECT_CHARACTERS", "MAX_WAYS", "Pattern"]

MAX_PATTERN_CHARACTERS: Final = 200
"""Longer patterns cannot be checked by eye; the usual telephone and e-mail patterns have fewer than 100."""

MAX_SUBJECT_CHARACTERS: Final = 200
"""A longer text fits no pattern: what is checked with `regex()` is a code or a number, not prose."""

MAX_WAYS: Final = (MAX_SUBJECT_CHARACTERS + 1) ** 3
"""Three free repetitions in a row. The slowest patterns found below this bound take a quarter of a second."""

_TOKEN: Final = re.compile(
    r"""(?P<repeat>[*+?]|\{\d*(?:,\d*)?\})       # how often the atom before may stand
    |   (?P<open>\((?:\?:)?)                     # a group
    |   (?P<close>\))
    |   (?P<bar>\|)
    |   \[\^?\]?(?:\\.|[^\]\\])*\] | \\. | .     # an atom: a class, an escape, a character
    """,
    re.VERBOSE | re.DOTALL,
)
_OTHER_GROUP: Final = re.compile(r"\(\?(?!:)")
_BACK_REFERENCE: Final = re.compile(r"(?<!\\)(?:\\\\)*\\[1-9]")


class _Ways:
    """How many ways lead through one group, at most: the ways of its branches, added."""

    def __init__(self) -> None:
        self.finished = 0
        self.branch = 1
        self.atom = 1
        self.repeated = False

    def add(self, ways: int) -> None:
        self.branch *= self.atom
        self.atom = ways
        self.repeated = False

    def repeat(self, quantifier: str) -> None:
        if self.repeated:  # `+?` and `++` only change the order in which the same ways are tried
            return
        least, most = _bounds(quantifier)
        self.atom = min(self.atom, MAX_WAYS + 1) ** most * (most - least + 1)
        self.repeated = True

    def bar(self) -> None:
        self.finished += self.branch * self.atom
        self.branch = self.atom = 1
        self.repeated = False

    def total(self) -> int:
        return self.finished + self.branch * self.atom


def _bounds(quantifier: str) -> tuple[int, int]:
    if quantifier in ("*", "+", "?"):
        return int(quantifier == "+"), 1 if quantifier == "?" else MAX_SUBJECT_CHARACTERS
    least, comma, most = quantifier[1:-1].partition(",")
    lower = min(int(least or 0), MAX_SUBJECT_CHARACTERS)
    upper = min(int(most), MAX_SUBJECT_CHARACTERS) if most else MAX_SUBJECT_CHARACTERS if comma else lower
    return lower, max(lower, upper)


def _ways(pattern: str) -> int:
    """An upper bound of the number of ways in which a valid pattern can fit a text of the longest length."""
    if _OTHER_GROUP.search(pattern) or _BACK_REFERENCE.search(pattern):
        return MAX_WAYS + 1
    groups = [_Ways()]
    for token in _TOKEN.finditer(pattern):
        match token.lastgroup:
            case "open":
                groups.append(_Ways())
            case "close":
                closed = groups.pop()
                groups[-1].add(closed.total())
            case "bar":
                groups[-1].bar()
            case "repeat":
                groups[-1].repeat(token[0])
            case _:
                groups[-1].add(1)
    return groups[0].total()


class Pattern:
    """A checked pattern; `\\d` and `\\w` mean ASCII, as in ODK Collect.

    Raises `ExpressionInvalid` when the pattern is wrong, too long, or could take too long.
    """

    def __init__(self, written: str) -> None:
        if len(written) > MAX_PATTERN_CHARACTERS:
            raise ExpressionInvalid(Reason.PATTERN_TOO_LONG, limit=MAX_PATTERN_CHARACTERS)
        try:
            self._compiled = re.compile(written, re.ASCII)
        except (re.error, OverflowError, RecursionError) as error:
            raise ExpressionInvalid(Reason.PATTERN_SYNTAX, pattern=written, detail=error) from error
        if _ways(written) > MAX_WAYS:
            raise ExpressionInvalid(Reason.PATTERN_TOO_AMBIGUOUS, pattern=written)

    def fits(self, subject: str) -> bool:
        """Whether the whole of `subject` fits."""
        return len(subject) <= MAX_SUBJECT_CHARACTERS and self._compiled.fullmatch(subject) is not None
