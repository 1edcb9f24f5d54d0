"""`Expression`: parsed once, evaluated as often as answers change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import lru_cache
from typing import Final

from surveys.errors import ExpressionInvalid
from surveys.expressions.compiler import Compiled, Scope, compile_tree
from surveys.expressions.grammar import REFERENCE, parse
from surveys.expressions.reasons import Reason
from surveys.expressions.values import Value, truth
from surveys.interview import Answer

__all__ = ["Expression", "fill", "referenced_names"]

_CACHED: Final = 4096
"""Expressions kept compiled: some forty questionnaires of 100 questions."""

_NO_COLUMNS: Final[Mapping[str, str]] = {}


def _own_name(_question: str, choice: str) -> str:
    return choice


class Expression:
    """One expression of a questionnaire.

    `names` are the questions it refers to, `columns` the choice columns, `uses_this` whether it looks at `.`.
    """

    def __init__(self, written: str, compiled: Compiled) -> None:
        self.written = written
        self.names = frozenset(compiled.names)
        self.columns = frozenset(compiled.columns)
        self.uses_this = compiled.uses_this
        self._run = compiled.run

    def __repr__(self) -> str:
        return f"Expression({self.written!r})"

    @classmethod
    def parse(cls, written: str, names: Collection[str] | None = None) -> Expression:
        """The compiled expression, from a cache when it was parsed before.

        Raises `ExpressionInvalid` when it is outside the subset or, where `names` are given, refers to another.
        """
        expression = _parse(written)
        if names is not None:
            for name in sorted(expression.names):
                if name not in names:
                    raise ExpressionInvalid(Reason.UNKNOWN_NAME, name=name)
        return expression

    def evaluate(
        self,
        values: Mapping[str, Answer | None],
        *,
        today: date,
        this: Answer | None = None,
        choice: Mapping[str, str] = _NO_COLUMNS,
        label_of: Callable[[str, str], str] = _own_name,
    ) -> Value:
        """The value; never raises. A missing or `None` answer is empty text.

        `this` is the answer being checked, `choice` the columns of the choice being offered (with its `name`), and
        `label_of(question, choice name)` gives `jr:choice-name` its wording (the name itself by default).
        """
        texts = {name: _text(values.get(name)) for name in self.names}
        return self._run(Scope(texts, _text(this), today, choice, label_of))

    def holds(
        self,
        values: Mapping[str, Answer | None],
        *,
        today: date,
        this: Answer | None = None,
        choice: Mapping[str, str] = _NO_COLUMNS,
    ) -> bool:
        """The value as truth: whether a question is relevant, an answer acceptable, a choice offered."""
        return truth(self.evaluate(values, today=today, this=this, choice=choice))


@lru_cache(maxsize=_CACHED)
def _parse(written: str) -> Expression:
    return Expression(written, compile_tree(parse(written)))


def _text(answer: Answer | None) -> str:
    return " ".join(answer) if isinstance(answer, tuple) else answer or ""


def referenced_names(wording: str) -> tuple[str, ...]:
    """The names in `${…}` in a label, in order. Raises `ExpressionInvalid` on `${` that is no reference."""
    stray = REFERENCE.sub("", wording).find("${")
    if stray >= 0:
        raise ExpressionInvalid(Reason.REFERENCE, reference=REFERENCE.sub("", wording)[stray : stray + 30])
    return tuple(match[1] for match in REFERENCE.finditer(wording))


def fill(wording: str, values: Mapping[str, Answer | None]) -> str:
    """`wording` with every `${name}` replaced by that answer as it is stored, or by nothing."""
    return REFERENCE.sub(lambda match: _text(values.get(match[1])), wording)
