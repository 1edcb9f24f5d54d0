from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from scoring import (
    EntriesInvalid,
    Entry,
    UnitFacts,
    UnitScore,
    UnitSheet,
    fold,
    load_framework,
    score_sheet,
    score_units,
)
from scoring.framework import Framework
from scoring.sensitivity import Reason, Sensitivity, sensitivity
from scoring.variant import DontKnow, Variant, Variants
from tests.scoring.builders import SCALES, ballots, make_framework

_PHU_THO = load_framework(Path(__file__).parents[2] / "examples" / "phu_tho_2020" / "framework.yaml")


EXACT = {"liked_by_citizens": (1, 1, 3), "liked_by_business": (1, 2, 3), "unknown": (1, 2, 3)}


def scored(**units: tuple[str, list[str], list[str]]) -> dict[str, UnitScore]:
    """unit=(appraised, options of citizens, options of businesses)."""
    sheets = {
        unit: UnitSheet(
            {"chi_dao": Entry(None, Decimal(appraised)), "tthc.tham_dinh": Entry(None, Decimal(5))},
            fold(*ballots("citizen", *citizen), *ballots("business", *business)),
        )
        for unit, (appraised, citizen, business) in units.items()
    }
    found = {each.unit: each.score for each in score_units(make_framework(), "district", sheets, SCALES)}
    return {unit: found[unit] for unit in units}


_SCORES = scored(
    liked_by_citizens=("4", ["very_good"] * 4, ["poor"] * 4),
    liked_by_business=("4.25", ["fair"] * 4, ["very_good"] * 4),
    unknown=("4", ["good", "no_information", "no_information"], ["good"]),
)


def result(scores: Mapping[str, UnitScore] = _SCORES, seed: int = 1) -> Sensitivity:
    return sensitivity(make_framework(), scores, seed=seed, draws=100)


def test_the_published_rules_give_the_published_totals() -> None:
    totals = Variants.of(_SCORES, 2).totals(Variant())
    assert [round(float(total), 9) for total in totals] == [
        round(float(score.total or 0), 9) for score in _SCORES.values()
    ]


@pytest.mark.parametrize(
    ("variant", "expected"),
    [
        (Variant(dont_know=DontKnow.ZERO), 9 + 4 * (0.6 * 0.6 / 3 + 0.4 * 0.6)),
        (Variant(dont_know=DontKnow.HALF), 9 + 4 * (0.6 * (0.6 + 2 * 0.5) / 3 + 0.4 * 0.6)),
        (Variant(equal_weights=True), 9 + 4 * 0.6),
        (Variant(without=0), 5 + 4 * 0.6),
        (Variant(without=2), 9),
    ],
)
def test_one_choice_at_a_time_by_hand(variant: Variant, expected: float) -> None:
    assert Variants.of(_SCORES, 2).totals(variant)[2] == pytest.approx(expected)


def test_scenarios_say_what_they_change_and_who_moves() -> None:
    scenarios = {(each.reason, each.criterion): each for each in result().scenarios}
    assert scenarios[Reason.AS_PUBLISHED, None].moved == 0
    assert scenarios[Reason.EQUAL_WEIGHTS, None].ranks["liked_by_business"] == 1
    assert (Reason.WITHOUT, "tthc.dung_hen") in scenarios
    assert Reason.OTHER_SUBSTITUTION not in [each.reason for each in result().scenarios]


def test_random_choices_are_seeded() -> None:
    assert result(seed=3) == result(seed=3)
    assert {unit: (rank.low, rank.middle, rank.high) for unit, rank in result(seed=3).ranks.items()} == EXACT
    assert all(rank.low <= rank.middle <= rank.high for rank in result().ranks.values())


def test_units_change_places_when_a_twentieth_of_the_draws_puts_them_the_other_way_round() -> None:
    far = scored(best=("6", ["very_good"] * 4, ["good"] * 4), worst=("1", ["poor"] * 4, ["fair"] * 4))
    assert result(far).swaps == {"best": (), "worst": ()}
    swaps = result(seed=3).swaps
    assert swaps["liked_by_citizens"] == ("liked_by_business", "unknown")
    assert all(one in swaps[other] for one, others in swaps.items() for other in others)


