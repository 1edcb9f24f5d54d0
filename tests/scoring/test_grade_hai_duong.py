"""Hải Dương 2019, responsibility of unit heads: the bands and the demotions of the source, on made-up scores."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from scoring import GradeResult, OutOf, grade_of, load_framework

_HAI_DUONG = load_framework(Path(__file__).parents[2] / "examples" / "hai_duong_2019" / "framework.yaml")


def graded(unit_type: str, percent: str, low: dict[str, str] | None = None) -> tuple[Fraction, GradeResult]:
    """The index, in percent, and the grade of a unit with `percent` in every domain but those in `low`."""
    unit_set, grading = _HAI_DUONG.set_for(unit_type), _HAI_DUONG.grading_for(unit_type)
    assert grading is not None
    domains = {
        domain.code: OutOf(
            Fraction(domain.max_score * Decimal((low or {}).get(domain.code, percent)) / 100),
            Fraction(domain.max_score),
        )
        for domain in unit_set.domains
    }
    index = OutOf(sum((domain.points for domain in domains.values()), Fraction(0)), Fraction(unit_set.max_score))
    return index.percent, grade_of(grading, _HAI_DUONG.rounding, index, domains)


_AGENCIES = [
    *[graded("department", "95")] * 2,
    *[graded("department", "95", {domain: "75"}) for domain in ("tai_chinh", "the_che", "hien_dai") * 2],
    *[graded("department", "85")] * 6,
    *[graded("department", "85", {"bo_may": "60"})] * 3,
    graded("department", "86", {"tai_chinh": "68", "bo_may": "65"}),
]
_DISTRICTS = [
    *[graded("district", "85")] * 3,
    *[graded("district", "85", {"the_che": "65"})] * 6,
    graded("district", "88", {"kinh_te": "50"}),
    *[graded("district", "75")] * 2,
]


def grades(results: list[tuple[Fraction, GradeResult]]) -> list[int]:
    bands = ["hoan_thanh_xuat_sac", "hoan_thanh_tot", "hoan_thanh", "khong_hoan_thanh"]
    found = Counter(result.band.code for _, result in results if result.band)
    return [found[band] for band in bands]


def test_agencies_8_above_90_and_10_from_80_become_2_12_4_0() -> None:
    indices = [index for index, _ in _AGENCIES]
    assert (sum(index > 90 for index in indices), sum(80 < index <= 90 for index in indices)) == (8, 10)
    assert grades(_AGENCIES) == [2, 12, 4, 0]


def test_districts_10_from_80_and_2_from_70_become_0_3_9_0() -> None:
    indices = [index for index, _ in _DISTRICTS]
    assert (sum(80 < index <= 90 for index in indices), sum(70 < index <= 80 for index in indices)) == (10, 2)
    assert grades(_DISTRICTS) == [0, 3, 9, 0]


def test_six_agencies_above_90_and_four_above_80_were_demoted_and_the_domain_is_named() -> None:
    demoted = [
        (result.by_index.code, result.deciding_domains)
        for _, result in _AGENCIES
        if result.demoted and result.by_index
    ]
    assert demoted == [
        ("hoan_thanh_xuat_sac", ("tai_chinh",)),
        ("hoan_thanh_xuat_sac", ("the_che",)),
        ("hoan_thanh_xuat_sac", ("hien_dai",)),
        ("hoan_thanh_xuat_sac", ("tai_chinh",)),
        ("hoan_thanh_xuat_sac", ("the_che",)),
        ("hoan_thanh_xuat_sac", ("hien_dai",)),
        ("hoan_thanh_tot", ("bo_may",)),
        ("hoan_thanh_tot", ("bo_may",)),
        ("hoan_thanh_tot", ("bo_may",)),
        ("hoan_thanh_tot", ("bo_may", "tai_chinh")),
    ]


def test_seven_districts_above_80_were_demoted() -> None:
    demoted = [result.deciding_domains for _, result in _DISTRICTS if result.demoted]
    assert demoted == [("the_che",)] * 6 + [("kinh_te",)]


def test_exactly_90_is_good_as_the_file_says() -> None:
    index, result = graded("department", "90")
    assert index == 90
    assert result.band is not None
    assert result.band.code == "hoan_thanh_tot"
