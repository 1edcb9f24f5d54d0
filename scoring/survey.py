"""From cells to the points of one surveyed criterion, with everything needed to explain them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from scoring.conversion import OptionCount, group_share
from scoring.errors import BrokenCells
from scoring.framework import SurveyCriterion
from scoring.rounding import exact, exact_sum
from scoring.stretch import Extremes, stretched
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

    NOT_ASKED = "not_asked"
    """The rule does not ask it about units such as this one."""
    NOBODY_ASKED = "nobody_asked"
    """No survey of the round asks it about this unit. A tally does not know that; `why` is told."""
    TOO_FEW_BALLOTS = "too_few_ballots"
    """No ballot was counted, which is not to say that there is none: fewer than five are never released."""
    BELOW_MINIMUM = "below_minimum"
    TOO_FEW_OPINIONS = "too_few_opinions"
    """As with ballots: no valid answer was counted, but there may be some."""


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

    @property
    def opinions(self) -> tuple[OptionCount, ...]:
        """The counts without those of "no information"."""
        return tuple(count for count in self.counts if count.worth is not None)

    @property
    def no_information(self) -> tuple[OptionCount, ...]:
        """The counts that `opinions` leaves out."""
        return tuple(count for count in self.counts if count.worth is None)


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
    criterion: SurveyCriterion,
    tally: Tally,
    scales: Scales,
    extremes: Extremes | None = None,
    *,
    traits: frozenset[str] = frozenset(),
) -> SurveyPoints:
    """Points = max × Σ over groups of (weight used × share); the share is the rule's method applied to a group.

    "No information" is neither counted nor a zero. A group is empty when it returned fewer ballots for the unit
    than the rule's minimum, or no valid answer to this criterion. Groups without a weight in the rule do not
    count. A `min_max` rule has no points without the `extremes` of all units. Raises `BrokenCells` when a
    counted option has no usable number in `scales`. A group that the rule does not ask about units with one of
    `traits` has no say, whatever the rule does about empty groups.
    """
    rule = criterion.survey
    heard = [_hear(group, weight, criterion, tally, scales, traits) for group, weight in rule.weights.items()]
    present = exact_sum(exact(trace.weight) for trace in heard if trace.share is not None)
    asked = [trace for trace in heard if trace.empty is not EmptyReason.NOT_ASKED]
    silent = any(trace.share is None for trace in asked)
    if not present or (silent and rule.empty_group == "insufficient"):
        empty = NoPoints.A_GROUP_EMPTY if present else NoPoints.EVERY_GROUP_EMPTY
        silenced = tuple(replace(trace, weight_used=Fraction(0)) for trace in heard)
        return SurveyPoints(None, empty, share=None, redistributed=False, groups=silenced)
    some_empty = silent or len(asked) < len(heard)

    groups = tuple(heard)
    if some_empty:
        groups = tuple(
            replace(trace, weight_used=exact(trace.weight) / present) if trace.share is not None else trace
            for trace in heard
        )
    share = exact_sum(t.weight_used * t.share for t in groups if t.share is not None)
    if isinstance(rule, MinMax):
        points, reason = _compared(rule, share, exact(criterion.max_score), extremes)
        return SurveyPoints(points, reason, share, some_empty, groups, extremes)
    return SurveyPoints(exact(criterion.max_score) * share, None, share, some_empty, groups)


def _compared(
    rule: MinMax, share: Fraction, maximum: Fraction, extremes: Extremes | None
) -> tuple[Fraction | None, NoPoints | None]:
    if extremes is None:
        return None, NoPoints.NEEDS_ALL_UNITS
    points = stretched(rule, share, maximum, extremes)
    return points, None if points is not None else NoPoints.ALL_UNITS_EQUAL


def _hear(
    group: str,
    weight: Decimal,
    criterion: SurveyCriterion,
    tally: Tally,
    scales: Scales,
    traits: frozenset[str],
) -> GroupTrace:
    rule = criterion.survey
    counts = tuple(
        count for question in criterion.questions for count in _counts(group, criterion, question, tally, scales)
    )
    campaigns = [campaign for campaign, scale in scales.items() if not scale.keys().isdisjoint(criterion.questions)]
    ballots = sum(tally.ballots.get((group, campaign), 0) for campaign in campaigns)
    valid = sum(option.count for option in counts if option.worth is not None)
    excluded = sum(option.count for option in counts if option.worth is None)
    empty = None
    if not traits.isdisjoint(rule.not_asked.get(group, ())):
        empty = EmptyReason.NOT_ASKED
    elif ballots == 0:
        empty = EmptyReason.TOO_FEW_BALLOTS
    elif ballots < rule.minimum_ballots:
        empty = EmptyReason.BELOW_MINIMUM
    elif valid == 0:
        empty = EmptyReason.TOO_FEW_OPINIONS
    share = None if empty else group_share(rule, counts)
    used = Fraction(0) if share is None else exact(weight)
    return GroupTrace(group, ballots, counts, valid, excluded, share, empty, weight, used)


def _counts(
    group: str, criterion: SurveyCriterion, question: str, tally: Tally, scales: Scales
) -> Iterator[OptionCount]:
    """The group's counts in the questionnaires' order; options that nobody chose are listed with 0."""
    asked_as = question if criterion.asks else ""
    for (heard_group, campaign), by_option in tally.ratings.get(question, {}).items():
        if heard_group != group:
            continue
        scale = scales.get(campaign, {}).get(question, {})
        unknown = sorted(by_option.keys() - scale.keys())
        if unknown:
            raise BrokenCells(f"{campaign}, {question}: no scale for the options {', '.join(unknown)}")
        for option, worth in scale.items():
            yield OptionCount(campaign, option, worth, by_option.get(option, 0), asked_as)
