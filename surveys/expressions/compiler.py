"""From a token tree to a function of the answers."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from surveys.errors import ExpressionInvalid
from surveys.expressions.functions import FUNCTIONS
from surveys.expressions.grammar import CHOICE_NAME, REFERENCE, XPathFunction, XPathToken
from surveys.expressions.patterns import Pattern
from surveys.expressions.reasons import Reason
from surveys.expressions.values import Value, equal, number, text, truth

__all__ = ["MAX_DEPTH", "Compiled", "Evaluator", "Scope", "compile_tree"]

MAX_DEPTH: Final = 120
"""Levels of nesting; a chain of 120 `or` is the deepest, and far from the interpreter's limit of 1,000 frames."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What one evaluation sees. `label_of(question, choice)` words a choice in the person's language."""

    values: Mapping[str, str]
    this: str
    today: date
    choice: Mapping[str, str]
    label_of: Callable[[str, str], str]


Evaluator = Callable[[Scope], Value]


def _mod(left: float, right: float) -> float:
    return math.fmod(left, right) if right and math.isfinite(left) else math.nan


def _div(left: float, right: float) -> float:
    if right:
        return left / right
    return math.nan if math.isnan(left) or not left else math.copysign(math.inf, left) * math.copysign(1.0, right)


_ON_NUMBERS: Final[Mapping[str, Callable[[float, float], Value]]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "div": _div, "mod": _mod,
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


class Compiled:
    """One expression ready to run, and what it refers to."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.columns: set[str] = set()
        self.uses_this = False
        self.run: Evaluator = lambda _: ""


def compile_tree(root: XPathToken) -> Compiled:
    """Raises `ExpressionInvalid` where a function is called wrongly or the tree is too deep."""
    compiled = Compiled()
    compiled.run = _Compiler(compiled).compile(root, 1)
    return compiled


class _Compiler:
    def __init__(self, found: Compiled) -> None:
        self._found = found

    def compile(self, token: XPathToken, depth: int) -> Evaluator:
        if depth > MAX_DEPTH:
            raise ExpressionInvalid(Reason.TOO_DEEP, limit=MAX_DEPTH)
        if isinstance(token, XPathFunction):
            return self._function(token, depth)
        match token.symbol:
            case "(":
                return self.compile(token[0], depth + 1)
            case "$":
                name = str(token[0].value)
                self._found.names.add(name)
                return lambda scope: scope.values.get(name, "")
            case ".":
                self._found.uses_this = True
                return lambda scope: scope.this
            case "(name)":
                column = str(token.value)
                self._found.columns.add(column)
                return lambda scope: scope.choice.get(column, "")
            case "(string)":
                return _constant(str(token.value))
            case "(integer)" | "(decimal)" | "(float)":
                return _constant(float(str(token.value)))
            case _:
                return self._operation(token.symbol, [self.compile(operand, depth + 1) for operand in token])

    def _operation(self, symbol: str, operands: list[Evaluator]) -> Evaluator:
        match symbol, operands:
            case "and", [left, right]:
                return lambda scope: truth(left(scope)) and truth(right(scope))
            case "or", [left, right]:
                return lambda scope: truth(left(scope)) or truth(right(scope))
            case "=", [left, right]:
                return lambda scope: equal(left(scope), right(scope))
            case "!=", [left, right]:
                return lambda scope: not equal(left(scope), right(scope))
            case "-", [only]:
                return lambda scope: -number(only(scope))
            case _, [left, right] if symbol in _ON_NUMBERS:
                apply = _ON_NUMBERS[symbol]
                return lambda scope: apply(number(left(scope)), number(right(scope)))
        raise ExpressionInvalid(Reason.SYNTAX, detail=f"{symbol!r} cannot stand there")

    def _function(self, token: XPathFunction, depth: int) -> Evaluator:
        name = token.symbol
        arguments = [self.compile(argument, depth + 1) for argument in token]
        match name:
            case "if":
                _count(name, 3, 3, arguments)
                test, then, otherwise = arguments
                return lambda scope: then(scope) if truth(test(scope)) else otherwise(scope)
            case "today":
                _count(name, 0, 0, arguments)
                return lambda scope: scope.today.isoformat()
            case "regex":
                _count(name, 2, 2, arguments)
                if token[1].symbol != "(string)":
                    raise ExpressionInvalid(Reason.PATTERN_NOT_WRITTEN)
                subject, pattern = arguments[0], Pattern(str(token[1].value))
                return lambda scope: pattern.fits(text(subject(scope)))
            case _ if name == CHOICE_NAME:
                _count("jr:choice-name", 2, 2, arguments)
                return self._choice_name(arguments[0], token[1])
        function = FUNCTIONS[name]
        _count(name, function.least, function.most, arguments)
        return lambda scope: function.apply(*[argument(scope) for argument in arguments])

    def _choice_name(self, chosen: Evaluator, question: XPathToken) -> Evaluator:
        quoted = REFERENCE.fullmatch(str(question.value).strip()) if question.symbol == "(string)" else None
        if quoted is None:
            raise ExpressionInvalid(Reason.CHOICE_NAME)
        name = quoted[1]
        self._found.names.add(name)
        return lambda scope: ", ".join(scope.label_of(name, each) for each in text(chosen(scope)).split())


def _constant(value: Value) -> Evaluator:
    return lambda _: value


def _count(name: str, least: int, most: int | None, arguments: list[Evaluator]) -> None:
    if len(arguments) < least or (most is not None and len(arguments) > most):
        expected = str(least) if most == least else f"{least}–{most}" if most is not None else f"≥ {least}"
        raise ExpressionInvalid(Reason.ARGUMENTS, function=name, expected=expected, given=len(arguments))
