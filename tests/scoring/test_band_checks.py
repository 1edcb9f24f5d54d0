"""Each fault of a scale is listed beside the others, and none is invented beside a band that cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scoring import FrameworkInvalid, GradeBand, parse_framework
from scoring.band_checks import MOST_OVERLAPS, grading_faults
from scoring.place import Data, Place
from tests.scoring.builders import make_framework_data

_NAME = {"vi": "x", "en": "x"}
_GAP = "close the gap or declare allow_gaps: true."
_PART = "part them or declare allow_overlaps: true."

Band = dict[str, str]


def faults(*bands: object, sets: Sequence[Data] = (), **declared: object) -> list[str]:
    """Faults of a scale in percent, each with the index of its band; bands have the codes g0, g1 and so on."""
    named = [
        {"code": f"g{i}", "name": _NAME} | band if isinstance(band, dict) else band for i, band in enumerate(bands)
    ]
    data: Any = {"measure": "percent", "values": "exact", "bands": named} | declared
    unit_sets = [Place("set", each) for each in sets]
    return [str(fault) for fault in grading_faults(Place("", data), unit_sets)]


A: Band = {"above": "90"}
B: Band = {"above": "80", "at_most": "90"}
C: Band = {"above": "65", "at_most": "80"}
D: Band = {"at_most": "65"}


def test_bands_that_meet_have_no_fault() -> None:
    assert faults(A, B, C, D) == []


def test_a_gap_is_told_beside_a_code_used_twice() -> None:
    assert faults(A, B | {"code": "g0"}, C | {"at_most": "70"}, D) == [
        "bands[1].code: The code g0 is already used at bands[0].code.",
        f"bands[2]: No grade covers the values from 70 to 80; {_GAP}",
    ]


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ({"above": "90x"}, []),
        ({"above": "95", "at_most": "91"}, ["bands[0]: The band from 95 to 91 holds no value."]),
        ({"above": "90", "at_least": "90"}, ["bands[0]: Only one of at_least and above can be given."]),
        ({"abov": "90"}, []),
        ("ninety", []),
        (None, []),
    ],
)
def test_a_gap_and_an_overlap_are_told_apart_from_a_band_that_cannot_be_read(
    broken: object, told: list[str]
) -> None:
    """What may be the broken band's own, from B up, is left alone."""
    overlap = f"bands[3]: The band overlaps bands[2] between 65 and 66; {_PART}"
    gap = f"bands[2]: No grade covers the values from 70 to 80; {_GAP}"
    assert faults(broken, B, C | {"at_most": "70"}, D | {"at_most": "66"}) == [*told, overlap, gap]


@pytest.mark.parametrize("place", range(4))
def test_nothing_is_told_about_the_neighbourhood_of_a_broken_band(place: int) -> None:
    bands = [A, B, C, D]
    assert faults(*bands[:place], {"above": "90x"}, *bands[place + 1 :]) == []


def test_ends_that_bonus_and_penalty_points_pass_may_be_those_of_a_broken_band() -> None:
    adjusted: Data = {"bonus": {"items": []}, "penalty": {"items": []}}
    closed = [{"above": "80", "at_most": "100"}, {"at_least": "0", "at_most": "80"}]
    passed = [
        "Bonus points can lead above 100; leave the best grade open above or declare allow_gaps: true.",
        "Penalty points can lead below 0; leave the lowest grade open below or declare allow_gaps: true.",
    ]
    assert faults(*closed, sets=[adjusted]) == [f"bands[0]: {passed[0]}", f"bands[1]: {passed[1]}"]
    assert faults({"above": "x"}, *closed, sets=[adjusted]) == [f"bands[2]: {passed[1]}"]
    assert faults(*closed, {"above": "x"}, sets=[adjusted]) == [f"bands[0]: {passed[0]}"]


def test_bands_out_of_order_are_told_as_that_and_make_no_gap() -> None:
    assert faults(A, C, B, D) == [
        "bands[2]: The band begins or ends above bands[1], which stands before it; the best grade comes first."
    ]


def test_every_pair_that_overlaps_is_told() -> None:
    assert faults(A, {"above": "70", "at_most": "95"}, {"above": "65", "at_most": "91"}, D) == [
        f"bands[2]: The band overlaps bands[1] between 70 and 91; {_PART}",
        f"bands[2]: The band overlaps bands[0] between 90 and 91; {_PART}",
        f"bands[1]: The band overlaps bands[0] between 90 and 95; {_PART}",
    ]
    assert len(faults(*[{"at_least": "50"}] * 10_000, {"below": "50"})) == MOST_OVERLAPS


