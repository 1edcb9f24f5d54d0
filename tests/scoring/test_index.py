from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from scoring import (
    EntriesInvalid,
    Entry,
    Framework,
    Missing,
    NoPoints,
    NotEntered,
    Override,
    Ruling,
    UnitFacts,
    UnitScore,
    UnitSheet,
    UnknownCode,
    fold,
    score_sheet,
    score_units,
    why,
)
from scoring.fold import Cells
from scoring.sensitivity import sensitivity
from tests.scoring.builders import SCALES, ballots, make_framework, make_framework_data, make_survey_criterion

_ANSWERED = fold(*ballots("citizen", "very_good", "good"), *ballots("business", "good"))
_FULL = {
    "chi_dao": Entry(Decimal("5.75"), Decimal("5.5")),
    "tthc.tham_dinh": Entry(Decimal("5.25"), Decimal("5.5")),
}


def score(entries: dict[str, Entry] | None = None, cells: Cells = _ANSWERED) -> UnitScore:
    return score_sheet(
        make_framework(), "district", UnitSheet(_FULL if entries is None else entries, cells), SCALES
    )


def test_appraised_and_survey_points_sum_to_the_index() -> None:
    result = score()
    survey = 4 * (Fraction(6, 10) * Fraction(100 + 60, 200) + Fraction(4, 10) * Fraction(60, 100))
    assert result.self_total == Fraction("5.75") + Fraction("5.25")
    assert result.appraised_total == Fraction("5.5") + Fraction("5.5")
    assert result.survey_total == survey
    assert result.total == 11 + survey
    assert [result.appraised_max, result.survey_max, result.max_score] == [Fraction(12), Fraction(4), Fraction(16)]
    assert result.percent == 100 * (11 + survey) / 16
    assert result.ballots == {"business": 1, "citizen": 2}
    assert result.framework == "TEST-1@1"
    assert result.missing == ()


def test_domains_add_up_to_the_total() -> None:
    result = score()
    assert [domain.code for domain in result.domains] == ["chi_dao", "tthc"]
    assert sum(domain.total or 0 for domain in result.domains) == result.total
    assert result.domains[0].percent == 100 * Fraction("5.5") / 6


def test_an_appraised_score_may_exceed_the_self_score() -> None:
    part = score().parts[1]
    assert part.self_score is not None
    assert part.points is not None
    assert part.points > part.self_score


def test_a_total_with_something_missing_is_missing_and_names_it() -> None:
    result = score({"chi_dao": Entry(Decimal(5), None)}, cells={})
    assert result.total is None
    assert result.percent is None
    assert result.grade is None
    assert result.missing == (
        Missing("chi_dao", NotEntered.NOT_APPRAISED),
        Missing("tthc.tham_dinh", NotEntered.NOT_APPRAISED),
        Missing("tthc.dung_hen", NoPoints.EVERY_GROUP_EMPTY),
    )
    assert result.self_total is None
    assert result.missing_self == ("tthc.tham_dinh",)


def test_appraised_points_are_known_before_the_survey_is() -> None:
    result = score(cells={})
    assert result.appraised_total == 11
    assert result.survey_total is None
    assert result.total is None


def test_the_grade_uses_the_domains_with_their_survey_points() -> None:
    result = score()
    survey = 4 * (Fraction(6, 10) * Fraction(80, 100) + Fraction(4, 10) * Fraction(60, 100))
    assert result.grade is not None
    assert result.grade.band is not None
    # (11 + 2.88) / 16 = 86.75 %; tthc (5.5 + 2.88) / 10 = 83.8 %
    assert result.percent == (11 + survey) / 16 * 100
    assert result.grade.band.code == "good"


@pytest.mark.parametrize(
    ("entries", "where"),
    [
        ({"chi_dao": Entry(None, Decimal("6.25"))}, "chi_dao_appraised: 6.25 is above the maximum of 6."),
        ({"chi_dao": Entry(Decimal("-0.25"), None)}, "chi_dao_self: A score cannot be negative, and -0.25 is."),
        (
            {"tthc.dung_hen": Entry(None, Decimal(1))},
            "tthc.dung_hen_appraised: tthc.dung_hen is scored by a survey",
        ),
        ({"nowhere": Entry(None, None)}, "nowhere: The framework has no criterion nowhere"),
    ],
)
def test_impossible_entries_are_refused(entries: dict[str, Entry], where: str) -> None:
    with pytest.raises(EntriesInvalid) as refused:
        score(entries)
    assert str(refused.value.faults[0]).startswith(where)


def test_an_unknown_type_of_unit_is_refused() -> None:
    with pytest.raises(UnknownCode, match="commune is not one of district"):
        score_sheet(make_framework(), "commune", UnitSheet({}, {}), {})


