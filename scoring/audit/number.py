"""Numbers in published tables: a decimal comma or point, a percent sign, a footnote mark, or a dash for nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from scoring.rounding import decimal_text, exact, printed

__all__ = [
    "agrees",
    "as_beside",
    "as_printed",
    "bare",
    "decimals_of",
    "for_people",
    "is_blank",
    "number_in",
    "rank_in",
]

_DECIMALS = 9
_NUMBER = re.compile(rf"[-+]?[0-9]{{1,9}}([.,][0-9]{{1,{_DECIMALS}}})?")
_FOOTNOTE = re.compile(r"(?<=[0-9%])(\s*\*{1,3}|\([1-9]\)|\[[1-9]\]|[¹²³⁴-⁹])$")
"""A mark that leaves one reading: stars, or a single digit in brackets or raised that touches the number."""

_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_ROMAN = {"X" * tens + one: 10 * tens + i for tens in range(4) for i, one in enumerate(_ONES) if tens + i}
_BLANKS = frozenset({"", "-", "–", "—", "/", "x", "…"})


def is_blank(text: str) -> bool:
    """Whether a cell says that there is no value."""
    return text.casefold() in _BLANKS


def number_in(text: str) -> Decimal | None:
    """The number a cell prints, None when it prints none. Scores never need a thousands separator."""
    text = bare(text)
    return Decimal(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def rank_in(text: str) -> int | None:
    """The rank a cell prints, in Arabic or Roman figures (to XXXIX), None when it prints no whole number."""
    number = number_in(text)
    if number is None:
        return _ROMAN.get(text.strip())
    return int(number) if number == int(number) else None


def bare(text: str) -> str:
    """The text of a number without its percent sign and footnote mark."""
    return _FOOTNOTE.sub("", text.strip()).removesuffix("%").strip()


def decimals_of(text: str) -> int:
    """How many decimals a cell prints."""
    tail = re.split(r"[.,]", bare(text))
    return len(tail[1]) if len(tail) > 1 else 0


def agrees(printed: str, value: Fraction) -> bool:
    """Whether `printed` is `value`, rounded half up to the decimals it prints."""
    number = number_in(printed)
    return number is not None and exact(number) == Fraction(as_printed(value, printed))


def as_printed(value: Fraction, printed: str) -> str:
    """`value` with as many decimals as `printed` has."""
    return decimal_text(value, decimals_of(printed))


def as_beside(value: Fraction, text: str, others: Iterable[str]) -> str:
    """`value` with the most decimals among the cells around `text`, and with what it needs of those of `text`.

    A misprint may have lost its decimals, or have too many of them.
    """
    beside = [decimals_of(other) for other in others if number_in(other) is not None]
    own = decimals_of(text)
    if not beside:
        return decimal_text(value, own)
    needed = -int(printed(value, own).as_tuple().exponent)
    return decimal_text(value, max(*beside, needed))


def for_people(value: Fraction) -> Decimal:
    """`value` without zeros at the end, and with no more decimals than a printed number may have."""
    return printed(value, _DECIMALS)
