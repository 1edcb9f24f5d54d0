"""Why a unit has its points: a flat list of parts that add up to the total exactly.

An appraised criterion is one part. A surveyed one has a part for each respondent group, maximum × weight used ×
share, unless units are compared with each other (min–max), where only the whole is a sum. Bonus items are parts,
penalty items are parts below zero, and what a common cap takes away is a part as well. Nothing is rounded but the
printed total, and `rounding` says by how much.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from scoring.adjustment import AdjustmentPart, AdjustmentTotal
from scoring.criterion import StatisticCriterion, SurveyCriterion
from scoring.errors import UnknownCode
from scoring.framework import Framework
from scoring.rounding import exact, round_half_up
from scoring.score import Part, UnitScore
from scoring.survey import GroupTrace, SurveyPoints
from scoring.survey_rule import MinMax
from scoring.why_part import Fact, WhyPart
from scoring.why_words import Reason, Sentence, printed

__all__ = ["Why", "why"]

_PERCENT_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Why:
    """A unit's total, or one criterion's points, and the parts that add up to it; None while a part is unknown."""

    framework: str
    unit_type: str
    criterion: str | None
    decimals: int
    parts: tuple[WhyPart, ...]
    total: Fraction | None

    @property
    def rounding(self) -> Fraction | None:
        """What printing adds to the exact total, below zero where it takes away."""
        return None if self.total is None else exact(round_half_up(self.total, self.decimals)) - self.total

    def as_json(self) -> dict[str, Fact]:
        """Everything in plain data: exact numbers as fractions, the total also as it is printed."""
        total = self.total
        return {
            "framework": self.framework,
            "unit_type": self.unit_type,
            "criterion": self.criterion,
            "total": None if total is None else str(total),
            "printed": None if total is None else f"{round_half_up(total, self.decimals):f}",
            "rounding": None if self.rounding is None else str(self.rounding),
            "parts": [part.as_json() for part in self.parts],
        }


def why(framework: Framework, score: UnitScore, criterion: str | None = None) -> Why:
    """The parts of `score`, or those of one criterion or item; raises `UnknownCode` when it has no such part."""
    parts = tuple(_Explainer(framework, score).parts())
    if criterion is not None:
        codes = dict.fromkeys(part.criterion for part in parts)
        if criterion not in codes:
            raise UnknownCode(criterion, list(codes))
        parts = tuple(part for part in parts if part.criterion == criterion)
    points = [part.points for part in parts]
    known = [value for value in points if value is not None]
    total = sum(known, Fraction(0)) if len(known) == len(points) else None
    return Why(score.framework, score.unit_type, criterion, framework.rounding.decimals, parts, total)


@dataclass(frozen=True, slots=True)
class _Explainer:
    framework: Framework
    score: UnitScore

    def parts(self) -> Iterator[WhyPart]:
        for part in self.score.parts:
            yield from self.of_criterion(part)
        yield from self.of_items("bonus", self.score.bonus, 1)
        yield from self.of_items("penalty", self.score.penalty, -1)

    def of_criterion(self, part: Part) -> Iterator[WhyPart]:
        if part.override:
            ruling = part.override.ruling
            facts: dict[str, Fact] = {
                "before": None if part.before_override is None else str(part.before_override),
                "reason": ruling.reason,
                "author": ruling.author,
                "date": ruling.date.isoformat(),
            }
            yield self.part(part, "override", facts, self.say(Reason.OVERRIDE, **ruling._asdict()))
        elif part.not_applicable:
            rule = part.not_applicable
            words = self.say(Reason.NOT_APPLICABLE, reason=rule.reason)
            yield self.part(part, f"not_applicable.{rule.policy}", {"reason": rule.reason}, words)
        elif part.survey and isinstance(part.criterion, SurveyCriterion):
            yield from self.of_survey(part, part.criterion, part.survey)
        elif part.statistic and isinstance(part.criterion, StatisticCriterion):
            yield self.of_statistic(part, part.criterion)
        elif part.substitution:
            given = part.substitution
            total = None if given.of_total is None else str(given.of_total)
            words = self.say(
                Reason.SUBSTITUTED, total=self.number(given.of_total), maximum=part.criterion.max_score
            )
            yield self.part(part, f"substituted.{given.meaning}", {"of_total": total}, words)
        else:
            self_score = None if part.self_score is None else str(part.self_score)
            reason = Reason.NOT_APPRAISED if part.points is None else Reason.APPRAISED
            words = self.say(reason, points=self.number(part.points), maximum=part.criterion.max_score)
            yield self.part(part, "appraised", {"self_score": self_score}, words)

    def of_survey(self, part: Part, criterion: SurveyCriterion, survey: SurveyPoints) -> Iterator[WhyPart]:
        method = criterion.survey.method
        if survey.points is None or isinstance(criterion.survey, MinMax):
            facts: dict[str, Fact] = {
                "share": None if survey.share is None else str(survey.share),
                "lowest": None if survey.extremes is None else str(survey.extremes.lowest),
                "highest": None if survey.extremes is None else str(survey.extremes.highest),
                "missing": None if survey.reason is None else survey.reason.value,
                "groups": [_group_facts(trace) for trace in survey.groups],
            }
            reason = Reason.NO_SURVEY_POINTS if survey.points is None else Reason.COMPARED
            yield self.part(part, method, facts, self.say(reason))
            return
        for trace in survey.groups:
            share = trace.share or Fraction(0)
            points = part.max_score * trace.weight_used * share
            yield self.part(part, method, _group_facts(trace), self.group_words(trace), points, trace.group)

    def group_words(self, trace: GroupTrace) -> Sentence:
        name = self.framework.groups.get(trace.group)
        group = name or trace.group
        if trace.empty:
            return self.say(Reason.of_empty(trace.empty), group=group)
        return self.say(
            Reason.GROUP,
            group=group,
            valid=trace.valid,
            answers=trace.valid + trace.excluded,
            share=printed(100 * (trace.share or Fraction(0)), _PERCENT_DECIMALS),
            weight=printed(100 * trace.weight_used, _PERCENT_DECIMALS),
        )

    def of_statistic(self, part: Part, criterion: StatisticCriterion) -> WhyPart:
        trace = part.statistic
        assert trace
        facts: dict[str, Fact] = {
            "formula": criterion.statistic.formula,
            "value": None if trace.value is None else str(trace.value),
            "indicators": {used.name: str(used.value) for used in trace.used},
            "limited": trace.limited,
            "lowest": None if trace.extremes is None else str(trace.extremes.lowest),
            "highest": None if trace.extremes is None else str(trace.extremes.highest),
            "missing": None if trace.reason is None else trace.reason.value,
        }
        reason = Reason.NO_STATISTIC if trace.points is None else Reason.STATISTIC
        words = self.say(reason, formula=criterion.statistic.formula, value=self.number(trace.value))
        return self.part(part, criterion.statistic.method, facts, words)

    def of_items(self, kind: str, total: AdjustmentTotal, sign: int) -> Iterator[WhyPart]:
        for each in total.parts:
            counted = None if each.counted is None else sign * each.counted
            rule = f"{self.score.framework}/{kind}/{each.item.code}"
            yield WhyPart(
                each.item.code, None, kind, rule, counted, None, None, _item_facts(each), self.item_words(each)
            )
        if total.points is not None and total.counted is not None and total.points != total.counted:
            lost = sign * (total.counted - total.points)
            words = self.say(Reason.COMMON_CAP, cap=self.number(total.counted))
            yield WhyPart(kind, None, f"{kind}.cap", f"{self.score.framework}/{kind}", lost, None, None, {}, words)

    def item_words(self, each: AdjustmentPart) -> Sentence:
        if each.cases.waived:
            return self.say(Reason.WAIVED, **each.cases.waived._asdict())
        if each.item.percent is not None:
            return self.say(Reason.PERCENT, percent=each.item.percent, base=self.number(each.base))
        reason = Reason.UNDECIDED if each.counted is None else Reason.CASES
        return self.say(reason, number=each.cases.number, item=each.item.name)

    def part(
        self,
        part: Part,
        kind: str,
        facts: dict[str, Fact],
        words: Sentence,
        points: Fraction | None = None,
        group: str | None = None,
    ) -> WhyPart:
        rule = f"{self.score.framework}/{part.code}/{kind}"
        given = part.points if group is None else points
        return WhyPart(part.code, part.domain or None, kind, rule, given, part.max_score, group, facts, words)

    def say(self, reason: Reason, /, **params: object) -> Sentence:
        return Sentence(reason, params)

    def number(self, value: Fraction | None) -> object:
        return "–" if value is None else printed(value, self.framework.rounding.decimals)


def _group_facts(trace: GroupTrace) -> dict[str, Fact]:
    return {
        "group": trace.group,
        "ballots": trace.ballots,
        "valid": trace.valid,
        "excluded": trace.excluded,
        "empty": trace.empty.value if trace.empty else None,
        "share": None if trace.share is None else str(trace.share),
        "weight": str(trace.weight),
        "weight_used": str(trace.weight_used),
        "cells": [
            {
                "campaign": count.campaign,
                "question": count.question or None,
                "option": count.option,
                "worth": None if count.worth is None else str(count.worth),
                "count": count.count,
            }
            for count in trace.counts
        ],
    }


def _item_facts(each: AdjustmentPart) -> dict[str, Fact]:
    waived = each.cases.waived
    return {
        "cases": each.cases.number,
        "decided": None if each.cases.decided is None else str(each.cases.decided),
        "points": None if each.points is None else str(each.points),
        "percent": None if each.item.percent is None else str(each.item.percent),
        "base": None if each.base is None else str(each.base),
        "cap": None if each.item.cap is None else str(each.item.cap),
        "waived": {"reason": waived.reason, "author": waived.author, "date": waived.date.isoformat()}
        if waived
        else None,
    }
