"""Why a surveyed criterion has its points: a part for each group, or one part where units are compared."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from scoring.conversion import OptionCount
from scoring.criterion import SurveyCriterion
from scoring.framework import Framework
from scoring.rounding import exact, printed, round_half_up
from scoring.score import Part
from scoring.suppression import MINIMUM_CELL
from scoring.survey import EmptyReason, GroupTrace, SurveyPoints
from scoring.survey_rule import MinMax, SurveyRule
from scoring.why_fact import Fact, text_of
from scoring.why_options import is_closed, shown_counts
from scoring.why_part import HeardGroup, WhyPart, part_of
from scoring.why_words import Reason, Sentence, extremes_words, place_words, together

__all__ = ["SurveyState", "survey_parts"]

_PERCENT_DECIMALS = 2


def _code(_campaign: str, _question: str, option: str) -> str:
    return option


@dataclass(frozen=True, slots=True)
class SurveyState:
    """What is known about the surveys beside their counts.

    `closed` are the campaigns whose counts move no more. `groups`: the respondent groups that are asked about the
    unit, and whether more of their ballots may be counted; None where that is not known. `label`: campaign,
    question and option → what the paper calls the option.
    """

    closed: Collection[str] = ()
    groups: Mapping[str, bool] | None = None
    label: Callable[[str, str, str], str] = _code

    def awaits(self, group: str) -> bool:
        """Whether more ballots of the group may be counted."""
        return bool(self.groups and self.groups.get(group))


def survey_parts(
    framework: Framework,
    part: Part,
    criterion: SurveyCriterion,
    survey: SurveyPoints,
    state: SurveyState,
) -> Iterator[WhyPart]:
    """A group's points are maximum × weight used × share; a `min_max` rule and missing points have one part."""
    rule = criterion.survey
    heard = _heard(criterion, survey, state)
    said = [_group_words(framework, criterion, survey, each.trace, state) for each in heard]
    if survey.points is not None and not isinstance(rule, MinMax):
        for each, words in zip(heard, said, strict=True):
            trace = each.trace
            points = part.max_score * trace.weight_used * (trace.share or Fraction(0))
            group = (trace.group, points)
            yield part_of(framework, part, rule.method, each.as_json(), words, group=group, groups=(each,))
        return
    if survey.reason is not None:
        words = Sentence.of(Reason.of(survey.reason))
    else:
        assert isinstance(rule, MinMax)
        words = place_words(rule, _share(survey.share or Fraction(0)))
    whole: dict[str, Fact] = {
        "share": text_of(survey.share),
        "lowest": text_of(survey.extremes and survey.extremes.lowest),
        "highest": text_of(survey.extremes and survey.extremes.highest),
        "missing": text_of(survey.reason),
        "groups": [each.as_json() for each in heard],
    }
    more = together(said)
    if isinstance(rule, MinMax) and survey.extremes and survey.points is not None:
        more.append(extremes_words(rule, survey.extremes, criterion.max_score, _share))
    yield part_of(framework, part, rule.method, whole, words, *more, groups=heard)


def _heard(criterion: SurveyCriterion, survey: SurveyPoints, state: SurveyState) -> tuple[HeardGroup, ...]:
    """The groups, with counts by option of those whose survey is closed and who have a say."""
    over = {trace.group: is_closed(trace, state.closed) for trace in survey.groups}
    options = shown_counts(criterion.survey, [trace for trace in survey.groups if over[trace.group]])

    def label(option: OptionCount) -> str:
        return state.label(option.campaign, option.question or criterion.code, option.option)

    return tuple(
        HeardGroup(
            _as_asked(trace, state),
            options.get(trace.group) or (None,) * len(trace.opinions),
            over[trace.group] if trace.counts else not state.awaits(trace.group),
            label,
        )
        for trace in survey.groups
    )


def _as_asked(trace: GroupTrace, state: SurveyState) -> GroupTrace:
    """The trace, which takes a group that no survey asks for one that sent no ballot."""
    unasked = state.groups is not None and trace.group not in state.groups
    if unasked and trace.empty is EmptyReason.TOO_FEW_BALLOTS:
        return replace(trace, empty=EmptyReason.NOBODY_ASKED)
    return trace


def _share(value: Fraction) -> Sentence:
    return Sentence.of(Reason.SHARE, share=round_half_up(100 * value, _PERCENT_DECIMALS))


def _group_words(
    framework: Framework, criterion: SurveyCriterion, survey: SurveyPoints, trace: GroupTrace, state: SurveyState
) -> Sentence:
    group = framework.groups.get(trace.group) or trace.group
    written = printed(100 * exact(trace.weight), _PERCENT_DECIMALS)
    if trace.empty:
        cause = _cause(criterion.survey, trace.empty, awaited=state.awaits(trace.group))
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


def _cause(rule: SurveyRule, empty: EmptyReason, *, awaited: bool) -> Sentence:
    """Why a group says nothing; of fewer ballots than are ever told, not how many."""
    match empty:
        case EmptyReason.TOO_FEW_BALLOTS if awaited:
            return Sentence.of(Reason.TOO_FEW_SO_FAR)
        case EmptyReason.TOO_FEW_BALLOTS:
            return Sentence.of(Reason.TOO_FEW_BALLOTS, minimum=MINIMUM_CELL)
        case EmptyReason.BELOW_MINIMUM:
            return Sentence.of(Reason.BELOW_MINIMUM, minimum=rule.minimum_ballots)
        case _:
            return Sentence.of(Reason.of(empty))
