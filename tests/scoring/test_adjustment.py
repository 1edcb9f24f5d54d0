from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from scoring import (
    Cases,
    EntriesInvalid,
    Entry,
    Missing,
    NotEntered,
    UnitFacts,
    UnitScore,
    UnitSheet,
    load_framework,
    score_sheet,
)

_TASK = load_framework(Path(__file__).parents[2] / "examples" / "thanh_hoa_2020" / "framework_task.yaml")


def scored(cases: Mapping[str, Cases], *, unit_type: str = "district", appraised: str = "84") -> UnitScore:
    sheet = UnitSheet({"nhiem_vu": Entry(None, Decimal(appraised))}, {}, UnitFacts(cases=cases))
    return score_sheet(_TASK, unit_type, sheet, {})


@pytest.mark.parametrize(
    ("code", "number", "points"),
    [
        ("thuong.van_ban", 3, "3"),  # 1 each, no cap of its own
        ("thuong.khen_thuong", 3, "1.5"),  # 0.5 each
        ("thuong.khen_thuong", 5, "2"),  # capped at 2
        ("thuong.thanh_tich", 9, "2"),
        ("thuong.de_tai", 4, "2"),
        ("thuong.kinh_te_xa_hoi", 1, "2"),
        ("thuong.mat_bang", 1, "2"),
        ("thuong.giao_thong", 1, "0.5"),
        ("thuong.hanh_lang", 1, "0.5"),
        ("thuong.doanh_nghiep", 1, "1"),
        ("thuong.thu_ngan_sach", 1, "1"),
        ("thuong.giam_ngheo", 1, "1"),
        ("thuong.giai_ngan", 1, "1"),
        ("thuong.van_ban", 12, "10"),  # the common cap
        ("tru.nhiem_vu_duoi_80", 1, "-1"),
        ("tru.ky_luat_khien_trach", 2, "-1"),  # 0.5 each
        ("tru.ky_luat_canh_cao", 2, "-2"),
        ("tru.tuyen_dung", 3, "-3"),
        ("tru.tthc_qua_han", 1, "-1"),
        ("tru.mat_bang_30_50", 1, "-1"),
        ("tru.mat_bang_duoi_30", 1, "-2"),
        ("tru.khieu_kien", 1, "-1"),
        ("tru.an_toan_thuc_pham", 1, "-1"),
        ("tru.an_toan_thuc_pham_nghiem_trong", 1, "-2"),
        ("tru.giam_ngheo_khong_dat", 1, "-1"),
        ("tru.tai_nan_tang", 1, "-1"),
        ("tru.tai_nan_nghiem_trong", 1, "-1"),
        ("tru.chay_no", 1, "-1"),
        ("tru.doanh_nghiep_duoi_70", 1, "-1"),
        ("tru.thu_duoi_100", 1, "-1"),
        ("tru.giai_ngan_duoi_50", 1, "-1"),
        ("tru.tuyen_dung", 40, "-10"),
    ],
)
def test_each_bonus_and_penalty_of_thanh_hoa(code: str, number: int, points: str) -> None:
    assert scored({code: Cases(number)}).total == 84 + Fraction(points)


def test_only_line_departments_answer_for_violations_in_their_sector() -> None:
    rose = {"tru.vi_pham_nganh": Cases(1)}
    assert scored(rose, unit_type="department").total == 83
    with pytest.raises(EntriesInvalid, match=r"no bonus or penalty tru\.vi_pham_nganh for this type of unit"):
        scored(rose, unit_type="district")


def test_bonus_and_penalty_count_beside_each_other_and_reach_the_grade() -> None:
    cases = {"thuong.kinh_te_xa_hoi": Cases(1), "tru.ky_luat_khien_trach": Cases(1)}
    result = scored(cases, appraised="88.5")
    assert result.total == Fraction("88.5") + 2 - Fraction("0.5")
    assert [result.bonus.counted, result.penalty.counted] == [2, Fraction("0.5")]
    assert result.grade is not None
    assert result.grade.band is not None
    assert result.grade.band.code == "xuat_sac"  # exactly 90 qualifies
    assert result.appraised_total == Fraction("88.5")
    assert result.max_score == 90


def test_the_council_decides_within_what_the_item_allows() -> None:
    assert scored({"tru.ky_luat_truy_to": Cases(1, Decimal("1.5"))}).total == Fraction("82.5")
    with pytest.raises(EntriesInvalid, match=r"2\.5 is not between 0 and 2, the most that 1 × 2 points allow"):
        scored({"tru.ky_luat_truy_to": Cases(1, Decimal("2.5"))})


def test_an_undecided_item_leaves_the_total_open_and_is_named() -> None:
    result = scored({"tru.van_ban_phe_binh": Cases(1)})
    assert result.total is None
    assert result.grade is None
    assert result.missing == (Missing("tru.van_ban_phe_binh", NotEntered.NOT_DECIDED),)
    assert scored({"tru.van_ban_phe_binh": Cases(0)}).total == 84


def test_the_trace_shows_points_before_and_after_the_caps() -> None:
    bonus = scored({"thuong.khen_thuong": Cases(5), "thuong.van_ban": Cases(9)}).bonus
    assert {part.item.code: [part.points, part.counted] for part in bonus.parts} == {
        "thuong.van_ban": [9, 9],
        "thuong.khen_thuong": [Fraction("2.5"), 2],
    }
    assert [bonus.points, bonus.counted] == [11, 10]


@pytest.mark.parametrize(
    ("cases", "reason"),
    [(Cases(-1), "cannot be negative"), (Cases(1, Decimal(1)), "gives 1 per case and leaves nothing to decide")],
)
def test_impossible_cases_are_refused(cases: Cases, reason: str) -> None:
    with pytest.raises(EntriesInvalid, match=reason):
        scored({"thuong.van_ban": cases})
