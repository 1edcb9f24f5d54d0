"""Ranks with ties, best value first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from fractions import Fraction

from scoring.framework import Ranking, Rounding
from scoring.rounding import exact, round_half_up

__all__ = ["ranks"]


def ranks(values: Sequence[Fraction | None], ranking: Ranking, rounding: Rounding) -> list[int | None]:
    """The rank of each value, 1 for the largest; None stays None and takes no rank from anybody.

    `dense` gives the number of distinct better values plus 1, `competition` the number of better units plus 1.
    With `values: printed` two values that print alike are tied.
    """
    printed = ranking.values == "printed"
    compared = [
        exact(round_half_up(value, rounding.decimals)) if printed and value is not None else value
        for value in values
    ]
    present = [-value for value in compared if value is not None]
    ladder = sorted(set(present) if ranking.method == "dense" else present)
    return [None if value is None else bisect_left(ladder, -value) + 1 for value in compared]
