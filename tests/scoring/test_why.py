from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import (
    Ballot,
    Cases,
    EmptyReason,
    Entry,
    Framework,
    NoPoints,
    NotApplicable,
    NoValue,
    Override,
    Ruling,
    Sentence,
    SurveyState,
    UnitFacts,
    UnitScore,
    UnitSheet,
    UnknownCode,
    fold,
    load_framework,
    score_sheet,
    why,
)
from scoring.why_words import Reason
from tests.scoring.builders import SCALES, ballots, make_framework, make_framework_data, make_survey_criterion

_EXAMPLES = Path(__file__).parents[2] / "examples"
_RULING = Ruling("Chỉ có báo cáo chung", "Hội đồng", date(2021, 3, 1))
_ENTRIES = {"chi_dao": Entry(None, Decimal("5.5")), "tthc.tham_dinh": Entry(None, Decimal("5.25"))}
_options = st.lists(st.sampled_from(list(SCALES["c1"]["tthc.dung_hen"])), max_size=6)
_quarters = st.integers(0, 24).map(lambda n: Decimal(n) / 4)


def parts(framework: Framework, score: UnitScore) -> list[tuple[str, str | None, Fraction | None]]:
    return [(part.criterion, part.group, part.points) for part in why(framework, score).parts]


def test_each_group_is_a_part_with_its_cells() -> None:
    cells = fold(*ballots("citizen", "very_good", "good", "no_information"), *ballots("business", "fair"))
    score = score_sheet(make_framework(), "district", UnitSheet(_ENTRIES, cells), SCALES)
    assert parts(make_framework(), score) == [
        ("chi_dao", None, Fraction("5.5")),
        ("tthc.tham_dinh", None, Fraction("5.25")),
        ("tthc.dung_hen", "citizen", 4 * Fraction(6, 10) * Fraction(160, 200)),
        ("tthc.dung_hen", "business", 4 * Fraction(4, 10) * Fraction(20, 100)),
    ]
    citizen = why(make_framework(), score).parts[2]
    assert citizen.rule == "TEST-1@1/tthc.dung_hen/option_points"
    assert citizen.name == make_survey_criterion().name


def test_a_group_shows_its_cells_as_far_as_they_may_be_shown() -> None:
    options = ["very_good"] * 5 + ["good"] * 6 + ["fair"] * 7 + ["poor"] * 8 + ["no_information"] * 5
    cells = fold(*ballots("citizen", *options), *ballots("business", "fair", "fair", "no_information"))
    score = score_sheet(make_framework(), "district", UnitSheet(_ENTRIES, cells), SCALES)
    result = why(make_framework(), score, "tthc.dung_hen", surveys=SurveyState({"c1"}))
    citizen, business = (part.facts for part in result.parts)
    assert (citizen["valid"], business["valid"]) == (26, 2)
    assert "ballots" not in citizen.keys() | business.keys(), "they would be subtracted"
    option = {"campaign": "c1", "question": None, "option": "fair", "label": "fair"}
    assert {**option, "worth": "20", "count": None} in business["cells"]  # type: ignore[operator]
    assert "no_information" not in str(citizen["cells"])
    left_out = {**option, "option": "no_information", "label": "no_information"}
    assert citizen["excluded"] == business["excluded"] == [{**left_out, "count": None, "reason": "no_information"}]
    assert (citizen["closed"], business["closed"]) == (True, True)


def test_while_a_survey_takes_papers_no_option_is_counted() -> None:
    """The counts move by five answers at a time: how those were spread would follow from two looks."""
    cells = fold(*ballots("citizen", *["very_good"] * 9, *["good"] * 9, *["fair"] * 9, *["poor"] * 9))
    score = score_sheet(make_framework(), "district", UnitSheet(_ENTRIES, cells), SCALES)

    def counts(*closed: str) -> set[int | None]:
        citizen, _ = why(make_framework(), score, "tthc.dung_hen", surveys=SurveyState(closed)).parts
        return set(citizen.groups[0].shown)

    assert counts() == counts("c2") == {None}
    assert counts("c1", "c2") == {9}


def test_a_group_hides_counts_only_where_there_are_some_to_tell() -> None:
    citizens = ballots("citizen", *["very_good"] * 9, *["good"] * 9, *["fair"] * 9, *["poor"] * 9)

    def hides(*given: Ballot, closed: tuple[str, ...]) -> list[bool]:
        score = score_sheet(make_framework(), "district", UnitSheet(_ENTRIES, fold(*given)), SCALES)
        parts = why(make_framework(), score, "tthc.dung_hen", surveys=SurveyState(closed)).parts
        return [group.hides for part in parts for group in part.groups]

    assert hides(*citizens, closed=("c1",)) == [False, False], "businesses have no say, and so no counts"
    both = [*citizens, *ballots("business", "fair")]
    assert hides(*both, closed=("c1",)) == [True, True]
    assert hides(*both, closed=()) == [False, False], "not told yet is not hidden"


