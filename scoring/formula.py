"""Formulas over indicators, such as `100 * min(1, paid / planned)`: exact, bounded, and nothing but arithmetic."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from scoring.errors import Fault, FormulaInvalid

__all__ = ["MAX_CHARACTERS", "Formula", "NumberTooLarge", "parse_formula"]

MAX_CHARACTERS = 300
"""The longest formula of the five systems has 40; deep nesting is bounded by this as well."""

_MAX_BITS = 4096
"""Far above any indicator, far below what makes exact arithmetic slow: formulas may build on each other."""

_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")
_STRANGE = re.compile(r"[^ -~]|#")
"""Comments would hide a part of the formula; the parser makes other writings of a letter or digit the plain one."""

_OPERATORS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_FUNCTIONS: dict[str, Callable[[list[Fraction]], Fraction]] = {"min": min, "max": max}


class NumberTooLarge(ArithmeticError):
    """A value has more digits than any indicator could have."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula and the names of the indicators it needs, in alphabetical order."""

    text: str
    names: tuple[str, ...]

    def value(self, indicators: Mapping[str, Fraction]) -> Fraction:
        """The exact value; raises `ZeroDivisionError`, `NumberTooLarge`, and `KeyError` for a missing indicator."""
        return _value(_tree(self.text), self.text, indicators)


@cache
def parse_formula(text: str) -> Formula:
    """The formula in `text`; raises `FormulaInvalid` with every fault.

    Allowed are numbers, names of indicators, + - * / and parentheses, min(…) and max(…).
    """
    plain = " ".join(text.split())
    if len(plain) > MAX_CHARACTERS:
        raise FormulaInvalid([Fault("formula", "A formula has at most {limit} characters.", limit=MAX_CHARACTERS)])
    strange = _STRANGE.search(plain)
    if strange:
        raise FormulaInvalid([_no_arithmetic(strange[0])])
    try:
        tree = _tree(plain)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise FormulaInvalid([Fault("formula", "“{text}” is not a formula.", text=plain)]) from error
    names: set[str] = set()
    faults = _faults(tree, plain, names)
    if faults:
        raise FormulaInvalid(faults)
    return Formula(plain, tuple(sorted(names)))


@cache
def _tree(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _faults(node: ast.expr, text: str, names: set[str]) -> list[Fault]:
    """What is not arithmetic in `node`; names of indicators are added to `names`."""
    match node:
        case ast.Constant() if _NUMBER.fullmatch(ast.get_source_segment(text, node) or ""):
            return []
        case ast.Name(id=name) if name not in _FUNCTIONS:
            names.add(name)
            return []
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            return [*_faults(left, text, names), *_faults(right, text, names)]
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=operand):
            return _faults(operand, text, names)
        case ast.Call(func=ast.Name(id=name), args=[_, *_] as given, keywords=[]) if name in _FUNCTIONS:
            return [fault for each in given for fault in _faults(each, text, names)]
        case _:
            part = ast.get_source_segment(text, node) or text
            return [_no_arithmetic(part)]


def _no_arithmetic(part: str) -> Fault:
    return Fault("formula", "“{part}” is no number, no name and none of + - * / ( ) min max.", part=part)


def _value(node: ast.expr, text: str, indicators: Mapping[str, Fraction]) -> Fraction:
    match node:
        case ast.Constant():
            return Fraction(ast.get_source_segment(text, node) or "")
        case ast.Name(id=name):
            return indicators[name]
        case ast.BinOp(left=left, op=op, right=right):
            value = _OPERATORS[type(op)](_value(left, text, indicators), _value(right, text, indicators))
            if value.numerator.bit_length() + value.denominator.bit_length() > _MAX_BITS:
                raise NumberTooLarge
            return value
        case ast.UnaryOp(op=sign, operand=operand):
            inner = _value(operand, text, indicators)
            return -inner if isinstance(sign, ast.USub) else inner
        case ast.Call(func=ast.Name(id=name), args=given):
            return _FUNCTIONS[name]([_value(each, text, indicators) for each in given])
    raise AssertionError(ast.dump(node))  # `parse_formula` lets nothing else pass
