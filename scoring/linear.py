"""The standard error of a unit's whole survey component, from what each ballot moves.

A component is Σ over criteria and groups of max · weight · share, and each share is a ratio of two sums over
ballots. One ballot's linearised value is z = Σ max · weight · Σ(value − share) / n over its own answers (Taylor
linearisation), summed over all criteria it answers; the variance of their sum is taken once, within each group:
Σ (1 − f) · m / (m − 1) · Σ(z − z̄)² over its m sampling units, ballots or clusters. Adding up the variances of
single criteria instead ignores that one person answers many questions, and was 3.2 times too small in a simulation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from scoring.conversion import option_values
from scoring.criterion import SurveyCriterion
from scoring.estimate import variance_of_sum
from scoring.fold import Ballot
from scoring.rounding import exact, exact_sum, known_sum
from scoring.score import Part, UnitScore
from scoring.survey import GroupTrace
from scoring.survey_rule import MinMax

__all__ = ["AnswerValues", "SurveyError", "answer_values", "survey_error"]

_Unit = tuple[str, str]
"""A sampling unit: "cluster" and its name, or "ballot" and its number."""

AnswerValues = Mapping[tuple[str, str, str], Fraction | None]
"""(campaign, question, option) → what one answer is worth as a part of the maximum, None for "no information"."""


@dataclass(frozen=True, slots=True)
class SurveyError:
    """The variance of a unit's survey points, in points²; None when a group's cannot be estimated, never a zero.

    `df` counts the sampling units less the groups; `lone` are the groups with one sampling unit, or with one that
    has an opinion on some criterion.
    """

    points: Fraction
    variance: Fraction | None
    df: int
    lone: tuple[str, ...]


def survey_error(
    unit: str,
    score: UnitScore,
    ballots: Iterable[Ballot],
    *,
    sampled: Mapping[str, Fraction] | None = None,
) -> SurveyError | None:
    """The error of `unit`'s survey points in `score`, which must come from the cells of the same `ballots`.

    None while the points are not known. The extremes of `min_max` criteria are taken as they are. Criteria whose
    points the council decided have no sampling error. `sampled`: the part of a group that was asked, where it is
    known; a census has no error.
    """
    surveyed = [part for part in score.parts if part.source == "survey" and part.override is None]
    if not surveyed or any(part.points is None for part in surveyed):
        return None
    moves = dict(_moves(surveyed))
    samples: dict[str, dict[_Unit, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    weighed = {group for group, _, _, _ in moves}
    opinions: dict[tuple[str, str], set[_Unit]] = defaultdict(set)
    for number, ballot in enumerate(ballots):
        rated = [rating for rating in ballot.ratings if rating.unit == unit]
        if not rated or ballot.group not in weighed:
            continue
        key = ("cluster", ballot.cluster) if ballot.cluster else ("ballot", str(number))
        answers = ((ballot.group, ballot.campaign, rating.criterion, rating.option) for rating in rated)
        own = [moves[answer] for answer in answers if answer in moves]
        samples[ballot.group][key] += exact_sum(move.points for move in own)
        for move in own:
            opinions[ballot.group, move.criterion].add(key)
    # A share that one sampling unit gave alone is its own mean: whatever it is, its distance from it is 0.
    alone = {group for (group, _), units in opinions.items() if len(units) == 1}
    variances: list[Fraction | None] = []
    lone = []
    for group, sample in sorted(samples.items()):
        part = (sampled or {}).get(group, Fraction(0))
        if part >= 1:
            variances.append(Fraction(0))
        elif group in alone or len(sample) == 1:
            lone.append(group)
            variances.append(None)
        else:
            variances.append(variance_of_sum(list(sample.values()), part))
    return SurveyError(
        points=exact_sum(part.points for part in surveyed if part.points is not None),
        variance=known_sum(variances),
        df=sum(map(len, samples.values())) - len(samples),
        lone=tuple(lone),
    )


def answer_values(criterion: SurveyCriterion, trace: GroupTrace) -> AnswerValues:
    """What one answer with each option of the group's questionnaires is worth under the criterion's rule."""
    values = option_values(criterion.survey, trace.counts)
    return {
        (count.campaign, count.question or criterion.code, count.option): value
        for count, value in zip(trace.counts, values, strict=True)
    }


class _Move(NamedTuple):
    """How far one answer moves the points of the component, by the share of its criterion."""

    criterion: str
    points: Fraction


def _moves(parts: Sequence[Part]) -> Iterator[tuple[tuple[str, str, str, str], _Move]]:
    """(group, campaign, question, option) → how far one such answer moves the component's points."""
    for part in parts:
        criterion = part.criterion
        if not isinstance(criterion, SurveyCriterion) or part.survey is None:
            continue
        slope = _slope(criterion, part)
        for trace in part.survey.groups:
            if trace.share is None:
                continue
            step = slope * trace.weight_used / trace.valid
            for (campaign, question, option), value in answer_values(criterion, trace).items():
                if value is not None:
                    move = _Move(criterion.code, step * (value - trace.share))
                    yield (trace.group, campaign, question, option), move


def _slope(criterion: SurveyCriterion, part: Part) -> Fraction:
    """Points per part of the maximum."""
    rule, maximum = criterion.survey, exact(criterion.max_score)
    if not isinstance(rule, MinMax):
        return maximum
    extremes = part.survey.extremes if part.survey else None
    width = extremes.highest - extremes.lowest if extremes else Fraction(0)
    slope = (maximum - exact(rule.lowest_points)) / width if width else Fraction(0)
    return slope if rule.better == "higher" else -slope
