"""Phú Thọ 2020: four sets, two rounds, substitution, discretionary override, waived penalty; on made-up scores."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from scoring import (
    Cases,
    EntriesInvalid,
    Entry,
    Framework,
    Missing,
    NotEntered,
    Override,
    Ruling,
    UnitFacts,
    UnitScore,
    UnitSheet,
    load_framework,
    round_totals,
    score_sheet,
    score_units,
    why,
)
from scoring.why_words import Reason

_PHU_THO = load_framework(Path(__file__).parents[2] / "examples" / "phu_tho_2020" / "framework.yaml")
_UNRANKED = frozenset({"khong_xep_hang_cchc"})
_RULING = Ruling("Không có thủ tục với doanh nghiệp", "Hội đồng đánh giá", date(2021, 3, 1))


def sheet(unit_type: str, *, share: str = "0.9", without: tuple[str, ...] = (), **facts: Any) -> UnitSheet:
    """Every appraised criterion at `share` of its maximum, but those left out; `facts` are those of `UnitFacts`."""
    leaves = [leaf for _, leaf in _PHU_THO.set_for(unit_type).leaves if leaf.code not in without]
    entries = {leaf.code: Entry(leaf.max_score, leaf.max_score * Decimal(share)) for leaf in leaves}
    return UnitSheet(entries, {}, UnitFacts(**facts))


def scored(unit_type: str, given: UnitSheet, framework: Framework = _PHU_THO) -> UnitScore:
    return score_sheet(framework, unit_type, given, {})


def test_the_four_sets_stand_side_by_side() -> None:
    assert list(_PHU_THO.sets) == ["department", "district", "public_service_unit", "vertical_agency"]
    for unit_type in _PHU_THO.sets:
        best = scored(unit_type, sheet(unit_type, share="1"))
        assert best.total == (97 if unit_type == "public_service_unit" else 100)  # no ISO 9001 for SN


def test_an_agency_without_a_par_rank_gets_a_share_of_its_other_points() -> None:
    given = sheet("vertical_agency", without=("tac_dong.cchc",), traits=_UNRANKED)
    result = scored("vertical_agency", given)
    rest = 90 * Fraction("0.9")  # everything but the 10 points of the rank
    assert result.total == rest + rest * 10 / 100
    (part,) = [part for part in result.parts if part.code == "tac_dong.cchc"]
    assert part.substitution is not None
    assert (part.substitution.points, part.substitution.of_total) == (Fraction("8.1"), rest)
    assert part.substitution.meaning == "without_criterion"


def test_the_circular_reading_is_solved_exactly() -> None:
    data = _PHU_THO.model_dump(mode="json")
    for domain in data["sets"]["vertical_agency"]["domains"]:
        for criterion in domain["criteria"]:
            if criterion["source"] == "substituted":
                criterion["substitution"]["total"] = "with_criterion"
    literal = Framework.model_validate(data)
    given = sheet("vertical_agency", without=("tac_dong.cchc",), traits=_UNRANKED)
    result = scored("vertical_agency", given, literal)
    # x = (81 + x) · 10 / 100, so x = 9 and the total 90: x is a tenth of the total that contains it
    assert result.total == 90
    assert [part.points for part in result.parts if part.substitution] == [9]


def test_nothing_is_substituted_before_the_rest_is_known() -> None:
    given = sheet("vertical_agency", without=("tac_dong.cchc", "chuc_nang"), traits=_UNRANKED)
    result = scored("vertical_agency", given)
    assert result.total is None
    assert Missing("tac_dong.cchc", NotEntered.NEEDS_TOTAL) in result.missing


def test_a_ranked_agency_keeps_its_appraised_points() -> None:
    assert scored("vertical_agency", sheet("vertical_agency")).total == 90
    missing = scored("vertical_agency", sheet("vertical_agency", without=("tac_dong.cchc",)))
    assert missing.missing == (Missing("tac_dong.cchc", NotEntered.NOT_APPRAISED),)


def test_discretion_grants_points_and_is_shown() -> None:
    granted = {"tac_dong.doanh_nghiep": Override(Decimal(3), _RULING)}
    result = scored("department", sheet("department", overrides=granted))
    assert result.total == 90 + (3 - Fraction("2.7"))
    (part,) = [part for part in result.parts if part.override]
    assert [part.points, part.before_override] == [3, Fraction("2.7")]
    assert part.override == granted[part.code]


def test_only_a_combined_report_gives_one_point() -> None:
    granted = {"tac_dong.doanh_nghiep": Override(Decimal(1), _RULING._replace(reason="Chỉ có báo cáo chung"))}
    given = sheet("department", without=("tac_dong.doanh_nghiep",), overrides=granted)
    assert scored("department", given).total == Fraction("87.3") + 1


@pytest.mark.parametrize(
    ("override", "reason"),
    [
        ({"tac_dong.doanh_nghiep": Override(Decimal(4), _RULING)}, "4 is not between 0 and 3"),
        ({"nowhere": Override(Decimal(1), _RULING)}, "no criterion nowhere"),
        (
            {"tac_dong.doanh_nghiep": Override(Decimal(1), _RULING._replace(author=" "))},
            "needs a reason and an author",
        ),
    ],
)
def test_impossible_discretion_is_refused(override: Mapping[str, Override], reason: str) -> None:
    with pytest.raises(EntriesInvalid, match=reason):
        scored("department", sheet("department", overrides=override))


def test_a_criminal_case_costs_half_of_the_points_unless_it_is_waived() -> None:
    convicted = sheet("department", cases={"tru.hinh_su": Cases(1)})
    result = scored("department", convicted)
    assert result.total == 45
    assert [[part.base, part.points, part.counted] for part in result.penalty.parts] == [[90, 45, 45]]
    waived = scored("department", sheet("department", cases={"tru.hinh_su": Cases(1, None, _RULING)}))
    assert waived.total == 90
    assert [[part.points, part.counted] for part in waived.penalty.parts] == [[45, 0]]
    assert [part.cases.waived for part in waived.penalty.parts] == [_RULING]


def test_only_what_may_be_waived_is_waived() -> None:
    cases = {"tru.ky_luat": Cases(1, Decimal(1), _RULING)}
    with pytest.raises(EntriesInvalid, match="cannot be waived"):
        scored("department", sheet("department", cases=cases))


def test_the_percentage_is_of_the_points_with_the_substituted_ones() -> None:
    given = sheet("vertical_agency", without=("tac_dong.cchc",), traits=_UNRANKED, cases={"tru.hinh_su": Cases(1)})
    assert scored("vertical_agency", given).total == Fraction("89.1") / 2


def test_two_rounds_sum_to_the_year() -> None:
    given = sheet("department", cases={"thuong.thanh_tich": Cases(1, Decimal("2.5"))})
    result = scored("department", given)
    totals = round_totals(_PHU_THO, result)
    assert totals == {"vong_1": 60 * Fraction("0.9"), "vong_2": 40 * Fraction("0.9") + Fraction("2.5")}
    assert sum(total or 0 for total in totals.values()) == result.total
    assert why(_PHU_THO, result).as_json()["rounds"] == [
        {"round": "vong_1", "points": "54", "printed": "54.00"},
        {"round": "vong_2", "points": "77/2", "printed": "38.50"},
    ]
    assert why(_PHU_THO, result, "chuc_nang").as_json()["rounds"] == []
    leaves = _PHU_THO.set_for("department").leaves
    second = tuple(leaf.code for domain, leaf in leaves if domain.round == "vong_2")
    halfway = scored("department", sheet("department", without=second))
    assert round_totals(_PHU_THO, halfway) == {"vong_1": 54, "vong_2": None}


def test_a_year_of_which_only_the_total_is_known_is_not_told_by_rounds() -> None:
    total = UnitSheet({"total": Entry(None, Decimal(80))}, {})
    assert round_totals(_PHU_THO, scored("department", total)) == {}


def test_the_top_tier_has_5_3_1_and_2_units() -> None:
    shares = {
        "department": ["0.95"] * 5 + ["0.85"] * 14 + ["0.6"],
        "district": ["0.95"] * 3 + ["0.85"] * 10,
        "public_service_unit": ["0.95"] + ["0.85"] * 6,
        "vertical_agency": ["0.95"] * 2 + ["0.85"] * 8,
    }
    tiers: dict[str, list[str]] = {}
    for unit_type, of_units in shares.items():
        sheets = {f"{unit_type}_{i}": sheet(unit_type, share=share) for i, share in enumerate(of_units)}
        for standing in score_units(_PHU_THO, unit_type, sheets, {}):
            assert standing.score.grade is not None
            assert standing.score.grade.band is not None
            tiers.setdefault(standing.score.grade.band.code, []).append(unit_type)
    assert [tiers["xuat_sac"].count(unit_type) for unit_type in shares] == [5, 3, 1, 2]
    assert tiers["hoan_thanh"] == ["department"]
    assert len(tiers["tot"]) == 38


@pytest.mark.parametrize(
    ("total", "bonus", "penalty", "points", "limited"),
    [
        ("without_criterion", 20, 0, 10, True),
        ("without_criterion", 10, 0, 10, False),
        ("without_criterion", 0, 90, 0, False),
        ("without_criterion", 0, 100, 0, True),
        ("with_criterion", 1, 0, 10, True),  # 91 completed by a tenth of itself would be 101.1
        ("with_criterion", 0, 0, 10, False),
        ("with_criterion", 0, 90, 0, False),
        ("with_criterion", 0, 100, 0, True),
    ],
)
def test_substituted_points_stay_within_nothing_and_the_maximum(
    total: str, bonus: int, penalty: int, points: int, limited: bool
) -> None:
    data = _PHU_THO.model_dump(mode="json")
    unit_set = data["sets"]["vertical_agency"]
    for domain in unit_set["domains"]:
        for criterion in domain["criteria"]:
            if criterion["source"] == "substituted":
                criterion["substitution"]["total"] = total
    name = {"vi": "x", "en": "x"}
    for kind, amount in (("bonus", bonus), ("penalty", penalty)):
        unit_set[kind] = {"items": [{"code": f"{kind}.x", "name": name, "points": str(max(amount, 1))}]}
    given = sheet(
        "vertical_agency",
        share="1",
        without=("tac_dong.cchc",),
        traits=_UNRANKED,
        cases={f"{kind}.x": Cases(1) for kind, amount in (("bonus", bonus), ("penalty", penalty)) if amount},
    )
    framework = Framework.model_validate(data)
    result = scored("vertical_agency", given, framework)
    (part,) = [part for part in result.parts if part.substitution]
    assert part.points == points
    assert part.substitution is not None
    assert part.substitution.limited is limited
    assert result.total == 90 + bonus - penalty + points
    (shown,) = why(framework, result, "tac_dong.cchc").parts
    assert shown.facts["limited"] is limited
    assert [sentence.reason for sentence in shown.more] == ([Reason.LIMITED] if limited else [])
