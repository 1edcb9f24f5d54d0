"""Tables of counts that may be shown: small cells hidden, and enough others that nobody can work them out.

A cell of fewer than five ballots is hidden (primary). A hidden cell alone in its row or column would follow from
the total, and a hidden group whose sum is small would be a small cell itself, so further cells are hidden, smallest
first (secondary); totals when nothing else is left. Then the table is attacked: with all equations at once, and
with bounds that follow from counts not being negative. A cell that can be pinned to fewer than five values costs
another cell. Zero is hidden like one to four, so that a hidden cell does not say that somebody is in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scoring.linear_sets import determined

__all__ = ["MINIMUM_CELL", "Bounds", "SafeTable", "attack", "suppress"]

MINIMUM_CELL = 5
"""Fewer ballots than this are not shown (design.md, invariant 6)."""

TOTAL = -1
"""The index of a row or column of totals."""

Place = tuple[int, int]


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


@dataclass(frozen=True, slots=True)
class Bounds:
    """What an attacker knows of a hidden count; `high` None is no upper bound."""

    low: int
    high: int | None

    def is_wide(self, minimum: int) -> bool:
        """Whether at least `minimum` values remain possible."""
        return self.high is None or self.high - self.low + 1 >= minimum


def suppress(counts: Sequence[Sequence[int]], minimum: int = MINIMUM_CELL) -> SafeTable:
    """`counts` with their totals, as far as they may be shown; every row has the same number of columns.

    Deterministic: ties are broken by place. When too little is left to hide behind, everything is hidden.
    """
    rows, columns = len(counts), len(counts[0]) if counts else 0
    known = dict(_with_totals(counts))
    hidden = {place for place, count in known.items() if count < minimum}
    while True:
        place = _exposed(known, hidden, rows, columns, minimum)
        if place is None:
            break
        hidden.add(place)
    return SafeTable(rows, columns, {place: None if place in hidden else count for place, count in known.items()})


def attack(table: SafeTable) -> dict[Place, Bounds]:
    """What anybody can work out about each hidden count from what is shown, counts being whole and not negative.

    Bounds are tightened line by line until nothing moves; a count that all equations together determine is found
    even where no single line gives it away.
    """
    lines = list(_lines(table.rows, table.columns))
    bounds = {place: Bounds(0, None) for place in table.hidden}

    def known(place: Place) -> Bounds:
        count = table.cells[place]
        return bounds[place] if count is None else Bounds(count, count)

    moved = bool(bounds)
    while moved:
        moved = False
        for total, parts in lines:
            for place in (total, *parts):
                if table.cells[place] is None:
                    tighter = _tightened(place, total, parts, known)
                    moved |= tighter != bounds[place]
                    bounds[place] = tighter
    equations = [{total: -1, **dict.fromkeys(parts, 1)} for total, parts in lines]
    hidden_part = [{place: factor for place, factor in each.items() if place in bounds} for each in equations]
    for place in determined(hidden_part, table.hidden):
        low = bounds[place].low
        bounds[place] = Bounds(low, low)
    return bounds


def _with_totals(counts: Sequence[Sequence[int]]) -> Iterator[tuple[Place, int]]:
    for i, row in enumerate(counts):
        for j, count in enumerate(row):
            yield (i, j), count
        yield (i, TOTAL), sum(row)
    for j, column in enumerate(zip(*counts, strict=True)):
        yield (TOTAL, j), sum(column)
    yield (TOTAL, TOTAL), sum(map(sum, counts))


def _lines(rows: int, columns: int) -> Iterator[tuple[Place, list[Place]]]:
    """Each total with the cells that sum to it."""
    for i in (*range(rows), TOTAL):
        yield (i, TOTAL), [(i, j) for j in range(columns)]
    for j in (*range(columns), TOTAL):
        yield (TOTAL, j), [(i, j) for i in range(rows)]


def _exposed(known: Mapping[Place, int], hidden: set[Place], rows: int, columns: int, minimum: int) -> Place | None:
    """The next cell to hide, None when the table is safe."""
    for total, parts in _lines(rows, columns):
        line = [total, *parts]
        behind = [place for place in line if place in hidden]
        alone = len(behind) == 1
        small = total not in hidden and len(behind) > 0 and sum(known[place] for place in behind) < minimum
        if alone or small:
            more = _smallest_visible(known, hidden, [line])
            if more is not None:
                return more
    table = SafeTable(rows, columns, {place: None if place in hidden else n for place, n in known.items()})
    for place, bounds in sorted(attack(table).items()):
        if not bounds.is_wide(minimum):
            mine = [[total, *parts] for total, parts in _lines(rows, columns) if place in {total, *parts}]
            more = _smallest_visible(known, hidden, mine) or _smallest_visible(known, hidden, [list(known)])
            if more is not None:
                return more
    return None


def _smallest_visible(known: Mapping[Place, int], hidden: set[Place], lines: Sequence[list[Place]]) -> Place | None:
    """Inner cells before totals, smaller before larger, earlier before later."""
    visible = [place for line in lines for place in line if place not in hidden]
    return min(visible, key=lambda place: (place.count(TOTAL), known[place], place), default=None)


def _tightened(place: Place, total: Place, parts: Sequence[Place], known: Callable[[Place], Bounds]) -> Bounds:
    now = known(place)
    others = [known(part) for part in parts if part != place]
    low_sum = sum(each.low for each in others)
    highs = [each.high for each in others]
    high_sum = None if None in highs else sum(high for high in highs if high is not None)
    if place == total:
        low, high = low_sum, high_sum
    else:
        whole = known(total)
        low = 0 if high_sum is None else whole.low - high_sum
        high = None if whole.high is None else whole.high - low_sum
    highest = [each for each in (now.high, high) if each is not None]
    return Bounds(max(now.low, low), min(highest, default=None))
