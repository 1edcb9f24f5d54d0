from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import GradeResult, OutOf, grade_of
from scoring.framework import Rounding
from tests.scoring.builders import make_bands, make_grading, out_of

_TWO = Rounding(decimals=2, mode="half_up")
_ORDER = ["outstanding", "good", "completed", "failed"]


def graded(index: str, *, domains: dict[str, OutOf] | None = None, values: str = "exact") -> GradeResult:
    return grade_of(make_grading(values=values), _TWO, out_of(index), domains or {"tthc": out_of("95")})


def code(result: GradeResult) -> str | None:
    return result.band.code if result.band else None


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        ("90.01", "outstanding"),
        ("90", "good"),
        ("80.01", "good"),
        ("80", "completed"),
        ("65.01", "completed"),
        ("65", "failed"),
        ("0", "failed"),
    ],
)
def test_bands_of_hai_duong(index: str, expected: str) -> None:
    assert code(graded(index)) == expected


def test_exactly_ninety_is_a_parameter() -> None:
    bands = make_bands()
    bands[0] = {"code": "outstanding", "name": {"vi": "x", "en": "x"}, "at_least": "90"}
    bands[1] = {"code": "good", "name": {"vi": "y", "en": "y"}, "above": "80", "below": "90"}
    result = grade_of(make_grading(bands=bands), _TWO, out_of("90"), {})
    assert code(result) == "outstanding"


def test_a_domain_below_the_floor_demotes_and_is_named() -> None:
    result = graded("92", domains={"tthc": out_of("7.5", "10"), "can_bo": out_of("8", "10")})
    assert code(result) == "good"
    assert result.by_index is not None
    assert result.by_index.code == "outstanding"
    assert result.demoted
    assert result.deciding_domains == ("tthc",)
    # 80 % of 10 points is 8; the domain has 7.5
    assert result.failed_floors[0].gap == Fraction("8") - Fraction("7.5")


def test_the_deciding_domain_of_a_fall_by_two_grades_is_the_one_that_caused_the_second() -> None:
    result = graded("92", domains={"tthc": out_of("7.5", "10"), "can_bo": out_of("6", "10")})
    assert code(result) == "completed"
    assert result.deciding_domains == ("can_bo",)
    assert [(failure.grade, failure.domain) for failure in result.failed_floors] == [
        ("outstanding", "tthc"),
        ("outstanding", "can_bo"),
        ("good", "can_bo"),
    ]


def test_a_fall_below_every_floor_ends_at_the_lowest_grade() -> None:
    assert code(graded("92", domains={"tthc": out_of("4", "10")})) == "failed"


def test_the_gap_to_the_next_grade_says_when_reaching_the_bound_is_not_enough() -> None:
    gap = graded("88.5").next_grade
    assert gap is not None
    assert (gap.band.code, gap.points, gap.must_exceed) == ("outstanding", Fraction("1.5"), True)


def test_points_that_lift_a_domain_to_its_floor_lift_the_index_as_well() -> None:
    # index 88.5 lacks 1.5; two domains lack 8 - 7 = 1 and 8 - 7 = 1: together 2 carry the index to 90.5
    gap = graded("88.5", domains={"tthc": out_of("7", "10"), "can_bo": out_of("7", "10")}).next_grade
    assert gap is not None
    assert gap.points == Fraction(2)
    assert not gap.must_exceed
    assert [failure.domain for failure in gap.floors] == ["tthc", "can_bo"]


def test_the_best_grade_has_no_next() -> None:
    assert graded("95").next_grade is None


def test_a_declared_gap_gives_no_grade_but_still_a_way_up() -> None:
    bands = [
        {"code": "fair", "name": {"vi": "Khá", "en": "Fair"}, "at_least": "70"},
        {"code": "average", "name": {"vi": "Trung bình", "en": "Average"}, "at_least": "50", "below": "60"},
    ]
    result = grade_of(make_grading(bands=bands, allow_gaps=True), _TWO, out_of("65"), {})
    assert result.band is None
    assert not result.demoted
    assert result.next_grade is not None
    assert (result.next_grade.band.code, result.next_grade.points) == ("fair", Fraction(5))


