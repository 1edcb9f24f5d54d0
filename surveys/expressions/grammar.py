"""The grammar: `elementpath`'s XPath 1.0 parser, cut down to what an answer can be computed from.

Paths, axes, predicates and node tests are not in the table of symbols, so they are syntax errors by construction,
and nothing of `elementpath` is ever evaluated: the token tree is all that is taken from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from elementpath import ElementPathError, XPath1Parser
from elementpath.tdop import Parser
from elementpath.xpath_tokens import XPathFunction, XPathToken

from surveys.errors import ExpressionInvalid
from surveys.expressions.functions import FUNCTIONS
from surveys.expressions.reasons import Reason

__all__ = [
    "CHOICE_NAME",
    "MAX_CHARACTERS",
    "REFERENCE",
    "SPECIAL_FUNCTIONS",
    "XPathFunction",
    "XPathToken",
    "parse",
]

MAX_CHARACTERS: Final = 2000
"""The longest expressions of the public sample forms have some 600 characters."""

CHOICE_NAME: Final = "choice-name"
"""`jr:choice-name` without its prefix, which the cut-down grammar does not know."""

SPECIAL_FUNCTIONS: Final = frozenset({"if", "regex", "today", CHOICE_NAME})

REFERENCE: Final = re.compile(r"\$\{\s*([^\W\d][\w.\-]*)\s*\}")
"""`${name}`, as pyxform reads it, where the name is one of a question."""

_ANY_REFERENCE: Final = re.compile(r"\$\{[^}]*\}?")
_LITERAL: Final = re.compile(r"""('[^']*'|"[^"]*")""")
_CALL: Final = re.compile(r"([^\W\d][\w.:\-]*)\s*\(")
_SMART_QUOTES: Final = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})
_OPERATOR_NAMES: Final = frozenset({"and", "or", "div", "mod"})

_SYMBOLS: Final = frozenset({
    "(start)", "(end)", "(unknown)", "(invalid)", "(name)", "(string)", "(integer)", "(decimal)", "(float)",
    "and", "or", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod", "(", ")", ",", "$", ".", ":",
})  # fmt: skip


class _Grammar(XPath1Parser):
    symbol_table = {  # noqa: RUF012 -- declared so by the base class
        symbol: token for symbol, token in XPath1Parser.symbol_table.items() if symbol in _SYMBOLS
    }

    def parse(self, source: str) -> XPathToken:
        """As the base class, without its static evaluation: the tokens here have none."""
        if self.tokenizer is None:
            type(self).tokenizer = self.create_tokenizer(self.symbol_table)
        return Parser.parse(self, source)


for _name in FUNCTIONS.keys() | SPECIAL_FUNCTIONS:
    _Grammar.function(_name, nargs=(0, None))


def parse(source: str) -> XPathToken:
    """The token tree of an expression. Raises `ExpressionInvalid`."""
    if len(source) > MAX_CHARACTERS:
        raise ExpressionInvalid(Reason.TOO_LONG, limit=MAX_CHARACTERS)
    plain = _outside_literals(source.translate(_SMART_QUOTES), _to_xpath)
    try:
        return _Grammar().parse(plain)
    except ElementPathError as error:
        raise ExpressionInvalid(Reason.SYNTAX, detail=error.message) from error
    except RecursionError as error:
        raise ExpressionInvalid(Reason.SYNTAX, detail="too many levels") from error


def _outside_literals(source: str, rewrite: Callable[[str], str]) -> str:
    pieces = _LITERAL.split(source)
    pieces[::2] = map(rewrite, pieces[::2])
    return "".join(pieces)


def _to_xpath(piece: str) -> str:
    """`${name}` becomes the variable `$name`, in parentheses because `$a-b` would be one name."""
    piece = piece.replace("jr:choice-name", CHOICE_NAME)
    for call in _CALL.finditer(piece):
        name = call[1]
        if name not in _OPERATOR_NAMES and name not in FUNCTIONS and name not in SPECIAL_FUNCTIONS:
            raise ExpressionInvalid(Reason.UNKNOWN_FUNCTION, function=name)
    piece = REFERENCE.sub(r"($\1)", piece)
    stray = _ANY_REFERENCE.search(piece)
    if stray is not None:
        raise ExpressionInvalid(Reason.REFERENCE, reference=stray[0])
    return piece
