"""Why a surveyed criterion has its points: a part for each group, or one part where units are compared."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction

from scoring.criterion import SurveyCriterion
from scoring.framework import Framework
from scoring.rounding import exact, round_half_up
from scoring.score import Part
from scoring.survey import EmptyReason, GroupTrace, SurveyPoints
from scoring.survey_rule import MinMax
from scoring.why_options import OptionCounts, is_closed, shown_counts
from scoring.why_part import Fact, WhyPart, part_of
from scoring.why_words import Reason, Sentence, extremes_words, place_words, printed, together

__all__ = ["survey_parts"]

_PERCENT_DECIMALS = 2


def survey_parts(
    framework: Framework,
    rules: str,
    part: Part,
    criterion: SurveyCriterion,
    survey: SurveyPoints,
    closed: Collection[str],
) -> Iterator[WhyPart]:
    """A group's points are maximum × weight used × share; a `min_max` rule and missing points have one part."""
    rule = criterion.survey
    options = shown_counts(rule, [trace for trace in survey.groups if is_closed(trace, closed)])
    facts = {trace.group: _group_facts(trace, options.get(trace.group), closed) for trace in survey.groups}
    if survey.points is not None and not isinstance(rule, MinMax):
        for trace in survey.groups:
            points = part.max_score * trace.weight_used * (trace.share or Fraction(0))
            words = _group_words(framework, criterion, survey, trace)
            yield part_of(rules, part, rule.method, facts[trace.group], words, group=(trace.group, points))
        return
    if survey.reason is not None:
        words = Sentence.of(Reason.of(survey.reason))
    else:
        assert isinstance(rule, MinMax)
        words = place_words(rule, _share(survey.share or Fraction(0)))
    whole: dict[str, Fact] = {
        "share": None if survey.share is None else str(survey.share),
        "lowest": None if survey.extremes is None else str(survey.extremes.lowest),
        "highest": None if survey.extremes is None else str(survey.extremes.highest),
        "missing": None if survey.reason is None else survey.reason.value,
        "groups": list(facts.values()),
    }
    heard = together(_group_words(framework, criterion, survey, trace) for trace in survey.groups)
    if isinstance(rule, MinMax) and survey.extremes and survey.points is not None:
        heard.append(extremes_words(rule, survey.extremes, criterion.max_score, _share))
    yield part_of(rules, part, rule.method, whole, words, *heard)


def _share(value: Fraction) -> Sentence:
    return Sentence.of(Reason.SHARE, share=round_half_up(100 * value, _PERCENT_DECIMALS))


def _group_words(
    framework: Framework, criterion: SurveyCriterion, survey: SurveyPoints, trace: GroupTrace
) -> Sentence:
    group = framework.groups.get(trace.group) or trace.group
    written = printed(100 * exact(trace.weight), _PERCENT_DECIMALS)
    if trace.empty:
        minimum = {"minimum": criterion.survey.minimum_ballots} if trace.empty is EmptyReason.BELOW_MINIMUM else {}
        cause = Sentence(Reason.of(trace.empty), minimum)
        if survey.redistributed:
            return Sentence.of(Reason.SILENT_GIVES, group=group, cause=cause, written=written)
        return Sentence.of(Reason.SILENT, group=group, cause=cause)
    said = {
        "group": group,
        "valid": trace.valid,
        "share": round_half_up(100 * (trace.share or Fraction(0)), _PERCENT_DECIMALS),
    }
    if survey.redistributed:
        used = printed(100 * trace.weight_used, _PERCENT_DECIMALS)
        return Sentence.of(Reason.GROUP_RAISED, **said, weight=used, written=written)
    return Sentence.of(Reason.GROUP, **said, weight=written)


def _group_facts(trace: GroupTrace, options: OptionCounts | None, closed: Collection[str]) -> dict[str, Fact]:
    valid = [count for count in trace.counts if count.worth is not None]
    return {
        "group": trace.group,
        "valid": None if trace.share is None else trace.valid,
        "empty": trace.empty.value if trace.empty else None,
        "share": None if trace.share is None else str(trace.share),
        "weight": str(trace.weight),
        "weight_used": str(trace.weight_used),
        "redistributed": trace.share is not None and trace.weight_used != exact(trace.weight),
        "closed": is_closed(trace, closed),
        "cells": [
            {
                "campaign": count.campaign,
                "question": count.question or None,
                "option": count.option,
                "worth": str(count.worth),
                "count": shown,
            }
            for count, shown in zip(valid, options or [None] * len(valid), strict=True)
        ],
    }
