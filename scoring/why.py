"""Why a unit has its points: a flat list of parts that add up to the total exactly.

An appraised criterion is one part. A surveyed one has a part for each respondent group, maximum × weight used ×
share, unless units are compared with each other (min–max), where only the whole is a sum. Bonus items are parts,
penalty items are parts below zero, and what a common cap takes away is a part as well. Nothing is rounded but the
printed total, and `rounding` says by how much. How often an option was chosen is shown as far as `why_options`
allows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from scoring.criterion import StatisticCriterion, StatisticMinMax, SurveyCriterion
from scoring.errors import UnknownCode
from scoring.framework import Framework
from scoring.indicator import NoValue
from scoring.rounding import decimal_text, exact, known_sum, printed, round_half_up
from scoring.rounds import round_totals
from scoring.score import Part, UnitScore
from scoring.statistic import StatisticTrace
from scoring.why_fact import Fact, text_of
from scoring.why_items import item_parts
from scoring.why_part import WhyPart, part_of
from scoring.why_survey import SurveyState, survey_parts
from scoring.why_words import Reason, Sentence, extremes_words, place_words

__all__ = ["Why", "why"]

_NOTHING_KNOWN = SurveyState()


@dataclass(frozen=True, slots=True)
class Why:
    """A unit's total, or the points that were asked for, and the parts that add up; None while a part is unknown.

    `asked` is the code of a criterion, an item or a domain, or None for everything. `rounds` are what the rounds of
    the year contribute to the total, by their codes; empty where the year has one, or a part was asked for.
    """

    framework: str
    unit_type: str
    asked: str | None
    decimals: int
    parts: tuple[WhyPart, ...]
    total: Fraction | None
    rounds: Mapping[str, Fraction | None] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[WhyPart, ...]:
        """The parts without which there is no total."""
        return tuple(part for part in self.parts if part.points is None)

    @property
    def rounding(self) -> Fraction | None:
        """What printing adds to the exact total, below zero where it takes away."""
        return None if self.total is None else exact(round_half_up(self.total, self.decimals)) - self.total

    def as_json(self) -> dict[str, Fact]:
        """Everything in plain data: exact numbers as fractions, the points also as they are printed."""
        return {
            "framework": self.framework,
            "unit_type": self.unit_type,
            "asked": self.asked,
            "total": text_of(self.total),
            "printed": self._printed(self.total),
            "rounding": text_of(self.rounding),
            "rounds": [
                {"round": code, "points": text_of(points), "printed": self._printed(points)}
                for code, points in self.rounds.items()
            ],
            "missing": list(dict.fromkeys(part.criterion for part in self.missing)),
            "parts": [part.as_json(self.decimals) for part in self.parts],
        }

    def _printed(self, points: Fraction | None) -> str | None:
        return None if points is None else decimal_text(points, self.decimals)


def why(
    framework: Framework, score: UnitScore, asked: str | None = None, *, surveys: SurveyState = _NOTHING_KNOWN
) -> Why:
    """The parts of `score`, or those of one criterion, item or domain; raises `UnknownCode` when there are none.

    How often an option was chosen is shown only of those `surveys` that are closed.
    """
    parts = tuple(_parts(framework, score, surveys))
    if asked is not None:
        codes = [code for part in parts for code in (part.domain, part.criterion) if code]
        if asked not in codes:
            raise UnknownCode(asked, list(dict.fromkeys(codes)))
        parts = tuple(part for part in parts if asked in {part.domain, part.criterion})
    total = known_sum(part.points for part in parts)
    rounds = round_totals(framework, score) if asked is None else {}
    return Why(score.framework, score.unit_type, asked, framework.rounding.decimals, parts, total, rounds)


def _parts(framework: Framework, score: UnitScore, surveys: SurveyState) -> Iterator[WhyPart]:
    for part in score.parts:
        yield from _criterion(framework, part, surveys)
    yield from item_parts(framework, "bonus", score.bonus, 1)
    yield from item_parts(framework, "penalty", score.penalty, -1)


def _criterion(framework: Framework, part: Part, surveys: SurveyState) -> Iterator[WhyPart]:
    if part.override:
        yield _override(framework, part)
    elif part.not_applicable:
        given = part.not_applicable
        words = Sentence.of(Reason[given.policy.upper()], reason=given.reason)
        yield part_of(framework, part, f"not_applicable.{given.policy}", {"reason": given.reason}, words)
    elif part.survey and isinstance(part.criterion, SurveyCriterion):
        yield from survey_parts(framework, part, part.criterion, part.survey, surveys)
    elif part.statistic and isinstance(part.criterion, StatisticCriterion):
        yield _statistic(framework, part, part.criterion, part.statistic)
    elif part.substitution:
        yield _substituted(framework, part)
    else:
        yield _appraised(framework, part)


def _override(framework: Framework, part: Part) -> WhyPart:
    assert part.override
    ruling, before = part.override.ruling, part.before_override
    facts: dict[str, Fact] = {
        "before": text_of(before),
        "reason": ruling.reason,
        "author": ruling.author,
        "date": ruling.date.isoformat(),
    }
    shown = Sentence.of(Reason.UNKNOWN) if before is None else printed(before)
    words = Sentence.of(Reason.OVERRIDE, value=part.override.value, before=shown, **ruling._asdict())
    return part_of(framework, part, "override", facts, words)


def _appraised(framework: Framework, part: Part) -> WhyPart:
    facts: dict[str, Fact] = {"self_score": text_of(part.self_score)}
    maximum = part.criterion.max_score
    words = Sentence.of(Reason.NOT_APPRAISED, maximum=maximum)
    if part.points is not None:
        words = Sentence.of(Reason.APPRAISED, points=printed(part.points), maximum=maximum)
    more = () if part.self_score is None else (Sentence.of(Reason.SELF_SCORED, points=printed(part.self_score)),)
    return part_of(framework, part, "appraised", facts, words, *more)


def _substituted(framework: Framework, part: Part) -> WhyPart:
    given = part.substitution
    assert given
    words = Sentence.of(Reason.NEEDS_TOTAL)
    if given.of_total is not None:
        reason = Reason.WITH_CRITERION if given.meaning == "with_criterion" else Reason.WITHOUT_CRITERION
        words = Sentence.of(reason, total=printed(given.of_total), maximum=part.criterion.max_score)
    facts: dict[str, Fact] = {"of_total": text_of(given.of_total), "limited": given.limited}
    limit = [Sentence.of(Reason.LIMITED, maximum=part.criterion.max_score)] if given.limited else []
    return part_of(framework, part, f"substituted.{given.meaning}", facts, words, *limit)


def _statistic(framework: Framework, part: Part, criterion: StatisticCriterion, trace: StatisticTrace) -> WhyPart:
    rule, extremes = criterion.statistic, trace.extremes
    facts: dict[str, Fact] = {
        "formula": rule.formula,
        "value": text_of(trace.value),
        "indicators": {used.name: str(used.value) for used in trace.used},
        "limited": trace.limited,
        "lowest": text_of(extremes and extremes.lowest),
        "highest": text_of(extremes and extremes.highest),
        "missing": text_of(trace.reason),
    }
    more = [_indicator(framework, used.name, used.value) for used in trace.used]
    if trace.value is None:
        assert trace.reason
        words = Sentence.of(Reason.NO_STATISTIC, formula=rule.formula, cause=Sentence.of(Reason.of(trace.reason)))
        return part_of(framework, part, rule.method, facts, words, *more)
    computed = Sentence.of(Reason.STATISTIC, formula=rule.formula, value=printed(trace.value))
    if trace.reason is not None:
        return part_of(framework, part, rule.method, facts, Sentence.of(Reason.of(trace.reason)), computed, *more)
    if not isinstance(rule, StatisticMinMax) or extremes is None:
        limit = [Sentence.of(Reason.LIMITED, maximum=criterion.max_score)] if trace.limited else []
        return part_of(framework, part, rule.method, facts, computed, *more, *limit)
    words = place_words(rule, printed(trace.value))
    others = extremes_words(rule, extremes, criterion.max_score, printed)
    return part_of(framework, part, rule.method, facts, words, computed, *more, others)


def _indicator(framework: Framework, code: str, value: Fraction | NoValue) -> Sentence:
    name = framework.indicators[code].name
    if isinstance(value, NoValue):
        return Sentence.of(Reason.INDICATOR_MISSING, name=name, code=code, cause=Sentence.of(Reason.of(value)))
    return Sentence.of(Reason.INDICATOR, name=name, code=code, value=printed(value))
