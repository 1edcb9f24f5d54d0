"""What is entered for a unit: the score it gives itself and the score that was appraised, per criterion."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from scoring.criterion import StatisticCriterion, SurveyCriterion
from scoring.errors import Fault
from scoring.framework import UnitSet

__all__ = ["Entries", "Entry", "entry_faults"]


class Entry(NamedTuple):
    """Scores of one criterion in points; None is "not entered", which is never zero."""

    self_score: Decimal | None
    appraised_score: Decimal | None


Entries = Mapping[str, tuple[Decimal | None, Decimal | None]]
"""code of a criterion → (self_score, appraised_score); an `Entry` is such a pair."""


def entry_faults(unit_set: UnitSet, entries: Entries) -> tuple[Fault, ...]:
    """Everything in `entries` that cannot be: unknown or surveyed criteria, scores below 0 or above the maximum.

    An appraised score may exceed the self-score: that is no fault.
    """
    leaves = {leaf.code: leaf for _, leaf in unit_set.leaves}
    faults: list[Fault] = []
    for code, entry in entries.items():
        leaf = leaves.get(code)
        if leaf is None:
            faults.append(Fault(code, "The framework has no criterion {code} for this type of unit.", code=code))
            continue
        for column, score in zip(("self", "appraised"), entry, strict=True):
            where = f"{code}_{column}"
            if score is None:
                continue
            if isinstance(leaf, SurveyCriterion):
                faults.append(Fault(where, "{code} is scored by a survey and takes no entry.", code=code))
            elif isinstance(leaf, StatisticCriterion):
                faults.append(Fault(where, "{code} is computed from indicators and takes no entry.", code=code))
            elif score < 0:
                faults.append(Fault(where, "A score cannot be negative, and {value} is.", value=score))
            elif score > leaf.max_score:
                faults.append(
                    Fault(where, "{value} is above the maximum of {maximum}.", value=score, maximum=leaf.max_score)
                )
    return tuple(faults)
