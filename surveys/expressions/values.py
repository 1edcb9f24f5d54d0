"""The three types of XPath 1.0 and the conversions between them, as the ODK XForms specification extends them."""

from __future__ import annotations

import math
import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

__all__ = ["Value", "as_answer", "date_text", "equal", "number", "parse_date", "text", "truth"]

Value = str | float | bool
"""What an expression yields. Dates are text, as in the specification."""

_EPOCH: Final = date(1970, 1, 1)
# https://www.w3.org/TR/1999/REC-xpath-19991116/#function-number: no exponent, no plus sign
_NUMBER: Final = re.compile(r"\s*(-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))\s*")
_DATE: Final = re.compile(r"\s*([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T[0-9:.+\-Z]*)?\s*")


def parse_date(written: str) -> date | None:
    """The date of `YYYY-MM-DD` or of a dateTime that starts with it; `None` for anything else."""
    match = _DATE.fullmatch(written)
    if match is None:
        return None
    try:
        return date.fromisoformat(match[1])
    except ValueError:
        return None


def number(value: Value) -> float:
    """`number()` of the specification: dates are days since 1970-01-01, text that is no number is NaN."""
    if not isinstance(value, str):
        return float(value)
    match = _NUMBER.fullmatch(value)
    if match is not None:
        return float(match[1])
    day = parse_date(value)
    return float((day - _EPOCH).days) if day is not None else math.nan


def truth(value: Value) -> bool:
    """`boolean()` of XPath 1.0: empty text, zero and NaN are false."""
    return not math.isnan(value) and value != 0 if isinstance(value, float) else bool(value)


def text(value: Value) -> str:
    """`string()` of XPath 1.0: whole numbers without a point, never an exponent."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")


def as_answer(value: Value) -> str | None:
    """The result of a calculation as an answer; `None` where it is empty or not a number, as ODK stores it."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return text(value) or None


def date_text(value: Value) -> str:
    """`date()`: `YYYY-MM-DD` of a date or of a number of days; empty when it is neither."""
    day = parse_date(value) if isinstance(value, str) else None
    if day is not None:
        return day.isoformat()
    days = number(value)
    if not math.isfinite(days):
        return ""
    try:
        return (_EPOCH + timedelta(days=math.floor(days))).isoformat()
    except OverflowError:
        return ""


def equal(left: Value, right: Value) -> bool:
    """`=` of XPath 1.0 (https://www.w3.org/TR/1999/REC-xpath-19991116/#booleans)."""
    if isinstance(left, bool) or isinstance(right, bool):
        return truth(left) == truth(right)
    if isinstance(left, float) or isinstance(right, float):
        return number(left) == number(right)
    return left == right
