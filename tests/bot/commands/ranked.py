"""Ranked units for the tables and pages about ranks: three districts with 11.5, 10 and 8 of 12 points."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from bot.app.entities import Round, RoundStatus, Unit
from bot.app.ranking import RankedUnits
from scoring import Entry, Framework, UnitSheet, score_sheet
from scoring.index import standings
from scoring.linear import SurveyError
from scoring.shown_error import shown_error
from scoring.uncertainty import RankInterval, UnitUncertainty
from tests.scoring.builders import make_framework, make_framework_data

__all__ = ["POINTS", "make_found", "make_ranked", "make_rules"]

POINTS = {"gia_loc": ("6", "5.5"), "thanh_ha": ("5", "5"), "nam_sach": ("4", "4")}
"""Points of `chi_dao` and of `tthc.tham_dinh`."""


def make_rules(*, graded: bool = True) -> Framework:
    """Two appraised criteria of 6 points each, and nothing from respondents."""
    data = make_framework_data()
    (district,) = data["sets"].values()  # type: ignore[attr-defined]
    district["domains"][1] |= {"max_score": "6", "criteria": district["domains"][1]["criteria"][:1]}
    district["max_score"] = "12"
    if not graded:
        del district["grading"], data["gradings"]
    return Framework.model_validate(data)


def make_ranked(
    *,
    graded: bool = True,
    surveyed: bool = False,
    status: RoundStatus = RoundStatus.PROVISIONAL,
    left_open: tuple[str, ...] = (),
    bare: tuple[str, ...] = (),
) -> RankedUnits:
    """The units of `POINTS`; where `surveyed`, under rules that also ask respondents."""
    rules = make_rules(graded=graded)
    scores = {
        unit: score_sheet(
            rules,
            "district",
            UnitSheet({"chi_dao": Entry(None, Decimal(first)), "tthc.tham_dinh": Entry(None, Decimal(second))}, {}),
            {},
        )
        for unit, (first, second) in POINTS.items()
    }
    names = {unit: {"vi": f"Huyện {unit}", "en": f"{unit} District"} for unit in (*scores, *left_open, *bare)}
    return RankedUnits(
        province="hai_duong",
        province_name={"vi": "Tỉnh Hải Dương", "en": "Hải Dương province"},
        computed_at=datetime(2026, 11, 20, 17, 5, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
        round=Round(1, 1, "2026", {"vi": "Chỉ số 2026", "en": "Index 2026"}, status, 1),
        unit_type="district",
        framework=make_framework() if surveyed else rules,
        units={unit: Unit(number, 1, unit, "district", name) for number, (unit, name) in enumerate(names.items())},
        standings=standings(rules, scores),
        open=left_open,
        bare=bare,
    )


def make_found(
    unit: str,
    *,
    rank: tuple[int, int, int] = (1, 1, 1),
    points: str = "3.25",
    error: str | None = "0.125",
    lone: tuple[str, ...] = (),
    grades: dict[str, float] | None = None,
    border: str | None = "0.75",
    near: tuple[str, ...] = (),
    withheld: bool = False,
) -> UnitUncertainty:
    """What a sample leaves open about a unit; `error` None where it cannot be estimated.

    `withheld`: it can be, and may not be shown.
    """
    known = None if error is None else Decimal(error)
    return UnitUncertainty(
        unit=unit,
        survey=SurveyError(Fraction(points), None if known is None else Fraction(known) ** 2, 40, lone),
        error=known,
        shown=None if known is None or withheld else shown_error(known),
        rank=RankInterval(*rank),
        grades=grades or {"good": 1.0},
        border=None if border is None else Fraction(border),
        not_separable_from=near,
    )
