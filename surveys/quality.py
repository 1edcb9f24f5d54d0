"""Quality flags of a ballot: what an analyst looks at with and without the ballots that carry them.

A flag deletes nothing, changes no score and is never shown to a unit: a person may well be content with everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from pydantic import BaseModel, ConfigDict

from surveys.interview import Answer, Pace
from surveys.model import Choice, Kind, Question, Questionnaire

__all__ = ["FEWEST_ANSWERS", "HURRIED_SHARE", "LONG_RUN", "Flag", "Quality", "quality_of"]

FEWEST_ANSWERS = 5
"""Below so many answers nothing is flagged: four equal answers are as often conviction as carelessness."""

LONG_RUN = 12
"""Equal answers in a row that are flagged even among others: more than any unit is asked here, so the run goes on
from one unit to the next."""

HURRIED_SHARE = Fraction(1, 2)
"""The share of fast answers above which a ballot counts as hurried: most of it was not read."""


class Flag(StrEnum):
    ONE_OPTION = "one_option"
    """Every answer on the scale is the same one."""
    LONG_RUN = "long_run"
    HURRIED = "hurried"


class Quality(BaseModel):
    """How one ballot was filled in. A JSON value without questions, answers or times."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rated: int
    """Answers chosen from a scale (select_one)."""
    longest_run: int
    """The longest row of equal answers on one scale, in the order asked, across units."""
    distinct_share: Decimal | None
    """Different options chosen out of those that could have been, in percent; `None` without an answer."""
    variance: Decimal | None
    """Variance of the points (0–100) within the ballot, divided by n; `None` below two answers with points."""
    timed: int
    fast: int
    slow: int
    flags: tuple[Flag, ...]


def quality_of(questionnaire: Questionnaire, answers: Mapping[str, Answer], pace: Mapping[str, Pace]) -> Quality:
    """The quality of a ballot with `answers` in the order asked, each given at its `pace`."""
    chosen = tuple(_chosen(questionnaire, answers))
    kept = [pace[key] for key in answers if key in pace]
    run, fast = _longest_run(chosen), kept.count(Pace.FAST)
    used = {(_scale(question), choice.name) for question, choice in chosen}
    offered = {(_scale(question), each.name) for question, _ in chosen for each in question.choices}
    found = {
        Flag.ONE_OPTION: len(chosen) >= FEWEST_ANSWERS and run == len(chosen),
        Flag.LONG_RUN: run >= LONG_RUN,
        Flag.HURRIED: len(kept) >= FEWEST_ANSWERS and Fraction(fast, len(kept)) > HURRIED_SHARE,
    }
    return Quality(
        rated=len(chosen),
        longest_run=run,
        distinct_share=_rounded(Fraction(100 * len(used), len(offered))) if offered else None,
        variance=_variance([Fraction(choice.points) for _, choice in chosen if choice.points is not None]),
        timed=len(kept),
        fast=fast,
        slow=kept.count(Pace.SLOW),
        flags=tuple(flag for flag, raised in found.items() if raised),
    )


def _chosen(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> Iterator[tuple[Question, Choice]]:
    for key, answer in answers.items():
        place = questionnaire.places.get(key.partition("[")[0])
        if place is not None and place.question.kind is Kind.SELECT_ONE and isinstance(answer, str):
            choice = place.question.choice(answer)
            if choice is not None:
                yield place.question, choice


def _scale(question: Question) -> tuple[str, ...]:
    return tuple(choice.name for choice in question.choices)


def _longest_run(chosen: tuple[tuple[Question, Choice], ...]) -> int:
    longest = run = 1 if chosen else 0
    for (before, option), (question, choice) in pairwise(chosen):
        run = run + 1 if option.name == choice.name and _scale(before) == _scale(question) else 1
        longest = max(longest, run)
    return longest


def _variance(points: list[Fraction]) -> Decimal | None:
    if len(points) < 2:  # noqa: PLR2004  one number does not vary
        return None
    mean = Fraction(sum(points), len(points))
    return _rounded(Fraction(sum((each - mean) ** 2 for each in points), len(points)))


def _rounded(exact: Fraction) -> Decimal:
    """Two decimals, half up."""
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)
