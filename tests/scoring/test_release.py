"""Counts that grow, told in batches: whatever comes in, no two states differ by fewer than five ballots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from random import Random
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import BALLOTS, CellKey
from scoring.release import Astray, Batches, Counted

SCALE = {
    "tthc": {"good": Decimal(100), "poor": Decimal(0), "none": None},
    "twice": {"good": Decimal(100), "none": None},
}
SIZES = {"tthc": 1, "twice": 2}
"""Two questions of the form feed `twice`: five of its answers may be three persons'."""

Cells = Mapping[CellKey, Counted]
Told = dict[tuple[str, bool], Counter[CellKey]]


def key(criterion: str, option: str, cluster: str = "") -> CellKey:
    return CellKey("2026", "citizen", "gia_loc", "citizen", cluster, criterion, option)


def step(cells: dict[CellKey, Counted], lots: Random, *, final: bool = False, rule: Batches | None = None) -> None:
    for each, released in (rule or Batches()).step(cells, SCALE, lots, final=final, sizes=SIZES).items():
        cells[each] = Counted(cells[each].n, released)


def add(cells: dict[CellKey, Counted], *given: CellKey) -> None:
    for each in given:
        n, released = cells.get(each, Counted(0, 0))
        cells[each] = Counted(n + 1, released)


def told(cells: Cells) -> Told:
    """What is released, by level."""
    levels: Told = {}
    for each, counted in cells.items():
        valid = each.counts_ballots or SCALE[each.criterion][each.option] is not None
        levels.setdefault((each.criterion, valid), Counter())[each] = counted.released
    return levels


def shown(*, n: int, final: bool = False, rule: Batches | None = None) -> int:
    """How much of a single level of `n` answers is told."""
    cells = {key(BALLOTS, BALLOTS): Counted(n, 0)}
    step(cells, Random(1), final=final, rule=rule)
    return cells[key(BALLOTS, BALLOTS)].released


@pytest.mark.parametrize(("n", "expected"), [(0, 0), (4, 0), (5, 0), (9, 0), (10, 5), (14, 5), (15, 10), (23, 15)])
def test_while_more_can_come_whole_batches_are_told_and_five_to_nine_held_back(n: int, expected: int) -> None:
    assert shown(n=n) == expected


@pytest.mark.parametrize(("n", "expected"), [(0, 0), (1, 0), (4, 0), (5, 5), (9, 9), (23, 23)])
def test_in_the_end_everything_is_told_but_a_level_of_fewer_than_five(n: int, expected: int) -> None:
    assert shown(n=n, final=True) == expected


def test_how_much_is_told_does_not_depend_on_when_somebody_looked_after_it() -> None:
    cells: dict[CellKey, Counted] = {}
    for n in range(1, 30):
        add(cells, key(BALLOTS, BALLOTS))
        step(cells, Random(n))
        assert cells[key(BALLOTS, BALLOTS)].released == shown(n=n)


def test_a_level_is_not_ahead_of_the_ballots() -> None:
    cells = {key(BALLOTS, BALLOTS): Counted(9, 0), key("tthc", "good"): Counted(9, 0)}
    step(cells, Random(1))
    assert not any(each.released for each in cells.values())
    add(cells, key(BALLOTS, BALLOTS), key("tthc", "none"))
    step(cells, Random(1))
    assert [each.released for each in cells.values()] == [5, 0, 0]


def test_of_two_answers_by_one_person_ten_are_needed_for_five_persons() -> None:
    cells = {key(BALLOTS, BALLOTS): Counted(8, 0), key("twice", "good"): Counted(9, 0)}
    step(cells, Random(1), final=True)
    assert [each.released for each in cells.values()] == [8, 0]


def test_a_count_that_was_mended_below_what_is_told_stops_nothing() -> None:
    cells = {key(BALLOTS, BALLOTS): Counted(4, 5), key(BALLOTS, BALLOTS, "xa_1"): Counted(12, 0)}
    step(cells, Random(1))
    assert [each.released for each in cells.values()] == [5, 5]


_answers = st.tuples(
    st.sampled_from(["good", "poor", "none", None]),
    st.lists(st.sampled_from(["good", "none"]), max_size=2),
    st.sampled_from(["", "xa_1"]),
)
_events = st.lists(st.one_of(_answers, st.sampled_from(["tick", "tick", "final"])), max_size=150)


@given(_events, st.integers(0, 9).map(Random))
def test_whatever_happens_no_step_tells_of_fewer_than_five_ballots(events: Sequence[object], lots: Random) -> None:
    cells: dict[CellKey, Counted] = {}
    states, final = [told(cells)], False
    for event in [*events, "final"]:
        if isinstance(event, tuple):
            option, twice, cluster = event
            rated = [key("tthc", option, cluster)] if option else []
            add(cells, key(BALLOTS, BALLOTS, cluster), *rated, *(key("twice", each, cluster) for each in twice))
            final = False
            continue
        final = event == "final"
        step(cells, lots, final=final)
        states.append(told(cells))
        _check(cells, final=final)
    for earlier, later in pairwise(states):
        for level, counts in later.items():
            before = earlier.get(level, Counter())
            assert all(counts[each] >= before[each] for each in before), "nothing is taken back"
            moved = counts.total() - before.total()
            assert moved == 0 or moved >= 5 * SIZES.get(level[0], 1)


