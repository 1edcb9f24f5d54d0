"""Folding: ballots become integer cells. Adding cells is the only operation, so order never matters.

A cell counts the ratings with one option for one unit and one criterion, from one group and cluster, in one
campaign. One special cell per ballot and unit counts the ballots themselves, so that reading the number of
ballots costs the same at any number of ballots. Points are applied when cells are read, never here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["BALLOTS", "NO_CLUSTER", "Ballot", "CellKey", "Cells", "Rating", "ballots_by_group", "fold"]

BALLOTS = "*"
"""Criterion and option of the cell that counts ballots. No code of a criterion or an option can be `*`."""

NO_CLUSTER = ""
"""The cluster of a ballot that was not drawn by commune."""


class Rating(NamedTuple):
    """One answer about one unit that counts for one criterion."""

    unit: str
    criterion: str
    option: str


class CellKey(NamedTuple):
    """What a cell counts. Keys sort, so that several workers can write cells in the same order."""

    round: str
    campaign: str
    unit: str
    group: str
    cluster: str
    criterion: str
    option: str

    @property
    def counts_ballots(self) -> bool:
        """Whether this is the cell that counts ballots rather than ratings."""
        return self.criterion == BALLOTS


Cells = Mapping[CellKey, int]


@dataclass(frozen=True, slots=True)
class Ballot:
    """One respondent's submitted paper, without the respondent."""

    round: str
    campaign: str
    group: str
    ratings: tuple[Rating, ...]
    cluster: str = NO_CLUSTER


def fold(*ballots: Ballot) -> Counter[CellKey]:
    """The increments that these ballots make to the cells.

    Two questions of a ballot that feed the same criterion count as two ratings; a unit that the ballot rates
    in any way counts as one ballot for that unit.
    """
    cells: Counter[CellKey] = Counter()
    for ballot in ballots:
        for rating in ballot.ratings:
            cells[_key(ballot, rating)] += 1
        for unit in dict.fromkeys(rating.unit for rating in ballot.ratings):
            cells[_key(ballot, Rating(unit, BALLOTS, BALLOTS))] += 1
    return cells


def ballots_by_group(cells: Cells) -> dict[str, int]:
    """How many ballots each respondent group returned; groups in alphabetical order, those without any left out."""
    counts: Counter[str] = Counter()
    for key, count in cells.items():
        if key.counts_ballots:
            counts[key.group] += count
    return {group: counts[group] for group in sorted(counts) if counts[group]}


def _key(ballot: Ballot, rating: Rating) -> CellKey:
    return CellKey(
        ballot.round,
        ballot.campaign,
        rating.unit,
        ballot.group,
        ballot.cluster,
        rating.criterion,
        rating.option,
    )
