"""Tables about ranks: who moves where, what is named and what is only counted, and numbers as people write them."""

from __future__ import annotations

import pytest

from bot.commands.rank_tables import certainty_lines, exact_lines, mover, rule_lines
from bot.i18n import translator
from scoring.sensitivity import Reason, Scenario, Sensitivity
from scoring.uncertainty import RankInterval
from tests.bot.commands.ranked import make_found, make_ranked

T = translator("en")
PUBLISHED = Scenario(Reason.AS_PUBLISHED, None, {"gia_loc": 1, "thanh_ha": 2, "nam_sach": 3}, 0)
TURNED = {"gia_loc": 3, "thanh_ha": 2, "nam_sach": 1}
STILL = RankInterval(1, 1, 1)


def without(criterion: str, moved: int = 0) -> Scenario:
    return Scenario(Reason.WITHOUT, criterion, TURNED if moved else PUBLISHED.ranks, moved)


def test_exact_ranks_need_no_more_than_the_totals() -> None:
    assert exact_lines(make_ranked(), T) == [
        "Rank  Code      Unit               Total",
        "   1  gia_loc   gia_loc District   11.50",
        "   2  thanh_ha  thanh_ha District  10.00",
        "   3  nam_sach  nam_sach District   8.00",
    ]
    assert exact_lines(make_ranked(), translator("vi"))[1].split() == ["1", "gia_loc", "Huyện", "gia_loc", "11,50"]


def test_the_unit_that_moves_furthest_is_named_with_both_ranks() -> None:
    assert mover(PUBLISHED, PUBLISHED.ranks) is None
    assert mover(without("tthc.tham_dinh", 2), PUBLISHED.ranks) == ("gia_loc", 1, 3)


def test_each_changed_choice_has_a_line_and_criteria_that_move_nobody_are_counted() -> None:
    scenarios = (
        PUBLISHED,
        Scenario(Reason.ROUNDED_TOTAL, None, PUBLISHED.ranks, 0),
        without("chi_dao"),
        without("tthc.tham_dinh", 2),
    )
    swaps = {"gia_loc": ("thanh_ha",), "thanh_ha": tuple("abcdefg"), "nam_sach": ()}
    ranks = {"gia_loc": RankInterval(1, 2, 3), "thanh_ha": STILL, "nam_sach": STILL}
    lines = rule_lines(make_ranked(), Sensitivity(scenarios, ranks, swaps), T)
    assert lines[1].split() == ["1", "gia_loc", "gia_loc", "District", "11.50", "1", "2", "3", "thanh_ha"]
    assert lines[2].endswith("a, b, c, d, e and 2 more")
    assert lines[3].endswith("–")
    assert lines[lines.index("One choice changed at a time:") + 1 :] == [
        "Units moved  Largest move    What is changed",
        "        0/3  –               Ranks compare printed totals.",
        "        2/3  gia_loc: 1 → 3  Without the criterion “Name” of “Name” (tthc.tham_dinh).",
        "Without the 1 other criterion: no unit moves.",
    ]


def test_a_domain_without_criteria_is_named_once_and_the_furthest_of_the_rest_is_counted() -> None:
    scenarios = (PUBLISHED, *(without("tthc.tham_dinh", 3) for _ in range(5)), without("chi_dao", 2))
    still = dict.fromkeys(PUBLISHED.ranks, STILL)
    lines = rule_lines(make_ranked(), Sensitivity(scenarios, still, dict.fromkeys(still, ())), T)
    assert lines[-1] == "Without the 1 other criterion: at most 2 units move."
    named = rule_lines(
        make_ranked(), Sensitivity((PUBLISHED, without("chi_dao", 2)), still, dict.fromkeys(still, ())), T
    )
    assert named[-1].endswith("Without the criterion “Name” (chi_dao).")


def test_what_a_sample_leaves_open_is_written_beside_the_rank_and_below_it_the_grades() -> None:
    found = {
        "gia_loc": make_found("gia_loc", grades={"good": 0.996, "outstanding": 0.004}, near=("thanh_ha",)),
        "thanh_ha": make_found("thanh_ha", rank=(2, 2, 3), error=None, border=None, grades={"": 1.0}),
        "nam_sach": make_found("nam_sach", rank=(2, 3, 3), error="0"),
    }
    assert certainty_lines(make_ranked(), found, T) == [
        "Rank  Code      Unit               Total  Survey points           ± SE  Rank 5–95%  Not separable from",
        "   1  gia_loc   gia_loc District   11.50           3.25           0.13           1  thanh_ha",
        "   2  thanh_ha  thanh_ha District  10.00           3.25  not estimable         2–3  –",
        "   3  nam_sach  nam_sach District   8.00           3.25              0         2–3  –",
        "",
        "Code      Nearest border of a grade  Grades and how often the draws give them",
        "gia_loc   0.75 points = 5.8 SE       good >99%; outstanding <1%",
        "thanh_ha  –                          no grade 100%",
        "nam_sach  0.75 points                good 100%",
    ]


def test_an_error_that_would_give_answers_away_is_not_told_beside_the_border_either() -> None:
    found = {unit: make_found(unit, withheld=True) for unit in ("gia_loc", "thanh_ha", "nam_sach")}
    lines = certainty_lines(make_ranked(), found, T)
    assert "too few answers" in lines[1]
    assert "0.75 points   " in lines[6]
    assert " SE" not in "".join(lines[5:])


@pytest.mark.parametrize("graded", [True, False])
def test_where_there_are_no_grades_there_is_no_table_of_them(graded: bool) -> None:
    ranked = make_ranked(graded=graded)
    found = {each.unit: make_found(each.unit) for each in ranked.standings}
    assert ("" in certainty_lines(ranked, found, T)) is graded
