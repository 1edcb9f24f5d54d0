"""Numbers in published tables: a decimal comma or point, a percent sign, or a dash for nothing."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from scoring.rounding import decimal_text, exact

__all__ = ["agrees", "as_printed", "decimals_of", "for_people", "is_blank", "number_in"]

_NUMBER = re.compile(r"[-+]?[0-9]{1,9}([.,][0-9]{1,9})?")
_BLANKS = frozenset({"", "-", "–", "—", "/", "x", "…"})


def is_blank(text: str) -> bool:
    """Whether a cell says that there is no value."""
    return text.casefold() in _BLANKS


def number_in(text: str) -> Decimal | None:
    """The number a cell prints, None when it prints none. Scores never need a thousands separator."""
    text = text.removesuffix("%").strip()
    return Decimal(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def decimals_of(text: str) -> int:
    """How many decimals a cell prints."""
    tail = re.split(r"[.,]", text.removesuffix("%").strip())
    return len(tail[1]) if len(tail) > 1 else 0


def agrees(printed: str, value: Fraction) -> bool:
    """Whether `printed` is `value`, rounded half up to the decimals it prints."""
    number = number_in(printed)
    return number is not None and exact(number) == Fraction(as_printed(value, printed))


def as_printed(value: Fraction, printed: str) -> str:
    """`value` with as many decimals as `printed` has."""
    return decimal_text(value, decimals_of(printed))


def for_people(value: Fraction) -> Decimal:
    """`value` without zeros at the end; totals and maxima are decimals, so that nothing is lost."""
    return Decimal(f"{float(value):.9f}".rstrip("0").rstrip("."))
