"""From the answers of one respondent group to a share of the maximum, by the method of the rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from scoring.errors import BrokenCells
from scoring.survey_rule import MeanScaled, SurveyRule, TopTwoBox, YesShare

__all__ = ["OptionCount", "group_share"]

_PERCENT = Decimal(100)
_BOXES = 2


@dataclass(frozen=True, slots=True)
class OptionCount:
    """How often a group chose an option; `worth` is the questionnaire's number, None for "no information"."""

    campaign: str
    option: str
    worth: Decimal | None
    count: int


def group_share(rule: SurveyRule, counts: Sequence[OptionCount]) -> Fraction:
    """The part of the maximum, 0 to 1, that the valid answers in `counts` grant; there must be at least one.

    Raises `BrokenCells` when the questionnaire's numbers do not suit the rule's method.
    """
    valid = [(option, option.worth) for option in counts if option.worth is not None]
    answers = sum(option.count for option, _ in valid)
    match rule:
        case TopTwoBox():
            chosen = sum(option.count for option in _best_two(valid))
            return Fraction(chosen, answers)
        case YesShare():
            if all(option.option != rule.yes for option in counts):
                raise BrokenCells(f"the scale has no option {rule.yes}, which yes_share counts")
            return Fraction(sum(option.count for option, _ in valid if option.option == rule.yes), answers)
        case MeanScaled():
            low, high = rule.lowest, rule.highest
        case _:
            low, high = Decimal(0), _PERCENT
    for option, worth in valid:
        if not low <= worth <= high:
            raise BrokenCells(f"{option.campaign}: {option.option} is worth {worth}, not {low} to {high}")
    mean = sum((option.count * Fraction(worth) for option, worth in valid), Fraction(0)) / answers
    return (mean - Fraction(low)) / Fraction(high - low)


def _best_two(valid: Sequence[tuple[OptionCount, Decimal]]) -> list[OptionCount]:
    """The options with the two highest numbers, within each campaign's own scale."""
    best: list[OptionCount] = []
    for campaign in dict.fromkeys(option.campaign for option, _ in valid):
        scale = [(option, worth) for option, worth in valid if option.campaign == campaign]
        scale.sort(key=lambda pair: pair[1], reverse=True)
        if len(scale) <= _BOXES or scale[_BOXES - 1][1] == scale[_BOXES][1]:
            raise BrokenCells(f"{campaign}: the scale does not say which two options are the best")
        best += (option for option, _ in scale[:_BOXES])
    return best
