"""A misprinted total in a table without parts: the one total whose change mends every rank and grade."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

__all__ = ["LikelyTotal", "misprinted_total"]


@dataclass(frozen=True, slots=True)
class LikelyTotal:
    """A unit whose printed total is wrong; the right one lies from `low` to `high`."""

    unit: str
    low: Fraction
    high: Fraction


def misprinted_total(
    totals: Mapping[str, Fraction],
    ranks: Mapping[str, int],
    failing: Callable[[Mapping[str, Fraction]], int],
) -> LikelyTotal | None:
    """The only unit that can be given a total by which nothing fails any more, None when there is none or several.

    `failing` counts the printed ranks and grades that contradict given totals. A unit's total is guessed from
    those of the units ranked like it, or else just above and just below it.
    """
    found = []
    for unit, rank in ranks.items():
        others = {other: totals[other] for other in ranks if other != unit and other in totals}
        same = [total for other, total in others.items() if ranks[other] == rank]
        better = [total for other, total in others.items() if ranks[other] < rank]
        worse = [total for other, total in others.items() if ranks[other] > rank]
        if same:
            low, high = same[0], same[0]
        elif better and worse and max(worse) < min(better):
            low, high = max(worse), min(better)
        else:
            continue
        if failing({**totals, unit: (low + high) / 2}) == 0:
            found.append(LikelyTotal(unit, low, high))
    return found[0] if len(found) == 1 else None
