"""Places in a workbook."""

from __future__ import annotations

import pytest

from surveys import Fault, Spot


@pytest.mark.parametrize(
    ("spot", "where", "column"),
    [
        (Spot("survey", 12, "B", "type"), "survey!B12 (type)", "type"),
        (Spot("survey", 12, "B"), "survey!B12", "B"),
        (Spot("survey", 12, heading="par::target"), "survey!12 (par::target)", "par::target"),
        (Spot("survey", 12), "survey!12", None),
        (Spot("survey"), "survey", None),
    ],
    ids=str,
)
def test_a_place_is_written_as_exactly_as_it_is_known(spot: Spot, where: str, column: str | None) -> None:
    assert (str(spot), spot.column) == (where, column)


def test_a_fault_outside_a_workbook_has_no_place_in_it() -> None:
    assert Fault("units.csv", "No.").spot is None
    assert Fault(Spot("survey"), "No.").where == "survey"