def overlapping(index: str, **domains: str) -> GradeResult:
    bands = make_bands()
    for band in bands[1:3]:
        del band["at_most"]  # above 90, above 80, above 65: each but the last is open above
    scale = make_grading(bands=bands, allow_overlaps=True)
    return grade_of(scale, _TWO, out_of(index), {code: out_of(points) for code, points in domains.items()})


def test_where_bands_overlap_the_best_one_that_holds_the_index_is_the_grade() -> None:
    for index in ("0", "65", "65.01", "80", "80.01", "90", "90.01", "100"):
        assert code(overlapping(index)) == code(graded(index)), index


def test_floors_demote_from_the_best_overlapping_band() -> None:
    result = overlapping("92", tthc="75", can_bo="95")
    assert (code(result), result.by_index and result.by_index.code) == ("good", "outstanding")
    assert result.deciding_domains == ("tthc",)
    assert result.next_grade is not None
    assert (result.next_grade.band.code, result.next_grade.points) == ("outstanding", Fraction(5))


def test_whether_the_printed_or_the_exact_index_is_graded_is_a_rule() -> None:
    assert code(graded("90.004", values="exact")) == "outstanding"
    assert code(graded("90.004", values="printed")) == "good"


def test_bands_in_percent_use_the_maximum() -> None:
    result = grade_of(make_grading(), _TWO, out_of("72.9", "81"), {})  # 72.9 / 81 = 90 %
    assert code(result) == "good"
    in_points = grade_of(make_grading(measure="points"), _TWO, out_of("72.9", "81"), {})
    assert code(in_points) == "completed"


_percent = st.fractions(0, 100, max_denominator=8)


@given(_percent, _percent, st.lists(_percent, min_size=1, max_size=4))
def test_a_better_index_never_gives_a_worse_grade(one: Fraction, other: Fraction, domains: list[Fraction]) -> None:
    low, high = sorted((one, other))
    reached = {str(i): OutOf(value, Fraction(100)) for i, value in enumerate(domains)}
    grades = [code(grade_of(make_grading(), _TWO, OutOf(index, Fraction(100)), reached)) for index in (low, high)]
    assert _ORDER.index(grades[1] or "") <= _ORDER.index(grades[0] or "")


@given(_percent, st.lists(_percent, min_size=1, max_size=4))
def test_a_grade_is_never_above_the_one_the_index_gives_and_a_fall_names_a_domain(
    index: Fraction, domains: list[Fraction]
) -> None:
    reached = {str(i): OutOf(value, Fraction(100)) for i, value in enumerate(domains)}
    result = grade_of(make_grading(), _TWO, OutOf(index, Fraction(100)), reached)
    assert result.by_index is not None
    assert _ORDER.index(code(result) or "") >= _ORDER.index(result.by_index.code)
    assert result.demoted == bool(result.deciding_domains)


@given(_percent, st.lists(_percent, min_size=1, max_size=4))
def test_the_gap_leads_to_the_next_grade(index: Fraction, domains: list[Fraction]) -> None:
    each = Fraction(100, len(domains))
    reached = {str(i): OutOf(value * each / 100, each) for i, value in enumerate(domains)}
    total = sum((domain.points for domain in reached.values()), Fraction(0))
    before = grade_of(make_grading(), _TWO, OutOf(total, Fraction(100)), reached)
    gap = before.next_grade
    if gap is None:
        return
    for failure in gap.floors:
        reached[failure.domain] = OutOf(reached[failure.domain].points + failure.gap, each)
    index = total + gap.points + (Fraction(1, 1000) if gap.must_exceed else 0)
    after = grade_of(make_grading(), _TWO, OutOf(index, Fraction(100)), reached)
    assert _ORDER.index(code(after) or "") <= _ORDER.index(gap.band.code)
