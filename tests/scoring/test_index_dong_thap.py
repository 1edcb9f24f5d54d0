"""Đồng Tháp 2020: SIPAS, DDCI and PAR index in one year, on made-up answers and indicators."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from scoring import (
    Ballot,
    EntriesInvalid,
    Missing,
    NoValue,
    Rating,
    UnitFacts,
    UnitScore,
    UnitSheet,
    fold,
    load_framework,
    score_units,
)

_FOLDER = Path(__file__).parents[2] / "examples" / "dong_thap_2020"
_SIPAS, _DDCI, _PAR = (load_framework(_FOLDER / f"framework{name}.yaml") for name in ("", "_ddci", "_par"))
_QUESTIONS = ["sipas.tiep_can", "sipas.thu_tuc", "sipas.cong_chuc", "sipas.ket_qua", "sipas.phan_anh"]
_SCALE = {
    "rat_hai_long": Decimal(100),
    "hai_long": Decimal(100),
    "binh_thuong": Decimal(0),
    "khong_hai_long": Decimal(0),
    "rat_khong_hai_long": Decimal(0),
    "khong_thong_tin": None,
}
_GRADED = dict(zip(_SCALE, map(Decimal, (5, 4, 3, 2, 1)), strict=False)) | {"khong_thong_tin": None}


def ballot(*options: str) -> Ballot:
    ratings = [Rating("mot_cua", code, option) for code, option in zip(_QUESTIONS, options, strict=True)]
    return Ballot("2020", "mo", "citizen", tuple(ratings))


@pytest.mark.parametrize("scale", [_SCALE, _GRADED], ids=["points of the form", "five grades"])
def test_sipas_is_the_share_of_the_satisfied_over_all_valid_answers(scale: dict[str, Decimal | None]) -> None:
    ballots = [
        ballot("rat_hai_long", "hai_long", "hai_long", "binh_thuong", "khong_thong_tin"),
        ballot("hai_long", "hai_long", "khong_hai_long", "hai_long", "khong_thong_tin"),
        ballot("rat_khong_hai_long", "hai_long", "rat_hai_long", "hai_long", "hai_long"),
        ballot("hai_long", "binh_thuong", "hai_long", "hai_long", "khong_thong_tin"),
        ballot("hai_long", "hai_long", "hai_long", "rat_hai_long", "khong_hai_long"),
    ]
    scales = {"mo": dict.fromkeys(_QUESTIONS, scale)}
    (standing,) = score_units(_SIPAS, "one_stop_shop", {"mot_cua": UnitSheet({}, fold(*ballots))}, scales)
    # 25 answers, 3 of them without information: 17 of 22 satisfied. The mean of the five shares would be another:
    # (4/5 + 4/5 + 4/5 + 4/5 + 1/2) / 5
    assert standing.score.total == 100 * Fraction(17, 22)


def test_too_few_ballots_give_no_sipas() -> None:
    few = fold(*[ballot(*["hai_long"] * 5)] * 4)
    scales = {"mo": dict.fromkeys(_QUESTIONS, _SCALE)}
    (standing,) = score_units(_SIPAS, "one_stop_shop", {"mot_cua": UnitSheet({}, few)}, scales)
    assert standing.score.total is None


def indicators(hours: str, published: str, settled: str, unofficial: str) -> UnitSheet:
    numbers = {
        "gio_giai_quyet": hours,
        "tai_lieu_cong_khai": published,
        "tai_lieu_phai_cong_khai": "40",
        "ho_so_dung_han": settled,
        "ho_so": "300",
        "ty_le_chi_ngoai": unofficial,
    }
    return UnitSheet({}, {}, UnitFacts(indicators={name: Decimal(value) for name, value in numbers.items()}))


def ddci(**sheets: UnitSheet) -> dict[str, UnitScore]:
    return {each.unit: each.score for each in score_units(_DDCI, "department", sheets, {})}


def points(score: UnitScore) -> list[Fraction | None]:
    return [part.points for part in score.parts]


def test_ddci_stretches_each_indicator_from_1_to_10_and_mirrors_inverse_ones() -> None:
    scores = ddci(
        best=indicators("10", "40", "300", "0"),
        middle=indicators("16", "30", "250", "5"),
        worst=indicators("40", "20", "210", "20"),
    )
    assert points(scores["best"]) == [10, 10, 10, 10]
    assert points(scores["worst"]) == [1, 1, 1, 1]
    assert points(scores["middle"]) == [
        1 + 9 * (1 - Fraction(16 - 10, 40 - 10)),  # fewer hours are better
        1 + 9 * (Fraction(30, 40) - Fraction(20, 40)) / (1 - Fraction(20, 40)),
        1 + 9 * Fraction(250 - 210, 300 - 210),
        1 + 9 * (1 - Fraction(5, 20)),
    ]
    assert [scores["best"].total, scores["best"].max_score] == [40, 40]


def test_an_indicator_that_was_not_imported_leaves_the_index_open() -> None:
    scores = ddci(known=indicators("10", "40", "300", "0"), unknown=UnitSheet({}, {}))
    assert scores["unknown"].total is None
    assert Missing("ddci.minh_bach", NoValue.NOT_IMPORTED) in scores["unknown"].missing
    assert Missing("ddci.minh_bach", NoValue.ALL_UNITS_EQUAL) in scores["known"].missing


def test_only_declared_indicators_are_imported() -> None:
    for name, reason in (("nowhere", "no indicator nowhere"), ("ty_le_dung_han", "computed by a formula")):
        with pytest.raises(EntriesInvalid, match=reason):
            ddci(x=UnitSheet({}, {}, UnitFacts(indicators={name: Decimal(1)})))
