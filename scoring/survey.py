"""From cells to the points of one surveyed criterion, with everything needed to explain them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from scoring.conversion import OptionCount, group_share
from scoring.errors import BrokenCells
from scoring.framework import SurveyCriterion
from scoring.survey_rule import MinMax
from scoring.tally import Tally

__all__ = [
    "EmptyReason",
    "Extremes",
    "GroupTrace",
    "NoPoints",
    "Scales",
    "SurveyPoints",
    "survey_points",
]

Scales = Mapping[str, Mapping[str, Mapping[str, Decimal | None]]]
"""campaign → criterion → option → the questionnaire's number for it; None for "no information".

What the number means is the criterion's method: for `option_points` a percentage of the maximum, 0 to 100.
"""


class EmptyReason(StrEnum):
    """Why a respondent group says nothing about a criterion."""

    NO_BALLOT = "no_ballot"
    BELOW_MINIMUM = "below_minimum"
    NO_INFORMATION = "no_information"


class NoPoints(StrEnum):
    """Why a surveyed criterion has no points (chưa đủ mẫu)."""

    EVERY_GROUP_EMPTY = "every_group_empty"
    A_GROUP_EMPTY = "a_group_empty"
    NEEDS_ALL_UNITS = "needs_all_units"
    ALL_UNITS_EQUAL = "all_units_equal"


@dataclass(frozen=True, slots=True)
class GroupTrace:
    """What one respondent group contributed.

    `share` is the part of the maximum that the group grants, 0 to 1, None when the group is empty.
    `weight_used` is the weight after redistribution, 0 for an empty group.
    """

    group: str
    ballots: int
    counts: tuple[OptionCount, ...]
    valid: int
    excluded: int
    share: Fraction | None
    empty: EmptyReason | None
    weight: Decimal
    weight_used: Fraction


class Extremes(NamedTuple):
    """The lowest and the highest share among the units of one type in one round."""

    lowest: Fraction
    highest: Fraction


@dataclass(frozen=True, slots=True)
class SurveyPoints:
    """The points of a surveyed criterion, exact, or None with the reason; and where they come from.

    `share` is the weighted part of the maximum, 0 to 1; `extremes` those of all units where the rule needs them.
    """

    points: Fraction | None
    reason: NoPoints | None
    share: Fraction | None
    redistributed: bool
    groups: tuple[GroupTrace, ...]
    extremes: Extremes | None = None


def survey_points(
    criterion: SurveyCriterion, tally: Tally, scales: Scales, extremes: Extremes | None = None
) -> SurveyPoints:
    """Points = max × Σ over groups of (weight used × share); the share is the rule's method applied to a group.

    "No information" is neither counted nor a zero. A group is empty when it returned fewer ballots for the unit
    than the rule's minimum, or no valid answer to this criterion. Groups without a weight in the rule do not
    count. A `min_max` rule has no points without the `extremes` of all units. Raises `BrokenCells` when a
    counted option has no usable number in `scales`.
    """
    rule = criterion.survey
    heard = [_hear(group, weight, criterion, tally, scales) for group, weight in rule.weights.items()]
    present = sum((Fraction(trace.weight) for trace in heard if trace.share is not None), Fraction(0))
    some_empty = any(trace.share is None for trace in heard)
    if not present or (some_empty and rule.empty_group == "insufficient"):
        empty = NoPoints.A_GROUP_EMPTY if present else NoPoints.EVERY_GROUP_EMPTY
        return SurveyPoints(None, empty, share=None, redistributed=False, groups=tuple(heard))

    groups = tuple(
        replace(trace, weight_used=Fraction(trace.weight) / present) if trace.share is not None else trace
        for trace in heard
    )
    share = sum((t.weight_used * t.share for t in groups if t.share is not None), Fraction(0))
    if isinstance(rule, MinMax):
        points, reason = _stretched(rule, share, Fraction(criterion.max_score), extremes)
        return SurveyPoints(points, reason, share, some_empty, groups, extremes)
    return SurveyPoints(Fraction(criterion.max_score) * share, None, share, some_empty, groups)


def _stretched(
    rule: MinMax, share: Fraction, maximum: Fraction, extremes: Extremes | None
) -> tuple[Fraction, None] | tuple[None, NoPoints]:
    if extremes is None:
        return None, NoPoints.NEEDS_ALL_UNITS
    width = extremes.highest - extremes.lowest
    if not width:
        return (maximum, None) if rule.all_equal == "maximum" else (None, NoPoints.ALL_UNITS_EQUAL)
    place = (share - extremes.lowest) / width
    lowest = Fraction(rule.lowest_points)
    return lowest + (maximum - lowest) * (place if rule.better == "higher" else 1 - place), None


def _hear(group: str, weight: Decimal, criterion: SurveyCriterion, tally: Tally, scales: Scales) -> GroupTrace:
    rule = criterion.survey
    counts = _counts(group, criterion.code, tally, scales)
    campaigns = [campaign for campaign, scale in scales.items() if criterion.code in scale]
    ballots = sum(tally.ballots.get((group, campaign), 0) for campaign in campaigns)
    valid = sum(option.count for option in counts if option.worth is not None)
    excluded = sum(option.count for option in counts if option.worth is None)
    empty = None
    if ballots == 0:
        empty = EmptyReason.NO_BALLOT
    elif ballots < rule.minimum_ballots:
        empty = EmptyReason.BELOW_MINIMUM
    elif valid == 0:
        empty = EmptyReason.NO_INFORMATION
    share = None if empty else group_share(rule, counts)
    return GroupTrace(group, ballots, counts, valid, excluded, share, empty, weight, weight_used=Fraction(0))


def _counts(group: str, criterion: str, tally: Tally, scales: Scales) -> tuple[OptionCount, ...]:
    """The group's counts in the questionnaires' order; options that nobody chose are listed with 0."""
    counts: list[OptionCount] = []
    for (heard_group, campaign), by_option in tally.ratings.get(criterion, {}).items():
        if heard_group != group:
            continue
        scale = scales.get(campaign, {}).get(criterion, {})
        unknown = sorted(by_option.keys() - scale.keys())
        if unknown:
            raise BrokenCells(f"{campaign}, {criterion}: no scale for the options {', '.join(unknown)}")
        counts += (
            OptionCount(campaign, option, worth, by_option.get(option, 0)) for option, worth in scale.items()
        )
    return tuple(counts)
