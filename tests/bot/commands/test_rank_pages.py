"""Pages about ranks: what stands above and below the table, what is drawn, and the same as data."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from bot.app.entities import RoundStatus
from bot.app.ranking import Certainty, RuleChanges
from bot.commands.rank_pages import Drawn, certainty_page, rules_page
from bot.i18n import translator
from scoring import load_framework
from scoring.sensitivity import Reason, Scenario, Sensitivity
from scoring.uncertainty import RankInterval
from tests.bot.commands.ranked import make_found, make_ranked

T = translator("en")
PUBLISHED = {"gia_loc": 1, "thanh_ha": 2, "nam_sach": 3}
WITHOUT = Scenario(Reason.WITHOUT, "chi_dao", {"gia_loc": 1, "thanh_ha": 3, "nam_sach": 2}, 2)
RULES = Sensitivity(
    (Scenario(Reason.AS_PUBLISHED, None, PUBLISHED, 0), WITHOUT),
    {unit: RankInterval(1, rank, 3) for unit, rank in PUBLISHED.items()},
    {"gia_loc": (), "thanh_ha": ("nam_sach",), "nam_sach": ("thanh_ha",)},
)
COMPARED = Path(__file__).parents[3] / "examples" / "dong_thap_2020" / "framework_ddci.yaml"
CHANGED = Drawn(7, 200, 0.25)


def test_a_page_says_first_what_it_is_about_and_last_who_is_left_out() -> None:
    ranked = make_ranked(left_open=("kcn",), bare=("so_nv",))
    lines = rules_page(RuleChanges(ranked, RULES), CHANGED, T).text(T).splitlines()
    assert lines[:8] == [
        "Hải Dương province",
        "Index 2026",
        "Provisional – not published",
        "Computed at 17:05 on 20 Nov 2026",
        "Name: 3 units",
        "How far ranks depend on the rules",
        "200 draws with seed 7.",
        "In each draw points are rounded early or late, and one criterion or none is left out.",
    ]
    assert lines[-2:] == [
        "Left out, without a total yet: kcn District.",
        "Left out, only the total is known: so_nv District. The others are ranked among themselves.",
    ]
    published = make_ranked(status=RoundStatus.PUBLISHED)
    assert rules_page(RuleChanges(published, RULES), CHANGED, T).about(T) == [
        "Hải Dương province",
        "Index 2026",
        "Published",
        "Name: 3 units",
    ]


def test_where_units_are_compared_with_each_other_the_page_says_that_this_does_not_change() -> None:
    ranked = replace(make_ranked(), framework=load_framework(COMPARED), unit_type="department")
    sentence = "Points that compare units with each other do not change, so that ranks look surer than they are."
    page = rules_page(RuleChanges(ranked, None), CHANGED, T)
    assert sentence in page.notes
    assert sentence not in rules_page(RuleChanges(make_ranked(), None), CHANGED, T).notes


def test_weights_are_spoken_of_only_where_respondents_are_asked() -> None:
    notes = rules_page(RuleChanges(make_ranked(surveyed=True), RULES), CHANGED, T).notes
    assert (
        "Weights of respondent groups change by up to 25%; “no information” is left out, nothing or half." in notes
    )
    assert len(rules_page(RuleChanges(make_ranked(), RULES), CHANGED, T).notes) == len(notes) - 1


def test_the_data_of_other_rules_name_who_moves_furthest() -> None:
    data = json.loads(json.dumps(rules_page(RuleChanges(make_ranked(), RULES), CHANGED, T).data))
    published, without = data["scenarios"]
    assert (published["name"], published["criterion"], published["largest"]) == ("as_published", None, None)
    assert (without["name"], without["criterion"], without["moved"]) == ("without", "chi_dao", 2)
    assert without["largest"] == {"unit": "thanh_ha", "from": 2, "to": 3}
    assert [(each["total"], each["rank"], each["grade"]) for each in data["units"]] == [
        ("11.50", 1, "outstanding"),
        ("10.00", 2, "good"),
        ("8.00", 3, "completed"),
    ]
    assert data["units"][1]["changes_places_with"] == ["nam_sach"]
    assert CHANGED.as_json() == {"seed": 7, "draws": 200, "weight_change": 0.25}
    assert Drawn(7, 200).as_json() == {"seed": 7, "draws": 200}


def test_where_nobody_has_a_total_a_page_only_says_so() -> None:
    nobody = replace(make_ranked(left_open=("gia_loc",)), standings=())
    page = rules_page(RuleChanges(nobody, None), CHANGED, T)
    assert page.text(T).splitlines()[4:] == ["Name: 0 units", "Left out, without a total yet: gia_loc District."]
    assert page.chart(T) is None
    assert (page.data["units"], page.data["without_total"]) == ([], ["gia_loc"])


def test_where_nothing_is_sampled_the_ranks_are_exact_and_nothing_is_drawn() -> None:
    page = certainty_page(Certainty(make_ranked(), 0, None), Drawn(1, 50), T)
    assert page.notes == ["Nothing is sampled here: the ranks are exact."]
    assert page.chart(T) is None
    assert page.data["sampled"] is False


def test_a_sample_is_never_passed_off_as_more_than_it_is() -> None:
    ranked = make_ranked(surveyed=True)
    found = {unit: make_found(unit, rank=(1, rank, 3)) for unit, rank in PUBLISHED.items()}
    found["thanh_ha"] = make_found("thanh_ha", error=None, border=None, lone=("business", "citizen"))
    page = certainty_page(Certainty(ranked, 41, found), Drawn(1, 50), T)
    assert page.notes == [
        "A quota sample, not a probability sample.",
        "41 ballots. 50 draws with seed 1.",
        "The sizes of the groups are not known: no finite population correction.",
        "A single paper or commune, so that ranks look surer than they are: business, citizen.",
    ]
    sure, unsure, _ = json.loads(json.dumps(page.data))["units"]
    assert (sure["survey"], sure["standard_error"], sure["nearest_border"]) == ("3.25", "0.13", "0.75")
    assert (unsure["standard_error"], unsure["nearest_border"]) == (None, None), "never a zero"
    assert "degrees_of_freedom" not in sure, "they tell how many ballots there are"
    assert unsure["lone_groups"] == ["business", "citizen"]
    assert page.data["ballots"] == 41


def test_the_picture_has_a_row_for_each_unit_in_the_order_of_the_ranks() -> None:
    chart = rules_page(RuleChanges(make_ranked(left_open=("kcn",)), RULES), CHANGED, translator("vi")).chart(
        translator("vi")
    )
    assert chart
    assert [(row.name, row.rank, row.low, row.middle, row.high) for row in chart.rows] == [
        ("Huyện gia_loc", 1, 1, 1, 3),
        ("Huyện thanh_ha", 2, 1, 2, 3),
        ("Huyện nam_sach", 3, 1, 3, 3),
    ]
    assert chart.about[0] == "Tỉnh Hải Dương"
    assert chart.notes[-1].endswith(": Huyện kcn.")
