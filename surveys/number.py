"""Numbers as people type them: 1234 · 1.234 · 1 234 · 12,5 · 12.5."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from surveys.errors import Rejected

__all__ = ["typed_number"]

MAX_DIGITS = 18
"""Digits of a typed number: more is a slip of the finger, and 18 fit every database's 64-bit integer."""

POINT_LANGUAGES = {"en"}
"""Languages that write a decimal point and group by commas; all others, as Vietnamese, the other way round."""

_PLAIN = re.compile(r"[+-]?\d+(?:[.,](\d+))?")
_GROUP = 3


def typed_number(text: str, language: str | None, *, whole: bool) -> Decimal:
    """The number that `text` means in `language`; `whole` where only whole numbers are asked for.

    Comma and point both mark decimals, so that 1,5 and 1.5 are one number. Thousands may be grouped by blanks and
    by the language's own mark: 1.234 is 1234 in Vietnamese where a whole number is asked for. Where decimals are
    possible it could also be 1,234, and what could be two numbers is asked again. Raises `Rejected`.
    """
    text = "".join(_plain(c) for c in text)
    decimal, thousand = ".," if language in POINT_LANGUAGES else ",."
    if sum(map(str.isdigit, text)) > MAX_DIGITS:
        raise _no_number()
    grouped = re.fullmatch(rf"[+-]?[1-9]\d{{0,2}}([{thousand} ])\d{{3}}(\1\d{{3}})*([{decimal}]\d+)?", text)
    if grouped:
        mark, more, decimals = grouped.groups()
        together = text.replace(mark, "")
        if mark == thousand and not whole and more is None and decimals is None:
            raise Rejected(
                "Is {typed} meant as {grouped} or as {decimal}? Please type it in one of these two ways.",
                typed=text,
                grouped=together,
                decimal=text.replace(thousand, decimal),
            )
        text = together
    plain = _PLAIN.fullmatch(text)
    if plain is None:
        raise _no_number()
    number = Decimal(text.replace(",", "."))
    if whole and (number != number.to_integral_value() or len(plain[1] or "") == _GROUP):  # 1,000 may be 1000
        raise Rejected("Please type a whole number without decimals, for example 1234.")
    return number


def _plain(char: str) -> str:
    """Digits of every script as 0 to 9, blanks of every width as one."""
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    return " " if char.isspace() else char


def _no_number() -> Rejected:
    return Rejected("Please type a number, for example 12 or 12,5.")
