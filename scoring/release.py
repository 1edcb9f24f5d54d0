"""What may be told of counts that grow: answers are released in batches of five, the latest held back by lot.

Whoever looks twice can subtract what he saw. So what is told of a *level* (the valid answers of one campaign's
group about one unit and one criterion; the "no information" of it; the ballots) grows by nothing or by five
ballots' answers at least, and at least as many are held back as long as more can come, so that the last step is
no smaller. Which ones are held back is drawn by lot, not by age: what is not released yet then does not say who
came last, not even to somebody who holds the database. A level of fewer than five is never released; what nobody
may see counts for nothing, in the official number too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, Protocol, TypeVar

from scoring.fold import BALLOTS, CellKey
from scoring.suppression import MINIMUM_CELL

__all__ = ["Astray", "Batches", "Counted", "Lots"]

T = TypeVar("T")


class Lots(Protocol):
    """Drawing without putting back; `random.Random` does it."""

    def sample(self, population: Sequence[T], k: int, *, counts: Iterable[int]) -> list[T]: ...


class Counted(NamedTuple):
    """How often something was given, and how much of that is released."""

    n: int
    released: int


class Astray(NamedTuple):
    """A level that is told as no release leaves it; `counted` is all of it. `valid`: not its "no information"."""

    criterion: str
    valid: bool
    counted: Counted


@dataclass(frozen=True, slots=True)
class Batches:
    """The rule; `minimum` answers at a time, and `kept` of them held back while more can come."""

    minimum: int = MINIMUM_CELL
    kept: int = MINIMUM_CELL

    def free(self, waiting: int, *, final: bool, size: int = 1) -> int:
        """How many of `waiting` answers may be released now; `size` is how many of them one ballot can give.

        While more can come, in whole batches: how much is told then depends on how much came in, and not on when
        anybody looked after it.
        """
        least = self.minimum * size
        free = waiting if final else (waiting - self.kept * size) // least * least
        return free if free >= least else 0

    def step(
        self,
        family: Mapping[CellKey, Counted],
        scale: Mapping[str, Mapping[str, Decimal | None]],
        lots: Lots,
        *,
        final: bool,
        sizes: Mapping[str, int],
    ) -> dict[CellKey, int]:
        """The cells whose released count grows, with the new one.

        `family` are the cells of one campaign about one unit, in all clusters; `scale` says which options are valid
        answers (criterion → option → number, None for "no information"), `sizes` how many questions of a ballot
        feed a criterion, where it is not one. `final`: no more ballots are expected. Nothing is released unless
        ballots are, so that no level is ever ahead of the number of ballots.
        """
        levels = _levels(family, scale)
        ballots = self._grown(levels.pop((BALLOTS, True), {}), lots, final=final, size=1)
        grown = dict(ballots)
        for (criterion, _), cells in levels.items() if ballots else ():
            grown |= self._grown(cells, lots, final=final, size=sizes.get(criterion, 1))
        return grown

    def astray(
        self,
        family: Mapping[CellKey, Counted],
        scale: Mapping[str, Mapping[str, Decimal | None]],
        *,
        final: bool,
        sizes: Mapping[str, int],
    ) -> Iterator[Astray]:
        """The levels of `family` that `step` cannot have left so; nothing where its last step is still to come.

        Of a level nothing is told or five ballots' answers at least, and never more than there are or than the
        ballots told gave. In the end all of it is told, or nothing of a level of fewer. Only papers that came after
        an end may be held back then, fewer than five: of their ballots, and of any level while those are; once
        enough late ballots were told, a level that few of them answered is named here, too.
        """
        levels = {name: _total(cells.values()) for name, cells in _levels(family, scale).items()}
        ballots = levels.get((BALLOTS, True), Counted(0, 0))
        late = ballots.n - ballots.released
        if final and self.free(late, final=True):
            return
        for (criterion, valid), level in levels.items():
            size = 1 if criterion == BALLOTS else sizes.get(criterion, 1)
            least, waiting = self.minimum * size, level.n - level.released
            fits = 0 <= level.released <= min(level.n, ballots.released * size)
            fits &= level.released == 0 or level.released >= least
            if final:
                few = waiting < least + late * size
                fits &= few if late or not level.released else not waiting
            if not fits:
                yield Astray(criterion, valid, level)

    def _grown(self, cells: Mapping[CellKey, Counted], lots: Lots, *, final: bool, size: int) -> dict[CellKey, int]:
        waiting = {key: each.n - each.released for key, each in cells.items() if each.n > each.released}
        free = self.free(sum(waiting.values()), final=final, size=size)
        drawn = Counter(lots.sample(list(waiting), free, counts=waiting.values())) if free else {}
        return {key: cells[key].released + number for key, number in drawn.items()}


def _levels(
    family: Mapping[CellKey, Counted], scale: Mapping[str, Mapping[str, Decimal | None]]
) -> dict[tuple[str, bool], dict[CellKey, Counted]]:
    """(criterion, whether the answers are valid) → its cells."""
    levels: dict[tuple[str, bool], dict[CellKey, Counted]] = defaultdict(dict)
    for key in sorted(family):
        valid = key.counts_ballots or scale.get(key.criterion, {}).get(key.option) is not None
        levels[key.criterion, valid][key] = family[key]
    return levels


def _total(cells: Iterable[Counted]) -> Counted:
    every = list(cells)
    return Counted(sum(each.n for each in every), sum(each.released for each in every))