def _check(cells: Cells, *, final: bool) -> None:
    levels = told(cells)
    ballots = levels.get((BALLOTS, True), Counter()).total()
    for (criterion, _), counts in levels.items():
        size = SIZES.get(criterion, 1)
        assert counts.total() <= ballots * size
        assert counts.total() == 0 or counts.total() >= 5 * size
        waiting = sum(cells[each].n - cells[each].released for each in counts)
        assert waiting >= 0
        if final and all(n == released for each, (n, released) in cells.items() if each.counts_ballots):
            assert waiting < 5 * size, "all that may be told is told in the end"


@given(st.lists(_answers, max_size=60), st.integers(0, 9).map(Random))
def test_a_copy_of_the_counts_shows_no_fewer_than_five_answers_apart(
    papers: Sequence[tuple[str | None, list[str], str]], lots: Random
) -> None:
    """What is held back is all of a level, or at least five answers: never the last person's alone."""
    cells: dict[CellKey, Counted] = {}
    for option, _, cluster in papers:
        add(cells, key(BALLOTS, BALLOTS, cluster), *([key("tthc", option, cluster)] if option else []))
        step(cells, lots)
        for counts in told(cells).values():
            waiting = sum(cells[each].n - cells[each].released for each in counts)
            assert waiting >= 5 or not counts.total()


def test_without_holding_back_the_last_persons_answer_lies_apart() -> None:
    cells = {key(BALLOTS, BALLOTS): Counted(5, 0), key("tthc", "good"): Counted(5, 0)}
    step(cells, Random(1), rule=Batches(kept=0))
    add(cells, key(BALLOTS, BALLOTS), key("tthc", "poor"))
    assert {each.option: counted.n - counted.released for each, counted in cells.items()} == {
        BALLOTS: 1,
        "good": 0,
        "poor": 1,
    }


def test_what_is_held_back_is_drawn_by_lot_and_not_by_age() -> None:
    """Of the ten answers of which five are released, each is held back half of the times."""
    held = []
    for seed in range(400):
        cells = {key(BALLOTS, BALLOTS, f"{person:02}"): Counted(1, 0) for person in range(10)}
        step(cells, Random(seed))
        held.append(1 - cells[key(BALLOTS, BALLOTS, "09")].released)
    assert mean(held) == pytest.approx(0.5, abs=0.1)


def test_one_seed_draws_one_lot_whatever_the_order_of_the_cells() -> None:
    cells = {key(BALLOTS, BALLOTS, str(cluster)): Counted(cluster, 0) for cluster in range(8)}
    backwards = dict(reversed(cells.items()))
    step(cells, Random(3))
    step(backwards, Random(3))
    assert cells == backwards


# What no step leaves behind


def astray(cells: Cells, *, final: bool) -> list[Astray]:
    return list(Batches().astray(cells, SCALE, final=final, sizes=SIZES))


_papers = st.lists(_answers, min_size=5, max_size=40)


def collected(papers: Sequence[tuple[str | None, list[str], str]], lots: Random) -> dict[CellKey, Counted]:
    """The counts with a tick after every paper."""
    cells: dict[CellKey, Counted] = {}
    for option, twice, cluster in papers:
        rated = [key("tthc", option, cluster)] if option else []
        add(cells, key(BALLOTS, BALLOTS, cluster), *rated, *(key("twice", each, cluster) for each in twice))
        step(cells, lots)
        assert not astray(cells, final=False)
    return cells


@given(_papers, _papers, st.integers(0, 9).map(Random))
def test_nothing_is_astray_before_or_after_the_end(
    papers: Sequence[tuple[str | None, list[str], str]],
    late: Sequence[tuple[str | None, list[str], str]],
    lots: Random,
) -> None:
    cells = collected(papers, lots)
    assert not astray(cells, final=True), "the last step is still to come"
    step(cells, lots, final=True)
    assert not astray(cells, final=True)
    for option, _, cluster in late[:4]:
        add(cells, key(BALLOTS, BALLOTS, cluster), *([key("tthc", option, cluster)] if option else []))
        step(cells, lots, final=True)
        assert not astray(cells, final=True), "papers after the end, too few to be told"
    for option, _, cluster in late[4:]:
        add(cells, key(BALLOTS, BALLOTS, cluster), *([key("tthc", option, cluster)] if option else []))
        step(cells, lots, final=True)
        assert all(0 < n - released < 5 * SIZES[level] for level, _, (n, released) in astray(cells, final=True))


@given(_papers, st.data(), st.integers(0, 9).map(Random))
def test_whatever_is_changed_after_the_end_is_astray(
    papers: Sequence[tuple[str | None, list[str], str]], data: st.DataObject, lots: Random
) -> None:
    cells = collected(papers, lots)
    step(cells, lots, final=True)
    rated = [each for each in sorted(cells) if not each.counts_ballots]
    if rated:
        changed = data.draw(st.sampled_from(rated))
        n, released = cells[changed]
        told = data.draw(st.integers(0, n).filter(lambda other: other != released))
        cells[changed] = Counted(n, told)
        (found,) = astray(cells, final=True)
        valid = SCALE[changed.criterion][changed.option] is not None
        assert (found.criterion, found.valid) == (changed.criterion, valid)


def test_a_level_that_is_told_without_any_ballots_or_of_fewer_than_five_is_astray() -> None:
    cells = {key(BALLOTS, BALLOTS): Counted(20, 10), key("tthc", "good"): Counted(20, 15)}
    assert astray(cells, final=False) == [Astray("tthc", True, Counted(20, 15))]
    cells[key("tthc", "good")] = Counted(20, 4)
    assert astray(cells, final=False) == [Astray("tthc", True, Counted(20, 4))]
    cells[key("tthc", "good")] = Counted(20, 10)
    assert not astray(cells, final=False)
