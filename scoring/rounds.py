"""Rounds that sum to a year: what each contributes."""

from __future__ import annotations

from fractions import Fraction

from scoring.framework import Framework
from scoring.rounding import known_sum
from scoring.score import UnitScore

__all__ = ["round_totals"]


def round_totals(framework: Framework, score: UnitScore) -> dict[str, Fraction | None]:
    """What each round contributes to the year's total, bonus and penalty with theirs; they sum to it exactly.

    None for a round in which something is not known yet. Without rounds, or where only the total was entered,
    there is nothing to tell apart.
    """
    if not score.domains:
        return {}
    unit_set = framework.set_for(score.unit_type)
    parts: dict[str, list[Fraction | None]] = {code: [] for code in framework.rounds}
    for domain, total in zip(unit_set.domains, score.domains, strict=True):
        if domain.round:
            parts[domain.round].append(total.total)
    for rule, counted, sign in (
        (unit_set.bonus, score.bonus.counted, 1),
        (unit_set.penalty, score.penalty.counted, -1),
    ):
        if rule and rule.round:
            parts[rule.round].append(None if counted is None else sign * counted)
    return {code: known_sum(values) for code, values in parts.items()}
