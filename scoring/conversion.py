"""From the answers of one respondent group to a share of the maximum, by the method of the rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from scoring.errors import ScaleUnfit
from scoring.rounding import exact
from scoring.survey_rule import MeanScaled, SurveyRule, TopTwoBox, YesShare

__all__ = ["OptionCount", "group_share", "option_values"]

_PERCENT = Decimal(100)
_BOXES = 2


@dataclass(frozen=True, slots=True)
class OptionCount:
    """How often a group chose an option; `worth` is the questionnaire's number, None for "no information".

    `question` is the code it was asked under, where several questions count together.
    """

    campaign: str
    option: str
    worth: Decimal | None
    count: int
    question: str = ""


def group_share(rule: SurveyRule, counts: Sequence[OptionCount]) -> Fraction:
    """The part of the maximum, 0 to 1, that the valid answers in `counts` grant; there must be at least one.

    It is the mean of `option_values` over the answers, summed in whole numbers over a common denominator. Raises
    `ScaleUnfit` when the questionnaire's numbers do not suit the rule's method.
    """
    match rule:
        case TopTwoBox() | YesShare():
            values = option_values(rule, counts)
            chosen = sum(option.count for option, value in zip(counts, values, strict=True) if value)
            return Fraction(chosen, sum(option.count for option in counts if option.worth is not None))
    low, high = _scale(rule, counts)
    answers, total, denominator = 0, 0, 1
    for option in counts:
        if option.worth is None:
            continue
        number, below = option.worth.as_integer_ratio()
        if denominator % below:
            total, denominator = total * below, denominator * below
        total += option.count * number * (denominator // below)
        answers += option.count
    mean = Fraction(total, denominator * answers * (int(_PERCENT) if high is _PERCENT else 1))
    return mean if high is _PERCENT else (mean - exact(low)) / exact(high - low)


def option_values(rule: SurveyRule, counts: Sequence[OptionCount]) -> list[Fraction | None]:
    """What one answer with each option is worth as a part of the maximum, 0 to 1; None for "no information"."""
    match rule:
        case TopTwoBox():
            best = _best_two([(option, option.worth) for option in counts if option.worth is not None])
            return [None if option.worth is None else Fraction(option in best) for option in counts]
        case YesShare():
            if all(option.option != rule.yes for option in counts):
                campaign = counts[0].campaign if counts else ""
                raise ScaleUnfit(
                    campaign, "The scale has no option {option}, which the rule counts.", option=rule.yes
                )
            return [None if option.worth is None else Fraction(option.option == rule.yes) for option in counts]
    low, high = _scale(rule, counts)
    return [None if option.worth is None else exact(option.worth - low) / exact(high - low) for option in counts]


def _scale(rule: SurveyRule, counts: Sequence[OptionCount]) -> tuple[Decimal, Decimal]:
    """The numbers that mean none and all of the maximum; every number of `counts` must lie between them."""
    low, high = (rule.lowest, rule.highest) if isinstance(rule, MeanScaled) else (Decimal(0), _PERCENT)
    for option in counts:
        if option.worth is not None and not low <= option.worth <= high:
            raise ScaleUnfit(
                option.campaign,
                "The option {option} is worth {worth}, not {lowest} to {highest}.",
                option=option.option,
                worth=option.worth,
                lowest=low,
                highest=high,
            )
    return low, high


def _best_two(valid: Sequence[tuple[OptionCount, Decimal]]) -> list[OptionCount]:
    """The options with the two highest numbers, within each question's own scale."""
    best: list[OptionCount] = []
    for asked in dict.fromkeys((option.campaign, option.question) for option, _ in valid):
        scale = [(option, worth) for option, worth in valid if (option.campaign, option.question) == asked]
        scale.sort(key=lambda pair: pair[1], reverse=True)
        if len(scale) <= _BOXES or scale[_BOXES - 1][1] == scale[_BOXES][1]:
            raise ScaleUnfit(asked[0], "The scale does not say which two options are the best.")
        best += (option for option, _ in scale[:_BOXES])
    return best
