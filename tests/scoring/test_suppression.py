"""Hidden cells under attack: what is shown must leave every hidden count wide open."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.suppression import MINIMUM_CELL, Place, SafeTable, suppress
from tests.scoring.attack import Bounds, attack

_tables = st.integers(1, 4).flatmap(
    lambda columns: st.lists(
        st.lists(st.integers(0, 14), min_size=columns, max_size=columns), min_size=1, max_size=4
    )
)


def shown(table: SafeTable) -> list[list[int | None]]:
    rows, columns = (*range(table.rows), -1), (*range(table.columns), -1)
    return [[table.cells[i, j] for j in columns] for i in rows]


def test_a_table_of_large_cells_is_shown_whole() -> None:
    assert shown(suppress([[5, 6], [7, 8]])) == [[5, 6, 11], [7, 8, 15], [12, 14, 26]]


def test_a_small_cell_takes_others_with_it() -> None:
    table = suppress([[3, 9, 20], [8, 30, 40], [25, 35, 45]])
    assert table.cells[0, 0] is None
    assert {(0, 1), (1, 0), (1, 1)} <= table.hidden  # a rectangle: neither row nor column gives it away
    assert table.cells[2, 2] == 45
    assert table.cells[-1, -1] == 215


def test_without_the_second_step_a_difference_tells() -> None:
    """The attack itself works: it reads a cell that was hidden alone."""
    assert attack([[9, 9], [9, 9]], {(0, 0)}) == {(0, 0): Bounds(9, 9)}


def test_what_is_left_of_the_grand_total_is_no_hiding_place() -> None:
    """Four hidden zeros: 21 − 8 − (15 − 8) − (14 − 8) = 0 says that they are, though no line is wholly known."""
    counts = [[8, 3, 4], [0, 0, 0], [6, 0, 0]]
    lines = {(i, -1) for i in (1, 2)} | {(-1, j) for j in (1, 2)}
    hidden = {(i, j) for i in range(3) for j in range(3)} - {(0, 0)} | lines
    assert attack(counts, hidden)[1, 1] == Bounds(0, 0)
    assert all(bounds.is_wide(MINIMUM_CELL) for bounds in attack(counts, suppress(counts).hidden).values())


def every_fitting_table(
    counts: Sequence[Sequence[int]], hidden: Collection[Place], most: int
) -> list[Mapping[Place, int]]:
    """All tables that look the same: each hidden count tried with every number up to `most`."""
    inner = [(i, j) for i, row in enumerate(counts) for j, _ in enumerate(row)]

    def whole(cells: Mapping[Place, int]) -> dict[Place, int]:
        table = dict(cells)
        for (i, j), n in cells.items():
            for total in ((i, -1), (-1, j), (-1, -1)):
                table[total] = table.get(total, 0) + n
        return table

    truth = whole({(i, j): counts[i][j] for i, j in inner})
    ranges = [range(most + 1) if place in hidden else [truth[place]] for place in inner]
    tables = [whole(dict(zip(inner, tried, strict=True))) for tried in product(*ranges)]
    return [table for table in tables if all(table[place] == truth[place] for place in truth.keys() - hidden)]


@pytest.mark.parametrize("seed", range(24))
def test_the_attack_finds_exactly_what_trying_every_table_finds(seed: int) -> None:
    random = Random(seed)
    shape = random.choice([(2, 2), (1, 4), (4, 1)])
    counts = [[random.randint(0, 3) for _ in range(shape[1])] for _ in range(shape[0])]
    places = sorted(suppress(counts).cells)
    hidden = {place for place in places if random.random() < 0.6}
    bounds, most = attack(counts, hidden), 12
    fitting = every_fitting_table(counts, hidden, most)
    for place in hidden:
        values = {table[place] for table in fitting}
        assert min(values) == bounds[place].low
        if bounds[place].high is None:
            assert max(values) >= most
        else:
            assert values == set(range(bounds[place].low, (bounds[place].high or 0) + 1))


def test_hidden_cells_that_sum_to_little_are_no_hiding_place() -> None:
    table = suppress([[2, 1, 60], [30, 40, 50], [33, 44, 55]])
    assert table.cells[0, 2] is None  # else 63 − 60 would tell that both are together 3


def test_a_table_too_small_to_hide_in_is_not_shown() -> None:
    assert shown(suppress([[2]])) == [[None, None], [None, None]]
    assert shown(suppress([[1, 2], [3, 0]])) == [[None, None, None], [None, None, None], [None, None, 6]]


@given(_tables)
def test_no_small_cell_is_shown_and_none_can_be_worked_out(counts: list[list[int]]) -> None:
    table = suppress(counts)
    for place, count in table.cells.items():
        assert count is None or count >= MINIMUM_CELL, place
    for place, bounds in attack(counts, table.hidden).items():
        assert bounds.is_wide(MINIMUM_CELL), (place, bounds)


@given(_tables)
def test_what_an_attacker_infers_is_true(counts: list[list[int]]) -> None:
    table = suppress(counts)
    truth = {(i, j): n for i, row in enumerate(counts) for j, n in enumerate(row)}
    for place, bounds in attack(counts, table.hidden).items():
        if place in truth:
            assert bounds.low <= truth[place]
            assert bounds.high is None or truth[place] <= bounds.high


@given(_tables)
def test_the_same_table_is_always_shown_alike(counts: list[list[int]]) -> None:
    assert suppress(counts) == suppress([list(row) for row in counts])
