"""One part of the explanation of a total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from scoring.why_words import Sentence

__all__ = ["Fact", "WhyPart"]

Fact: TypeAlias = "Mapping[str, Fact] | list[Fact] | str | int | bool | None"
"""Plain data; exact numbers are texts such as "1431/400"."""


@dataclass(frozen=True, slots=True)
class WhyPart:
    """Points from one place; None while they are not known.

    `rule` is `framework@version/criterion/method`. `group` is given where the part is one respondent group's.
    `facts` hold what the points were made of: counts of cells, exclusions, weights, decisions.
    """

    criterion: str
    domain: str | None
    kind: str
    rule: str
    points: Fraction | None
    max_score: Fraction | None
    group: str | None
    facts: Mapping[str, Fact]
    words: Sentence

    def as_json(self) -> dict[str, Fact]:
        """The part in plain data; `words` as msgid with its fields."""
        return {
            "criterion": self.criterion,
            "domain": self.domain,
            "kind": self.kind,
            "rule": self.rule,
            "points": None if self.points is None else str(self.points),
            "max_score": None if self.max_score is None else str(self.max_score),
            "group": self.group,
            "facts": self.facts,
            "words": self.words.as_json(),
        }
