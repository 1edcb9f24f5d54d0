"""One part of the explanation of a total."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.conversion import OptionCount
from scoring.fields import Bilingual
from scoring.framework import Framework
from scoring.rounding import decimal_text, exact
from scoring.score import Part
from scoring.survey import GroupTrace
from scoring.why_fact import Fact, text_of
from scoring.why_options import OptionCounts
from scoring.why_words import Sentence

__all__ = ["HeardGroup", "OptionLabel", "WhyPart", "part_of"]

OptionLabel = Callable[[OptionCount], str]
"""What the questionnaire calls an option, in Vietnamese as all names in plain data."""


@dataclass(frozen=True, slots=True)
class HeardGroup:
    """A respondent group behind a part: what it contributed, and how often its options were chosen.

    `shown` are the counts of `trace.opinions` as far as they may be shown: none before the survey is `closed`.
    `label` is what the papers call an option. Of a group without a say no option is told: which ones were counted
    at all would tell how many had no information.
    """

    trace: GroupTrace
    shown: OptionCounts
    closed: bool
    label: OptionLabel

    @property
    def answers(self) -> tuple[tuple[OptionCount, int | None], ...]:
        """Each option with the count that may be shown of it."""
        return tuple(zip(self.trace.opinions, self.shown, strict=True)) if self.trace.share is not None else ()

    @property
    def excluded(self) -> tuple[OptionCount, ...]:
        """The options that do not count towards the share. How often they were chosen is shown nowhere."""
        return self.trace.no_information if self.trace.share is not None else ()

    @property
    def hides(self) -> bool:
        """Whether a count is left out although the survey is closed; a group without a say has none."""
        return self.closed and self.trace.share is not None and None in self.shown

    def as_json(self) -> dict[str, Fact]:
        """The group in plain data."""
        trace = self.trace
        return {
            "group": trace.group,
            "valid": None if trace.share is None else trace.valid,
            "empty": text_of(trace.empty),
            "share": text_of(trace.share),
            "weight": str(trace.weight),
            "weight_used": str(trace.weight_used),
            "redistributed": trace.share is not None and trace.weight_used != exact(trace.weight),
            "closed": self.closed,
            "cells": [
                {**self._option(option), "worth": str(option.worth), "count": count}
                for option, count in self.answers
            ],
            "excluded": [
                {**self._option(option), "count": None, "reason": "no_information"} for option in self.excluded
            ],
        }

    def _option(self, option: OptionCount) -> dict[str, Fact]:
        return {
            "campaign": option.campaign,
            "question": option.question or None,
            "option": option.option,
            "label": self.label(option),
        }


@dataclass(frozen=True, slots=True)
class WhyPart:
    """Points from one place; None while they are not known.

    `rule` is `framework@version/criterion/method`. `group` is given where the part is one respondent group's;
    `groups` are the groups behind the part, this one or all. `facts` hold what the points were made of: counts of
    cells, exclusions, weights, decisions. `words` say it in one sentence, `more` what stands behind it.
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
    groups: tuple[HeardGroup, ...] = ()

    def as_json(self, decimals: int) -> dict[str, Fact]:
        """The part in plain data, its points exact and as printed; sentences as msgids with their fields."""
        return {
            "criterion": self.criterion,
            "name": self.name.vi if self.name else None,
            "domain": self.domain,
            "kind": self.kind,
            "rule": self.rule,
            "points": text_of(self.points),
            "printed": None if self.points is None else decimal_text(self.points, decimals),
            "max_score": text_of(self.max_score),
            "group": self.group,
            "facts": self.facts,
            "words": self.words.as_json(),
            "more": [sentence.as_json() for sentence in self.more],
        }


def part_of(
    framework: Framework,
    part: Part,
    kind: str,
    facts: Mapping[str, Fact],
    words: Sentence,
    *more: Sentence,
    group: tuple[str, Fraction] | None = None,
    groups: tuple[HeardGroup, ...] = (),
) -> WhyPart:
    """What a criterion contributes under the rules of `framework`, or one respondent `group` with its points."""
    code, points = group or (None, part.points)
    return WhyPart(
        criterion=part.code,
        name=part.criterion.name,
        domain=part.domain or None,
        kind=kind,
        rule=f"{framework.edition}/{part.code}/{kind}",
        points=points,
        max_score=part.max_score,
        group=code,
        facts=facts,
        words=words,
        more=more,
        groups=groups,
    )
