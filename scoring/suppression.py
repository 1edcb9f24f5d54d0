"""Tables of counts that may be shown: small cells hidden, and enough others that nobody can work them out.

A cell of fewer than five ballots is hidden (primary); zero like one to four, so that a hidden cell does not say
that somebody is in it. Then the table is attacked: rows, columns and totals are equations, and counts are not
negative. A hidden cell that could have fewer than five values costs another cell, smallest first, totals when
nothing else is left (secondary), until each could have five.

The attack is exact. A table with its totals is a circulation: each count flows from its row to its column, each
row's total into the row, each column's total out of the column, the grand total back. What is hidden may flow
otherwise; by how much is a maximum flow through the hidden counts alone, starting from the true ones. A flow of
whole numbers takes every value between its bounds.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import inf

__all__ = ["MINIMUM_CELL", "Place", "SafeTable", "room", "suppress", "with_totals"]

MINIMUM_CELL = 5
"""Fewer ballots than this are not shown (design.md, invariant 6)."""

TOTAL = -1
"""The index of a row or column of totals."""

Place = tuple[int, int]
Node = tuple[str, int]


@dataclass(frozen=True, slots=True)
class SafeTable:
    """Counts by (row, column), None where hidden. Row or column -1 holds the totals, (-1, -1) the grand total."""

    rows: int
    columns: int
    cells: Mapping[Place, int | None]

    @property
    def hidden(self) -> frozenset[Place]:
        """The places that are not shown."""
        return frozenset(place for place, count in self.cells.items() if count is None)


def suppress(counts: Sequence[Sequence[int]], minimum: int = MINIMUM_CELL) -> SafeTable:
    """`counts` with their totals, as far as they may be shown; every row has the same number of columns.

    Deterministic: ties are broken by place. When too little is left to hide behind, everything is hidden.
    """
    rows, columns = len(counts), len(counts[0]) if counts else 0
    known = with_totals(counts)
    hidden = {place for place, count in known.items() if count < minimum}
    while place := next((each for each in sorted(hidden) if not _is_safe(known, hidden, each, minimum)), None):
        visible = known.keys() - hidden
        beside = {each for each in visible if each[0] == place[0] or each[1] == place[1]}
        hidden.add(min(beside or visible, key=lambda each: (each.count(TOTAL), known[each], each)))
    return SafeTable(rows, columns, {place: None if place in hidden else count for place, count in known.items()})


def with_totals(counts: Sequence[Sequence[int]]) -> dict[Place, int]:
    """Every count with its place, and the totals."""
    known = {(i, j): count for i, row in enumerate(counts) for j, count in enumerate(row)}
    known |= {(i, TOTAL): sum(row) for i, row in enumerate(counts)}
    known |= {(TOTAL, j): sum(column) for j, column in enumerate(zip(*counts, strict=True))}
    return known | {(TOTAL, TOTAL): sum(map(sum, counts))}


def _is_safe(known: Mapping[Place, int], hidden: Collection[Place], place: Place, minimum: int) -> bool:
    """Whether `place` could have `minimum` values; no more room is looked for than that takes."""
    more = room(known, hidden, place, 1, minimum - 1)
    return more >= minimum - 1 or more + room(known, hidden, place, -1, minimum - 1 - more) >= minimum - 1


def room(
    known: Mapping[Place, int], hidden: Collection[Place], place: Place, sign: int, enough: float = inf
) -> float:
    """By how much the count could be higher (`sign` 1) or lower (-1); where it is `enough`, it may be more."""
    end, start = _ends(place)[::sign]
    arcs: dict[Node, dict[Node, float]] = defaultdict(dict)
    for each in hidden:
        if each != place:
            tail, head = _ends(each)
            arcs[tail][head], arcs[head][tail] = inf, known[each]
    most = min(enough, known[place] if sign < 0 else inf)
    room: float = 0
    while room < most and (way := _way(arcs, start, end)):
        width = min(most - room, *(arcs[tail][head] for tail, head in way))
        if width == inf:
            return inf
        room += width
        for tail, head in way:
            arcs[tail][head] -= width
            arcs[head][tail] += width
    return room


def _ends(place: Place) -> tuple[Node, Node]:
    """Where a count comes from and where it goes."""
    row, column = ("row", place[0]), ("column", place[1])
    return (column, row) if (place[0] == TOTAL) != (place[1] == TOTAL) else (row, column)


def _way(arcs: Mapping[Node, Mapping[Node, float]], start: Node, end: Node) -> list[tuple[Node, Node]]:
    """The shortest way with room in it, as its steps; none where there is none."""
    came: dict[Node, Node] = {start: start}
    ahead = deque([start])
    while ahead and end not in came:
        here = ahead.popleft()
        for there, room in arcs.get(here, {}).items():
            if room and there not in came:
                came[there] = here
                ahead.append(there)
    way = []
    while end in came and end != start:
        way.append((came[end], end))
        end = came[end]
    return way