def test_units_with_one_rank_change_places_only_when_each_is_sometimes_above() -> None:
    alike = scored(one=("4", ["good"] * 4, ["good"] * 4), two=("4", ["good"] * 4, ["good"] * 4))
    assert result(alike).swaps == {"one": (), "two": ()}
    never_below = scored(
        one=("4", ["good"] * 4, ["good"] * 4), two=("4", ["good", "good", "no_information"], ["good"] * 4)
    )
    assert result(never_below).scenarios[0].ranks == {"one": 1, "two": 1}
    assert result(never_below).swaps == {"one": (), "two": ()}


def test_the_other_reading_of_a_substitution() -> None:
    entries = {
        leaf.code: Entry(None, leaf.max_score * Decimal("0.9"))
        for _, leaf in _PHU_THO.set_for("vertical_agency").leaves
        if leaf.code != "tac_dong.cchc"
    }
    sheet = UnitSheet(entries, {}, UnitFacts(traits=frozenset({"khong_xep_hang_cchc"})))
    variants = Variants.of({"x": score_sheet(_PHU_THO, "vertical_agency", sheet, {})}, 2)
    assert variants.totals(Variant())[0] == pytest.approx(81 * 1.1)
    assert variants.totals(Variant(other_substitution=True))[0] == pytest.approx(90)


def test_totals_must_be_known() -> None:
    with pytest.raises(EntriesInvalid, match="no total yet"):
        result({"x": score_units(make_framework(), "district", {"x": UnitSheet({}, {})}, SCALES)[0].score})
    assert sensitivity(make_framework(), {}, seed=1).scenarios == ()


@pytest.mark.parametrize(("maximum", "offered"), [("99", True), ("100", False), ("120", False)])
def test_a_total_is_not_completed_by_all_of_itself(maximum: str, offered: bool) -> None:
    data = _PHU_THO.model_dump(mode="json")
    for domain in data["sets"]["vertical_agency"]["domains"]:
        for criterion in domain["criteria"]:
            if criterion["source"] == "substituted":
                criterion["max_score"] = maximum
    framework = Framework.model_validate(data)
    leaves = [leaf for _, leaf in framework.set_for("vertical_agency").leaves if leaf.code != "tac_dong.cchc"]
    scores = {
        unit: score_sheet(
            framework,
            "vertical_agency",
            UnitSheet(
                {leaf.code: Entry(None, leaf.max_score * Decimal(share)) for leaf in leaves},
                {},
                UnitFacts(traits=frozenset({"khong_xep_hang_cchc"})),
            ),
            {},
        )
        for unit, share in (("x", "0.9"), ("y", "0.8"))
    }
    found = sensitivity(framework, scores, seed=1, draws=50)
    assert (Reason.OTHER_SUBSTITUTION in {each.reason for each in found.scenarios}) is offered
    assert all(each.ranks == {"x": 1, "y": 2} for each in found.scenarios)


def test_substituted_points_have_the_limits_that_they_have_in_the_score() -> None:
    entries = {
        leaf.code: Entry(None, leaf.max_score)
        for _, leaf in _PHU_THO.set_for("vertical_agency").leaves
        if leaf.code != "tac_dong.cchc"
    }
    sheet = UnitSheet(entries, {}, UnitFacts(traits=frozenset({"khong_xep_hang_cchc"})))
    variants = Variants.of({"x": score_sheet(_PHU_THO, "vertical_agency", sheet, {})}, 2)
    for beside, plain, circular in ((20, 120, 120), (-100, -10, -10), (0, 99, 100), (-50, 44, Fraction(400, 9))):
        given = replace(variants, beside=np.array([float(beside)]))
        assert given.totals(Variant())[0] == pytest.approx(plain)
        assert given.totals(Variant(other_substitution=True))[0] == pytest.approx(float(circular))