def test_faults_of_floors_are_told_beside_those_of_ends() -> None:
    told = faults(
        A | {"every_domain_at_least": "50"},
        B | {"every_domain_at_least": "5x"},
        C | {"every_domain_at_least": "60", "at_most": "70"},
        D | {"every_domain_above": "10"},
    )
    assert told == [
        "bands[2]: The floor is higher than that of the better grade bands[0].",
        "bands[3]: The lowest grade cannot ask for a floor: there is no grade below it.",
        f"bands[2]: No grade covers the values from 70 to 80; {_GAP}",
    ]


def test_what_is_measured_or_allowed_must_be_readable_for_a_gap_to_be_one() -> None:
    assert faults(A, D, allow_gaps="maybe") == []
    assert faults(A | {"at_most": "95"}, B, C, D, measure="percents") == []


_OPEN: tuple[Band, ...] = ({"at_least": "90"}, {"at_least": "80"}, {"at_least": "65"}, {})


def test_overlaps_can_be_declared() -> None:
    """As many decrees word it: from 90 up, from 80 up, from 65 up, and the rest."""
    assert len(faults(*_OPEN)) == len(list(combinations(_OPEN, 2)))
    assert faults(*_OPEN, allow_overlaps=True) == []
    assert faults(A, B | {"at_most": "95"}, C, D, allow_overlaps=True) == []


def test_declared_overlaps_allow_neither_gaps_nor_a_better_grade_for_less() -> None:
    assert faults(A, B, {"above": "65", "at_most": "70"}, D, allow_overlaps=True) == [
        f"bands[2]: No grade covers the values from 70 to 80; {_GAP}"
    ]
    assert faults({"above": "80", "at_most": "90"}, {"at_most": "100"}, allow_overlaps=True) == [
        "bands[1]: The band begins or ends above bands[0], which stands before it; the best grade comes first."
    ]


def test_only_true_declares_an_overlap() -> None:
    data: Any = make_framework_data()
    data["gradings"]["head"]["allow_overlaps"] = "yes"
    with pytest.raises(FrameworkInvalid) as refused:
        parse_framework(yaml.safe_dump(data).encode())
    assert [str(fault) for fault in refused.value.faults] == [
        "gradings.head.allow_overlaps: This must be true or false."
    ]


_ends = st.sampled_from(["0", "20", "40", "60", "80", "100"])
_bands = st.builds(
    lambda lower, low, upper, high: {k: v for k, v in ((lower, low), (upper, high)) if v is not None},
    st.sampled_from(["at_least", "above"]),
    st.none() | _ends,
    st.sampled_from(["at_most", "below"]),
    st.none() | _ends,
)


@given(st.lists(_bands, min_size=1, max_size=4))
def test_gaps_and_overlaps_are_told_exactly_where_values_have_no_grade_or_two(given_bands: list[Band]) -> None:
    told = faults(*given_bands)
    bands = [GradeBand.model_validate({"code": "g", "name": _NAME} | band) for band in given_bands]
    if any("holds no value" in fault for fault in told):
        return
    held = [sum(band.holds(Fraction(value)) for band in bands) for value in range(-10, 111, 10)]
    assert any("No grade covers" in fault for fault in told) == (0 in held[1:-1])
    assert any("overlaps" in fault for fault in told) == (max(held) > 1)


def test_borders_are_where_the_grade_by_the_index_changes() -> None:
    def borders(*bands: Band) -> list[int]:
        data: Any = make_framework_data()
        named = [{"code": f"g{i}", "name": _NAME} | band for i, band in enumerate(bands)]
        data["gradings"]["head"] |= {"bands": named, "allow_gaps": True, "allow_overlaps": True}
        grading = parse_framework(yaml.safe_dump(data).encode()).gradings["head"]
        return sorted(int(border) for border in grading.borders)

    assert borders(A, B, C, D) == [65, 80, 90]
    assert borders(*_OPEN) == [65, 80, 90]
    assert borders(A, {"above": "80", "at_most": "95"}, {"above": "50", "below": "60"}) == [50, 60, 80, 90]
    assert borders({"at_least": "50", "at_most": "100"}) == [50, 100]