def test_units_are_ranked_best_first_and_those_without_a_total_come_last() -> None:
    def sheet(appraised: str | None) -> UnitSheet:
        entry = Entry(None, None if appraised is None else Decimal(appraised))
        return UnitSheet({"chi_dao": entry, "tthc.tham_dinh": Entry(None, Decimal(5))}, _ANSWERED)

    sheets = {"a": sheet(None), "b": sheet("5"), "c": sheet("5.5"), "d": sheet("5")}
    standings = score_units(make_framework(), "district", sheets, SCALES)
    assert [(standing.unit, standing.rank) for standing in standings] == [("c", 1), ("b", 2), ("d", 2), ("a", None)]


def compared(*answers: str, better: str = "higher", all_equal: str = "insufficient") -> list[UnitScore]:
    """Units with one citizen each, whose on-time results are stretched from 1 to 4 points between the units."""
    criterion = make_survey_criterion(
        weights={"citizen": "1"}, method="min_max", better=better, lowest_points="1", all_equal=all_equal
    )
    sheets = {str(i): UnitSheet(_FULL, fold(*ballots("citizen", answer))) for i, answer in enumerate(answers)}
    standings = score_units(make_framework(surveyed=criterion), "district", sheets, SCALES)
    return [standing.score for standing in sorted(standings, key=lambda standing: standing.unit)]


def test_min_max_stretches_the_units_between_the_worst_and_the_best() -> None:
    # shares 1, 0.6, 0.2: the middle one is half way, 1 + (4 - 1) / 2
    assert [score.survey_total for score in compared("very_good", "good", "fair")] == [4, Fraction(5, 2), 1]


def test_min_max_can_be_mirrored() -> None:
    scores = compared("very_good", "good", "fair", better="lower")
    assert [score.survey_total for score in scores] == [1, Fraction(5, 2), 4]


def test_min_max_of_equal_units_follows_its_rule() -> None:
    assert [score.survey_total for score in compared("good", "good", all_equal="maximum")] == [4, 4]
    (first, _) = compared("good", "good")
    assert first.missing == (Missing("tthc.dung_hen", NoPoints.ALL_UNITS_EQUAL),)


def test_min_max_ignores_units_without_answers_and_leaves_them_open() -> None:
    scores = compared("very_good", "no_information", "fair")
    assert [score.survey_total for score in scores] == [4, None, 1]


def test_min_max_of_one_unit_alone_is_not_known() -> None:
    criterion = make_survey_criterion(method="min_max", better="higher", lowest_points="0", all_equal="maximum")
    result = score_sheet(make_framework(surveyed=criterion), "district", UnitSheet(_FULL, _ANSWERED), SCALES)
    assert result.missing == (Missing("tthc.dung_hen", NoPoints.NEEDS_ALL_UNITS),)


# --- units to which criteria do not apply


def excluding(*codes: str) -> Framework:
    """The framework, with `codes` taken out of the maximum of units with the trait `small`."""
    data: Any = make_framework_data()
    data["traits"] = {"small": {"vi": "nhỏ", "en": "small"}}
    data["sets"]["district"]["domains"][0]["criteria"] = [
        {"code": "chi_dao.tham_dinh", "name": {"vi": "x", "en": "x"}, "max_score": "6", "source": "appraised"}
    ]
    for domain in data["sets"]["district"]["domains"]:
        for criterion in domain["criteria"]:
            if criterion["code"] in codes:
                criterion["not_applicable"] = {"policy": "excluded", "traits": ["small"], "reason": "r"}
    return Framework.model_validate(data)


def test_a_unit_to_which_nothing_applies_has_no_grade_and_breaks_nobody() -> None:
    framework = excluding("chi_dao.tham_dinh", "tthc.tham_dinh", "tthc.dung_hen")
    entries = {"chi_dao.tham_dinh": Entry(None, Decimal(6)), "tthc.tham_dinh": Entry(None, Decimal(6))}
    sheets = {
        "none": UnitSheet({}, {}, UnitFacts(traits=frozenset({"small"}))),
        "all": UnitSheet(entries, _ANSWERED),
    }
    best, last = score_units(framework, "district", sheets, SCALES)
    assert (best.unit, best.score.grade is None) == ("all", False)
    assert last.unit == "none"
    assert last.score.total == last.score.max_score == why(framework, last.score).total == 0
    assert last.score.grade is None
    assert last.score.percent is None
    assert sensitivity(framework, {"none": last.score, "all": best.score}, seed=1, draws=10).scenarios


def test_nothing_is_granted_for_a_criterion_that_is_excluded() -> None:
    framework = excluding("tthc.tham_dinh")
    granted = {"tthc.tham_dinh": Override(Decimal(5), Ruling("Vận dụng", "Hội đồng", date(2020, 1, 1)))}
    small = UnitFacts(traits=frozenset({"small"}), overrides=granted)
    with pytest.raises(EntriesInvalid, match="does not apply to this unit and leaves nothing to grant"):
        score_sheet(framework, "district", UnitSheet({}, {}, small), SCALES)
    usual = score_sheet(framework, "district", UnitSheet({}, {}, UnitFacts(overrides=granted)), SCALES)
    assert usual.parts[1].points == 5
