from __future__ import annotations

import pytest

from scoring import BrokenCells, CellKey, Tally, fold
from tests.scoring.builders import make_ballot


def test_counts_are_summed_over_clusters() -> None:
    tally = Tally.of(fold(make_ballot(cluster="xa_1"), make_ballot(cluster="xa_2")))
    assert tally.ratings["tthc.dung_hen"]["citizen", "c1"] == {"good": 2}
    assert tally.ballots == {("citizen", "c1"): 2}
    assert tally.ballots_by_group == {"citizen": 2}


def test_cells_of_two_units_are_not_one_unit() -> None:
    with pytest.raises(BrokenCells, match="several units"):
        Tally.of(fold(make_ballot(unit="gia_loc"), make_ballot(unit="tu_ky")))


def test_a_negative_count_is_a_defect() -> None:
    with pytest.raises(BrokenCells, match="-1"):
        Tally.of({CellKey("2019", "c1", "gia_loc", "citizen", "", "a", "good"): -1})