def test_options_are_called_as_the_papers_call_them() -> None:
    score = score_sheet(
        make_framework(), "district", UnitSheet(_ENTRIES, fold(*ballots("citizen", "good"))), SCALES
    )
    papers = SurveyState(label=lambda campaign, question, option: f"{campaign}/{question}/{option}")
    citizen = why(make_framework(), score, "tthc.dung_hen", surveys=papers).parts[0].facts
    told = json.loads(json.dumps(citizen))
    assert [each["label"] for each in told["excluded"]] == ["c1/tthc.dung_hen/no_information"]
    assert "c1/tthc.dung_hen/good" in [each["label"] for each in told["cells"]]


def test_of_a_group_without_a_say_no_option_is_told() -> None:
    """Which options were counted at all would tell whether five had no information."""
    unheard = ballots("business", *["no_information"] * 5)
    score = score_sheet(
        make_framework(), "district", UnitSheet(_ENTRIES, fold(*ballots("citizen", "good"), *unheard)), SCALES
    )
    business = why(make_framework(), score, surveys=SurveyState({"c1"})).parts[-1].facts
    assert (business["empty"], business["cells"], business["excluded"]) == ("too_few_opinions", [], [])


@pytest.mark.parametrize(
    ("surveys", "empty", "reason", "closed"),
    [
        (SurveyState({"c1"}), "too_few_ballots", Reason.TOO_FEW_BALLOTS, True),
        (
            SurveyState({"c1"}, {"citizen": False, "business": False}),
            "too_few_ballots",
            Reason.TOO_FEW_BALLOTS,
            True,
        ),
        (SurveyState((), {"citizen": True, "business": True}), "too_few_ballots", Reason.TOO_FEW_SO_FAR, False),
        (SurveyState({"c1"}, {"citizen": False}), "nobody_asked", Reason.NOBODY_ASKED, True),
    ],
    ids=["not known", "over", "open", "not asked"],
)
def test_a_group_without_a_counted_ballot_is_not_said_to_have_sent_none(
    surveys: SurveyState, empty: str, reason: Reason, *, closed: bool
) -> None:
    """Up to four may have come in: what is said is true of none of them and of all."""
    score = score_sheet(
        make_framework(), "district", UnitSheet(_ENTRIES, fold(*ballots("citizen", "good"))), SCALES
    )
    business = why(make_framework(), score, surveys=surveys).parts[-1]
    assert (business.facts["empty"], business.facts["closed"]) == (empty, closed)
    cause = business.words.params["cause"]
    assert isinstance(cause, Sentence)
    assert cause.reason is reason


@pytest.mark.parametrize("cause", [*EmptyReason, *NoPoints, *NoValue])
def test_each_reason_for_missing_points_can_be_said(cause: EmptyReason | NoPoints | NoValue) -> None:
    assert Reason.of(cause).name == cause.name


@pytest.mark.parametrize("policy", get_args(NotApplicable.model_fields["policy"].annotation))
def test_each_way_of_not_applying_can_be_said(policy: str) -> None:
    data: Any = make_framework_data()
    rule = {"policy": policy, "reason": "Không có thủ tục"}
    data["sets"]["district"]["domains"][1]["criteria"][0]["not_applicable"] = rule
    framework = Framework.model_validate(data)
    score = score_sheet(framework, "district", UnitSheet({}, {}), SCALES)
    (part,) = why(framework, score, "tthc.tham_dinh").parts
    assert (part.kind, part.words.reason.name.lower()) == (f"not_applicable.{policy}", policy)


def test_an_empty_group_is_a_part_of_nothing_and_says_why() -> None:
    score = score_sheet(
        make_framework(), "district", UnitSheet(_ENTRIES, fold(*ballots("citizen", "good"))), SCALES
    )
    business = why(make_framework(), score).parts[-1]
    assert business.points == 0
    assert business.facts["empty"] == "too_few_ballots"
    assert business.words.reason is Reason.SILENT_GIVES
    assert business.words.params["cause"] == Sentence.of(Reason.TOO_FEW_BALLOTS, minimum=5)
    assert business.words.params["written"] == 40


def test_a_criterion_or_a_domain_can_be_asked_for() -> None:
    score = score_sheet(
        make_framework(), "district", UnitSheet(_ENTRIES, fold(*ballots("citizen", "good"))), SCALES
    )
    asked = why(make_framework(), score, "tthc.dung_hen")
    assert asked.total == 4 * Fraction(60, 100)
    assert why(make_framework(), score, "tthc").total == Fraction("5.25") + 4 * Fraction(60, 100)
    with pytest.raises(UnknownCode) as unknown:
        why(make_framework(), score, "nowhere")
    assert unknown.value.known == ("chi_dao", "tthc", "tthc.tham_dinh", "tthc.dung_hen")


