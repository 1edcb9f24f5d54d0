"""From a sent paper to ratings: which unit got which option on which criterion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from surveys.interview import Answer, slot_key
from surveys.model import Item, Question, Questionnaire

__all__ = ["CriterionRating", "option_points", "questions_per_criterion", "ratings"]


@dataclass(frozen=True)
class CriterionRating:
    """One rating: a (ballot, unit, question) whose question feeds a criterion. `option` is the choice's name."""

    unit: str
    criterion: str
    option: str


def ratings(
    questionnaire: Questionnaire, answers: Mapping[str, Answer], *, unit: str | None, units: Sequence[str]
) -> tuple[CriterionRating, ...]:
    """The ratings on a paper about `unit`, or about `units` inside a repeat. Unanswered questions give none."""

    def walk(items: Sequence[Item], rated: str | None) -> Iterator[CriterionRating]:
        for item in items:
            if isinstance(item, Question):
                answer = answers.get(slot_key(item.name, rated))
                about = rated or unit
                if item.criterion and about and isinstance(answer, str):
                    yield CriterionRating(about, item.criterion, answer)
            elif item.repeat:
                for each in units:
                    yield from walk(item.items, each)
            else:
                yield from walk(item.items, rated)

    return tuple(walk(questionnaire.items, None))


def option_points(questionnaire: Questionnaire) -> dict[str, dict[str, Decimal | None]]:
    """Criterion → option → percentage of the criterion's maximum, `None` for “no information”."""
    scale: dict[str, dict[str, Decimal | None]] = {}
    for question in questionnaire.questions():
        if question.criterion:
            for choice in question.choices:
                scale.setdefault(question.criterion, {})[choice.name] = (
                    None if choice.no_information else choice.points
                )
    return scale


def questions_per_criterion(questionnaire: Questionnaire) -> dict[str, int]:
    """Criterion → how many questions feed it: at most so many ratings of it does one ballot give to one unit."""
    return dict(Counter(each.criterion for each in questionnaire.questions() if each.criterion))
