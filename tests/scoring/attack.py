"""What can be worked out about hidden counts of a table, for tests of what hides them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import inf

from scoring.suppression import Place, room, with_totals

__all__ = ["Bounds", "attack"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What an attacker knows of a hidden count; `high` None is no upper bound."""

    low: int
    high: int | None

    def is_wide(self, minimum: int) -> bool:
        """Whether at least `minimum` values remain possible."""
        return self.high is None or self.high - self.low + 1 >= minimum


def attack(counts: Sequence[Sequence[int]], hidden: Collection[Place]) -> dict[Place, Bounds]:
    """What anybody can work out about each of the `hidden` places from all others, counts not being negative.

    The true counts only serve as a table that fits; the bounds are the same whichever one is taken.
    """
    known = with_totals(counts)
    found = {}
    for place in hidden:
        more, less = room(known, hidden, place, 1), room(known, hidden, place, -1)
        high = None if more == inf else known[place] + int(more)
        found[place] = Bounds(known[place] - int(less), high)
    return found
