"""A defence against differencing: what was released before decides what may be released next.

A figure is about a set of atoms (a group and cluster of one unit, say), each with a number of ballots. Two figures
about sets that differ by three ballots give those three away; so do the same figure before and after three new
ballots. A release is refused when its own set, the difference of two released sets, or a set that follows from
several of them has fewer than five ballots, but not none: an empty difference says nothing about anybody.
Time stands still between epochs: every figure is counted at the last epoch, and a new one begins only when every
set that follows from the released ones has grown by nothing or by at least five ballots.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from itertools import combinations
from typing import Generic, TypeVar

from scoring.linear_sets import reduced
from scoring.suppression import MINIMUM_CELL

__all__ = ["ReleaseGuard"]

Atom = TypeVar("Atom", bound=Hashable)


class ReleaseGuard(Generic[Atom]):
    """Remembers what one audience has been told.

    `counts` are the ballots of each atom at the beginning. Audiences that can talk to each other share a guard.
    """

    def __init__(self, counts: Mapping[Atom, int], minimum: int = MINIMUM_CELL) -> None:
        self._counts = dict(counts)
        self._minimum = minimum
        self._released: list[frozenset[Atom]] = []

    @property
    def released(self) -> tuple[frozenset[Atom], ...]:
        """The sets about which something was released, in order."""
        return tuple(self._released)

    def ask(self, atoms: Iterable[Atom]) -> int | None:
        """The ballots of `atoms` at the current epoch, None when telling would give a small set away."""
        asked = frozenset(atoms)
        if asked not in self._released:
            total = self._size(asked, self._counts)
            if total < self._minimum or not self._is_safe([*self._released, asked], self._counts):
                return None
            self._released.append(asked)
        return self._size(asked, self._counts)

    def advance(self, counts: Mapping[Atom, int]) -> bool:
        """Begin a new epoch with `counts`, unless what was released would then give new ballots away.

        Also refused when a set that was safe to tell has shrunk below the minimum (ballots withdrawn).
        """
        growth = {atom: counts.get(atom, 0) - self._counts.get(atom, 0) for atom in {*counts, *self._counts}}
        large = all(self._size(each, counts) >= self._minimum for each in self._released)
        if (
            not large
            or not self._is_safe(self._released, growth, changes=True)
            or not self._is_safe(self._released, counts)
        ):
            return False
        self._counts = dict(counts)
        return True

    def _size(self, atoms: Iterable[Atom], counts: Mapping[Atom, int]) -> int:
        return sum(counts.get(atom, 0) for atom in atoms)

    def _is_safe(
        self, released: list[frozenset[Atom]], counts: Mapping[Atom, int], *, changes: bool = False
    ) -> bool:
        derived = self._derived(released)
        if changes:
            derived = [*released, *derived]
        return all(not 0 < abs(self._size(each, counts)) < self._minimum for each in derived)

    def _derived(self, released: list[frozenset[Atom]]) -> list[frozenset[Atom]]:
        """Sets whose counts follow from the released ones: differences, and what elimination leaves."""
        found = [
            larger - smaller
            for one, other in combinations(released, 2)
            for larger, smaller in ((one, other), (other, one))
            if smaller < larger
        ]
        atoms = sorted({atom for each in released for atom in each}, key=repr)
        for order in (atoms, atoms[::-1]):
            for row in reduced((dict.fromkeys(each, 1) for each in released), order):
                factors = set(row.values())
                if len(factors) == 1:  # a multiple of one set's count
                    found.append(frozenset(row))
        return found
