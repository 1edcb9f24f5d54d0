"""The functions whose result depends on their arguments alone.

Meaning: https://getodk.github.io/xforms-spec/#xpath-functions. `if`, `regex`, `today` and `jr:choice-name` need
more than their arguments' values and live in the compiler.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from typing import Final

from surveys.expressions.values import Value, date_text, number, parse_date, text, truth

__all__ = ["FUNCTIONS", "Function"]

_MAX_PLACES: Final = 15
"""A double has no more meaningful decimal places."""

MAX_TEXT: Final = 20_000
"""Characters of a joined text: a few answers in full, and a calculation that doubles itself cannot fill memory."""


@dataclass(frozen=True, slots=True)
class Function:
    """`most` is `None` where any number of further arguments may follow."""

    least: int
    most: int | None
    apply: Callable[..., Value]


def _selected(chosen: Value, name: Value) -> Value:
    return text(name).strip() in text(chosen).split()


def _selected_at(chosen: Value, place: Value) -> Value:
    names, at = text(chosen).split(), number(place)
    return names[int(at)] if 0 <= at < len(names) else ""


def _coalesce(*values: Value) -> Value:
    return next((value for value in values if text(value) != ""), "")


def _concat(*values: Value) -> Value:
    joined = ""
    for value in values:
        joined = (joined + text(value))[:MAX_TEXT]
    return joined


def _int(value: Value) -> Value:
    converted = number(value)
    return float(math.trunc(converted)) if math.isfinite(converted) else converted


def _round(value: Value, places: Value = 0.0) -> Value:
    """Halves go towards positive infinity (https://www.w3.org/TR/1999/REC-xpath-19991116/#function-round)."""
    converted, wanted = number(value), number(places)
    if not math.isfinite(converted) or not math.isfinite(wanted):
        return converted if math.isfinite(wanted) else math.nan
    step = Decimal(1).scaleb(-max(-_MAX_PLACES, min(_MAX_PLACES, int(wanted))))
    halves = ROUND_HALF_UP if converted > 0 else ROUND_HALF_DOWN
    return float((Decimal(repr(converted)) / step).to_integral_value(halves) * step)


def _whole(convert: Callable[[float], int]) -> Callable[[Value], Value]:
    def apply(value: Value) -> Value:
        converted = number(value)
        return float(convert(converted)) if math.isfinite(converted) else converted

    return apply


def _pow(base: Value, exponent: Value) -> Value:
    try:
        return math.pow(number(base), number(exponent))
    except OverflowError:
        return math.inf
    except ValueError:
        return math.nan


def _sqrt(value: Value) -> Value:
    converted = number(value)
    return math.sqrt(converted) if converted >= 0 else math.nan


def _extreme(pick: Callable[[list[float]], float]) -> Callable[..., Value]:
    def apply(*values: Value) -> Value:
        numbers = [number(value) for value in values]
        return math.nan if any(map(math.isnan, numbers)) else pick(numbers)

    return apply


def _substr(value: Value, start: Value, end: Value = math.inf) -> Value:
    whole = text(value)
    return whole[slice(*(_place(bound, len(whole)) for bound in (start, end)))]


def _place(bound: Value, length: int) -> int:
    place = number(bound)
    if math.isnan(place):
        return 0
    return int(max(-length, min(length, place)))


def _translate(value: Value, old: Value, new: Value) -> Value:
    replacements = text(new)
    table: dict[int, str | None] = {}
    for at, letter in enumerate(text(old)):
        table.setdefault(ord(letter), replacements[at] if at < len(replacements) else None)
    return text(value).translate(table)


def _format_date(value: Value, layout: Value) -> Value:
    day = parse_date(date_text(value))
    if day is None:
        return ""
    parts = {
        "%Y": f"{day.year:04}", "%y": f"{day.year % 100:02}", "%m": f"{day.month:02}", "%n": str(day.month),
        "%d": f"{day.day:02}", "%e": str(day.day),
    }  # fmt: skip
    written = text(layout)
    for code, part in parts.items():
        written = written.replace(code, part)
    return written


FUNCTIONS: Final[Mapping[str, Function]] = {
    "selected": Function(2, 2, _selected),
    "selected-at": Function(2, 2, _selected_at),
    "count-selected": Function(1, 1, lambda chosen: float(len(text(chosen).split()))),
    "coalesce": Function(1, None, _coalesce),
    "not": Function(1, 1, lambda value: not truth(value)),
    "boolean": Function(1, 1, truth),
    "true": Function(0, 0, lambda: True),
    "false": Function(0, 0, lambda: False),
    "boolean-from-string": Function(1, 1, lambda value: text(value) in ("true", "1")),
    "number": Function(1, 1, number),
    "string": Function(1, 1, text),
    "int": Function(1, 1, _int),
    "round": Function(1, 2, _round),
    "floor": Function(1, 1, _whole(math.floor)),
    "ceiling": Function(1, 1, _whole(math.ceil)),
    "abs": Function(1, 1, lambda value: abs(number(value))),
    "pow": Function(2, 2, _pow),
    "sqrt": Function(1, 1, _sqrt),
    "min": Function(1, None, _extreme(min)),
    "max": Function(1, None, _extreme(max)),
    "concat": Function(1, None, _concat),
    "string-length": Function(1, 1, lambda value: float(len(text(value)))),
    "substr": Function(2, 3, _substr),
    "substring-before": Function(2, 2, lambda a, b: text(a)[: max(0, text(a).find(text(b)))]),
    "substring-after": Function(
        2, 2, lambda a, b: text(a)[text(a).index(text(b)) + len(text(b)) :] if text(b) in text(a) else ""
    ),
    "contains": Function(2, 2, lambda a, b: text(b) in text(a)),
    "starts-with": Function(2, 2, lambda a, b: text(a).startswith(text(b))),
    "ends-with": Function(2, 2, lambda a, b: text(a).endswith(text(b))),
    "normalize-space": Function(1, 1, lambda value: " ".join(text(value).split())),
    "translate": Function(3, 3, _translate),
    "date": Function(1, 1, date_text),
    "decimal-date-time": Function(1, 1, number),
    "format-date": Function(2, 2, _format_date),
}
