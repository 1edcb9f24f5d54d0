"""The cells of one unit in one round, arranged for reading criterion by criterion."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from scoring.errors import BrokenCells
from scoring.fold import Cells, ballots_by_group

__all__ = ["Tally"]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one unit, summed over clusters.

    `ratings`: criterion → (group, campaign) → option → count. `ballots`: (group, campaign) → ballots.
    """

    ratings: Mapping[str, Mapping[tuple[str, str], Mapping[str, int]]]
    ballots: Mapping[tuple[str, str], int]
    ballots_by_group: Mapping[str, int]

    @classmethod
    def of(cls, cells: Cells) -> Tally:
        """Arrange `cells`; raises `BrokenCells` when they mix units or rounds, or hold a negative count."""
        if len({(key.round, key.unit) for key in cells}) > 1:
            raise BrokenCells("cells of several units or rounds cannot be scored as one unit")
        ratings: dict[str, dict[tuple[str, str], Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        ballots: Counter[tuple[str, str]] = Counter()
        for key, count in cells.items():
            if count < 0:
                raise BrokenCells(f"a cell cannot count {count}: {key}")
            if key.counts_ballots:
                ballots[key.group, key.campaign] += count
            elif count:
                ratings[key.criterion][key.group, key.campaign][key.option] += count
        return cls(ratings, ballots, ballots_by_group(cells))
