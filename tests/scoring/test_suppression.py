"""Hidden cells under attack: what is shown must leave every hidden count wide open."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.linear_sets import determined, reduced
from scoring.suppression import MINIMUM_CELL, Bounds, SafeTable, attack, suppress

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
    naive = dict(suppress([[9, 9], [9, 9]]).cells) | {(0, 0): None}
    assert attack(SafeTable(2, 2, naive))[0, 0] == Bounds(9, 9)


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
    for place, bounds in attack(table).items():
        assert bounds.is_wide(MINIMUM_CELL), (place, bounds)


@given(_tables)
def test_what_an_attacker_infers_is_true(counts: list[list[int]]) -> None:
    table = suppress(counts)
    truth = {(i, j): n for i, row in enumerate(counts) for j, n in enumerate(row)}
    for place, bounds in attack(table).items():
        if place in truth:
            assert bounds.low <= truth[place]
            assert bounds.high is None or truth[place] <= bounds.high


@given(_tables)
def test_the_same_table_is_always_shown_alike(counts: list[list[int]]) -> None:
    assert suppress(counts) == suppress([list(row) for row in counts])


@pytest.mark.parametrize(
    ("equations", "known"),
    [
        ([{"a": 1, "b": 1}, {"b": 1}], ["a", "b"]),
        ([{"a": 1, "b": 1}, {"b": 1, "c": 1}, {"a": 1, "c": 1}], ["a", "b", "c"]),  # no line alone tells
        ([{"a": 1, "b": 1}, {"a": 2, "b": 2}], []),
    ],
)
def test_elimination_finds_what_follows(equations: list[dict[str, int]], known: list[str]) -> None:
    assert sorted(determined(equations, "abc")) == known
    assert all(factor != 0 for row in reduced(equations, "abc") for factor in row.values())


def test_elimination_is_exact() -> None:
    assert reduced([{"a": 3, "b": 1}], "ab") == [{"a": Fraction(1), "b": Fraction(1, 3)}]
