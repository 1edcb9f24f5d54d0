"""Successive questions about overlapping sets, by somebody who subtracts the answers."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from scoring.linear_sets import determined
from scoring.release import ReleaseGuard
from scoring.suppression import MINIMUM_CELL

_ATOMS = "abcde"
_COUNTS = {"a": 20, "b": 3, "c": 2, "d": 30, "e": 8}


def test_small_sets_are_refused() -> None:
    guard = ReleaseGuard(_COUNTS)
    assert guard.ask("b") is None
    assert guard.ask("bc") == 5
    assert guard.released == (frozenset("bc"),)


def test_a_difference_of_three_ballots_is_refused_in_both_orders() -> None:
    for first, second in (("ab", "a"), ("a", "ab")):
        guard = ReleaseGuard(_COUNTS)
        assert guard.ask(first) is not None
        assert guard.ask(second) is None
        assert guard.ask(first) is not None  # what was told may be told again


def test_a_set_that_follows_from_three_answers_is_refused() -> None:
    guard = ReleaseGuard(_COUNTS)
    assert guard.ask("abd") == 53
    assert guard.ask("a") is None or guard.ask("d") is None  # both would leave b = 3
    assert guard.ask("ade") == 58


def test_new_ballots_wait_until_they_are_five() -> None:
    guard = ReleaseGuard(_COUNTS)
    assert guard.ask("ad") == 50
    assert not guard.advance(_COUNTS | {"a": 22})  # two more: 52 − 50 would tell
    assert guard.ask("ad") == 50
    assert guard.ask("e") == 8  # asked later, but of the same moment
    assert guard.advance(_COUNTS | {"a": 26})
    assert guard.ask("ad") == 56
    assert guard.ask("e") == 8


def test_withdrawn_ballots_are_protected_as_well() -> None:
    guard = ReleaseGuard(_COUNTS)
    assert guard.ask("e") == 8
    assert not guard.advance(_COUNTS | {"e": 7})
    assert not guard.advance(_COUNTS | {"e": 2})


@given(
    st.fixed_dictionaries({atom: st.integers(0, 12) for atom in _ATOMS}),
    st.lists(st.frozensets(st.sampled_from(_ATOMS), min_size=1), max_size=8),
    st.fixed_dictionaries({atom: st.integers(0, 9) for atom in _ATOMS}),
)
def test_the_attacker_learns_no_small_set(
    counts: dict[str, int], questions: list[frozenset[str]], more: dict[str, int]
) -> None:
    guard = ReleaseGuard(counts)
    told = {question for question in questions if guard.ask(question) is not None}
    equations = [dict.fromkeys(question, 1) for question in told]
    for atom in determined(equations, sorted(_ATOMS)):
        assert counts[atom] == 0 or counts[atom] >= MINIMUM_CELL
    later = {atom: counts[atom] + more[atom] for atom in counts}
    moved = guard.advance(later)
    for small, large in combinations(sorted(told, key=len), 2):
        if small < large:
            left = sum(counts[atom] for atom in large - small)
            assert left == 0 or left >= MINIMUM_CELL
    for question in told if moved else ():
        grown = sum(more[atom] for atom in question)
        assert grown == 0 or grown >= MINIMUM_CELL
