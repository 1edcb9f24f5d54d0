"""One part of the explanation of a total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from scoring.fields import Bilingual
from scoring.rounding import decimal_text
from scoring.score import Part
from scoring.why_words import Sentence, SentenceJson

__all__ = ["Fact", "WhyPart", "part_of"]

Fact: TypeAlias = "Mapping[str, Fact] | list[Fact] | str | int | bool | SentenceJson | None"
"""Plain data; exact numbers are texts such as "1431/400"."""


@dataclass(frozen=True, slots=True)
class WhyPart:
    """Points from one place; None while they are not known.

    `rule` is `framework@version/criterion/method`. `group` is given where the part is one respondent group's.
    `facts` hold what the points were made of: counts of cells, exclusions, weights, decisions. `words` say it in
    one sentence, `more` what stands behind it.
    """

    criterion: str
    name: Bilingual | None
    domain: str | None
    kind: str
    rule: str
    points: Fraction | None
    max_score: Fraction | None
    group: str | None
    facts: Mapping[str, Fact]
    words: Sentence
    more: tuple[Sentence, ...] = ()

    def as_json(self, decimals: int) -> dict[str, Fact]:
        """The part in plain data, its points exact and as printed; sentences as msgids with their fields."""
        return {
            "criterion": self.criterion,
            "name": self.name.vi if self.name else None,
            "domain": self.domain,
            "kind": self.kind,
            "rule": self.rule,
            "points": None if self.points is None else str(self.points),
            "printed": None if self.points is None else decimal_text(self.points, decimals),
            "max_score": None if self.max_score is None else str(self.max_score),
            "group": self.group,
            "facts": self.facts,
            "words": self.words.as_json(),
            "more": [sentence.as_json() for sentence in self.more],
        }


def part_of(
    framework: str,
    part: Part,
    kind: str,
    facts: Mapping[str, Fact],
    words: Sentence,
    *more: Sentence,
    group: tuple[str, Fraction] | None = None,
) -> WhyPart:
    """What a criterion contributes under the rules `framework`, or one respondent `group` of it with its points."""
    code, points = group or (None, part.points)
    return WhyPart(
        criterion=part.code,
        name=part.criterion.name,
        domain=part.domain or None,
        kind=kind,
        rule=f"{framework}/{part.code}/{kind}",
        points=points,
        max_score=part.max_score,
        group=code,
        facts=facts,
        words=words,
        more=more,
    )