def test_what_is_not_known_leaves_the_total_open_and_is_a_part() -> None:
    result = why(make_framework(), score_sheet(make_framework(), "district", UnitSheet({}, {}), SCALES))
    assert result.total is None
    assert [part.points for part in result.parts] == [None, None, None]
    assert result.parts[-1].facts["missing"] == "every_group_empty"
    assert [part.words.reason for part in result.missing] == [
        Reason.NOT_APPRAISED,
        Reason.NOT_APPRAISED,
        Reason.EVERY_GROUP_EMPTY,
    ]
    assert result.as_json()["missing"] == ["chi_dao", "tthc.tham_dinh", "tthc.dung_hen"]


def test_decisions_waivers_and_caps_are_parts() -> None:
    phu_tho = load_framework(_EXAMPLES / "phu_tho_2020" / "framework.yaml")
    entries = {
        leaf.code: Entry(None, leaf.max_score)
        for _, leaf in phu_tho.set_for("vertical_agency").leaves
        if leaf.code != "tac_dong.cchc"
    }
    sheet = UnitSheet(
        entries,
        {},
        UnitFacts(
            cases={"tru.hinh_su": Cases(1, None, _RULING), "tru.ky_luat": Cases(1, Decimal("0.5"))},
            traits=frozenset({"khong_xep_hang_cchc"}),
            overrides={"tac_dong.doanh_nghiep": Override(Decimal(1), _RULING)},
        ),
    )
    score = score_sheet(phu_tho, "vertical_agency", sheet, {})
    result = why(phu_tho, score)
    points = {part.criterion: [part.kind, part.points] for part in result.parts}
    rest = 90 - 3 + 1 - Fraction("0.5")
    assert points["tac_dong.doanh_nghiep"] == ["override", 1]
    assert points["tac_dong.cchc"] == ["substituted.without_criterion", rest / 10]
    assert points["tru.hinh_su"] == ["penalty", 0]
    assert points["tru.ky_luat"] == ["penalty", Fraction("-0.5")]
    assert result.total == score.total == rest * Fraction(11, 10)


def test_a_common_cap_is_a_part() -> None:
    task = load_framework(_EXAMPLES / "thanh_hoa_2020" / "framework_task.yaml")
    sheet = UnitSheet({"nhiem_vu": Entry(None, Decimal(80))}, {}, UnitFacts(cases={"thuong.van_ban": Cases(12)}))
    score = score_sheet(task, "district", sheet, {})
    assert [(code, points) for code, _, points in parts(task, score)[1:]] == [
        ("thuong.van_ban", Fraction(12)),
        ("bonus", Fraction(-2)),
    ]
    assert why(task, score).total == score.total == 90


def test_the_printed_total_differs_by_the_rounding() -> None:
    cells = fold(*ballots("citizen", "very_good", "good", "good"))
    score = score_sheet(make_framework(), "district", UnitSheet(_ENTRIES, cells), SCALES)
    result = why(make_framework(), score)
    plain = json.loads(json.dumps(result.as_json(), ensure_ascii=False))
    assert result.rounding is not None
    assert Fraction(plain["total"]) + Fraction(plain["rounding"]) == Fraction(plain["printed"])
    assert sum(Fraction(part["points"]) for part in plain["parts"]) == Fraction(plain["total"])


_METHODS: list[dict[str, Any]] = [
    {"method": "option_points"},
    {"method": "mean_scaled", "lowest": "0", "highest": "100"},
    {"method": "top_two_box"},
    {"method": "yes_share", "yes": "good"},
    {"method": "min_max", "better": "lower", "lowest_points": "1", "all_equal": "maximum"},
]


@given(_options, _options, _quarters, st.sampled_from(_METHODS), st.none() | st.integers(0, 16))
def test_the_parts_add_up_to_the_total_exactly(
    citizen: list[str], business: list[str], appraised: Decimal, method: dict[str, Any], override: int | None
) -> None:
    framework = make_framework(surveyed=make_survey_criterion(**method))
    overrides = {} if override is None else {"tthc.dung_hen": Override(Decimal(override) / 4, _RULING)}
    sheet = UnitSheet(
        {"chi_dao": Entry(None, appraised), "tthc.tham_dinh": Entry(None, Decimal(6) - appraised)},
        fold(*ballots("citizen", *citizen), *ballots("business", *business)),
        UnitFacts(overrides=overrides),
    )
    score = score_sheet(framework, "district", sheet, SCALES)
    assert why(framework, score).total == score.total
    for part in score.parts:
        assert why(framework, score, part.code).total == part.points
    json.dumps(why(framework, score).as_json())
