"""Units with every kind of points, explained: for the terminal's and the chat's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from bot.app.explaining import Explained
from scoring import (
    Cases,
    Entry,
    Extremes,
    Framework,
    Override,
    SurveyState,
    UnitFacts,
    UnitSheet,
    score_sheet,
    why,
)
from tests.bot.explaining import RULING, WORTHS, answers, entries, make_explained, rules, with_min_max
from tests.scoring.builders import make_framework_head

__all__ = [
    "CONSTRUCTED",
    "adjusted",
    "compared",
    "computed",
    "excluded_and_full",
    "incomplete",
    "surveyed",
    "without_criteria",
]


def surveyed(*, asked: str | None = "chi_dao", survey_closed: bool = True) -> Explained:
    """An industrial zones authority: groups with all counts shown, with some, not asked, and without ballots."""
    framework = rules("hai_duong_2019/framework.yaml")
    heard = {"business": (30, 25, 20, 15, 10, 8), "provincial_front_leader": (40, 30, 12, 3, 0, 2)}
    sheet = UnitSheet(
        entries(framework, "department"),
        answers(framework, "department", heard),
        UnitFacts(traits=frozenset({"khu_cong_nghiep"})),
    )
    return make_explained(
        framework,
        "department",
        sheet,
        asked=asked,
        survey_closed=survey_closed,
        name="Ban Quản lý các khu công nghiệp",
    )


def heard(*, asked: str | None = "tthc") -> Explained:
    """A district about which every group said enough for all counts to be shown."""
    framework = rules("hai_duong_2019/framework.yaml")
    groups = (
        "citizen",
        "business",
        "commune_official",
        "district_council_delegate",
        "district_front_leader",
        "department_leader",
    )
    counts = {group: (20 + n, 15, 10, 7, 5, 0 if n % 2 else 6) for n, group in enumerate(groups)}
    sheet = UnitSheet(entries(framework, "district"), answers(framework, "district", counts))
    return make_explained(framework, "district", sheet, asked=asked, published=True)


def adjusted(*, total: str = "without_criterion", waived: bool = False) -> Explained:
    """A public service unit: not applicable, substituted, overridden, bonus decided, half of it lost or waived."""
    data = rules("phu_tho_2020/framework.yaml").model_dump(mode="json", exclude_defaults=True)
    for domain in data["sets"]["public_service_unit"]["domains"]:
        for leaf in domain.get("criteria", ()):
            if "substitution" in leaf:
                leaf["substitution"]["total"] = total
    framework = Framework.model_validate(data)
    sheet = UnitSheet(
        entries(framework, "public_service_unit"),
        {},
        UnitFacts(
            cases={
                "thuong.thanh_tich": Cases(2, Decimal("4.5")),
                "tru.hinh_su": Cases(1, None, RULING if waived else None),
                "tru.ky_luat": Cases(1, Decimal("0.5")),
            },
            traits=frozenset({"khong_xep_hang_cchc"}),
            overrides={"tac_dong.doanh_nghiep": Override(Decimal(1), RULING)},
        ),
    )
    return make_explained(framework, "public_service_unit", sheet, name="Trung tâm Xúc tiến đầu tư")


def capped() -> Explained:
    """Bonus items above their own caps and the common one, and an item without cases."""
    framework = rules("thanh_hoa_2020/framework_task.yaml")
    cases = {"thuong.van_ban": Cases(9), "thuong.khen_thuong": Cases(6), "thuong.thanh_tich": Cases(0)}
    known = {item.code for item in framework.set_for("district").bonus.items}  # type: ignore[union-attr]
    facts = UnitFacts(cases={code: number for code, number in cases.items() if code in known})
    sheet = UnitSheet({"nhiem_vu": Entry(None, Decimal(80))}, {}, facts)
    return make_explained(framework, "district", sheet)


def computed() -> Explained:
    """Statistics compared with two other units; one of them divides by zero, one was not reported."""
    framework = rules("dong_thap_2020/framework_ddci.yaml")
    ones = {
        "gio_giai_quyet": "24",
        "tai_lieu_cong_khai": "70",
        "tai_lieu_phai_cong_khai": "80",
        "ho_so_dung_han": "9",
    }
    given = {name: Decimal(value) for name, value in ones.items()}
    sheet = UnitSheet({}, {}, UnitFacts(indicators={**given, "ho_so": Decimal(0)}))
    worst = {**given, "gio_giai_quyet": Decimal(48), "tai_lieu_cong_khai": Decimal(60), "ho_so": Decimal(10)}
    best = {**given, "gio_giai_quyet": Decimal(12), "tai_lieu_cong_khai": Decimal(80), "ho_so": Decimal(9)}
    others = [UnitSheet({}, {}, UnitFacts(indicators=each)) for each in (worst, best)]
    return make_explained(framework, "department", sheet, others=others, name="Sở Tư pháp")


def compared(*, asked: str | None = "chi_dao") -> Explained:
    """A survey whose points come from comparing the units."""
    framework = with_min_max(rules("hai_duong_2019/framework.yaml"))

    def sheet(*numbers: int) -> UnitSheet:
        heard = dict.fromkeys(("business", "public_service_unit"), numbers)
        return UnitSheet(entries(framework, "department"), answers(framework, "department", heard))

    others = [sheet(10, 0, 0, 0, 0, 0), sheet(0, 0, 0, 0, 10, 0)]
    own = sheet(10, 10, 5, 5, 5, 0)
    return make_explained(framework, "department", own, others=others, asked=asked, name="Sở Y tế")


def incomplete() -> Explained:
    """Little is known: appraisal, ballots, decisions and the total for a substitution are missing."""
    framework = rules("phu_tho_2020/framework.yaml")
    sheet = UnitSheet(
        {"chuc_nang": Entry(Decimal(38), None)},
        {},
        UnitFacts(
            cases={"thuong.thanh_tich": Cases(1), "tru.hinh_su": Cases(1)},
            traits=frozenset({"khong_xep_hang_cchc"}),
            overrides={"tac_dong.doanh_nghiep": Override(Decimal(3), RULING)},
        ),
    )
    return make_explained(framework, "department", sheet, name="Sở Tài chính")


def unheard(*, asked: str | None = "tthc") -> Explained:
    """A district without enough ballots: one group below the minimum, one not asked, the others silent."""
    framework = rules("hai_duong_2019/framework.yaml")
    sheet = UnitSheet(
        entries(framework, "district"), answers(framework, "district", {"citizen": (1, 1, 1, 0, 0, 0)})
    )
    return make_explained(framework, "district", sheet, asked=asked, unasked=["business"])


def excluded_and_full() -> Explained:
    """Criteria that do not apply: one taken out of the maximum, one granted in full."""
    framework = rules("phu_tho_2020/framework.yaml")
    data = framework.model_dump(mode="json", exclude_defaults=True)
    for domain in data["sets"]["department"]["domains"]:
        for leaf in domain.get("criteria", ()):
            if leaf["code"] == "noi_bo.iso":
                leaf["not_applicable"] = {"policy": "excluded", "reason": "Không thuộc diện áp dụng."}
            if leaf["code"] == "tac_dong.doanh_nghiep":
                leaf["not_applicable"] = {"policy": "full_points", "reason": "Không có thủ tục với doanh nghiệp."}
    framework = Framework.model_validate(data)
    sheet = UnitSheet({**entries(framework, "department"), "tac_dong.cchc": Entry(None, Decimal(4))}, {})
    return make_explained(framework, "department", sheet, name="Sở Ngoại vụ")


def without_criteria() -> Explained:
    """Only the total was entered."""
    framework = rules("thanh_hoa_2020/framework.yaml")
    sheet = UnitSheet({"total": Entry(Decimal(95), Decimal("88.75"))}, {})
    return make_explained(framework, "department", sheet, published=True, name="Sở Công Thương")


def rare() -> Explained:
    """What hardly happens: limits, ties, numbers out of bounds, a rule that wants every group."""
    name = {"vi": "Số liệu", "en": "Figure"}
    codes = ("above", "equal", "huge", "silent", "alone")

    def statistic(code: str, formula: str, **rule: str) -> dict[str, object]:
        return {**leaf(code, "statistic"), "statistic": {"method": "points", "formula": formula, **rule}}

    def survey(code: str, **rule: object) -> dict[str, object]:
        common = {"weights": {"citizen": "0.6", "business": "0.4"}, "minimum_ballots": 1}
        return {**leaf(code, "survey"), "survey": {"empty_group": "insufficient", **common, **rule}}

    def leaf(code: str, source: str) -> dict[str, object]:
        return {
            "code": code,
            "name": {"vi": f"Tiêu chí {code}", "en": f"Criterion {code}"},
            "max_score": "5",
            "source": source,
        }

    compared_by = {"method": "min_max", "better": "higher", "lowest_points": "1", "all_equal": "insufficient"}
    framework = Framework.model_validate(
        {
            **make_framework_head(code="RARE-1", version="2", year=2026, title=name),
            "groups": {
                "citizen": {"vi": "Người dân", "en": "Citizens"},
                "business": {"vi": "Doanh nghiệp", "en": "Businesses"},
            },
            "indicators": {"x": {"name": name}},
            "sets": {
                "district": {
                    "name": name,
                    "max_score": "25",
                    "domains": [
                        {
                            "code": "d",
                            "name": name,
                            "max_score": "25",
                            "criteria": [
                                statistic("above", "x * 2"),
                                statistic("equal", "x", **compared_by),
                                statistic("huge", "x" + " * x" * 60),
                                survey("silent", method="option_points"),
                                survey("alone", **compared_by, empty_group="redistribute"),
                            ],
                        }
                    ],
                }
            },
        }
    )
    assert [leaf.code for _, leaf in framework.set_for("district").leaves] == list(codes)
    heard = {"citizen": (9, 8, 7, 6, 5, 0), "business": (0, 0, 0, 0, 0, 7)}
    sheet = UnitSheet({}, answers(framework, "district", heard), UnitFacts(indicators={"x": Decimal(10**24)}))
    explained = make_explained(framework, "district", sheet)
    scales = {"c": dict.fromkeys(codes, WORTHS)}
    equal = {"equal": Extremes(Fraction(10**24), Fraction(10**24))}
    score = score_sheet(framework, "district", sheet, scales, equal)
    return replace(explained, score=score, why=why(framework, score, surveys=SurveyState({"c"})))


CONSTRUCTED: Mapping[str, Explained] = {
    "heard": heard(),
    "surveyed": surveyed(),
    "still_open": surveyed(survey_closed=False),
    "compared": compared(),
    "computed": computed(),
    "adjusted": adjusted(),
    "adjusted_with_criterion_waived": adjusted(total="with_criterion", waived=True),
    "capped": capped(),
    "incomplete": incomplete(),
    "unheard": unheard(),
    "exempted": excluded_and_full(),
    "without_criteria": without_criteria(),
    "rare": rare(),
}
"""Name → a unit; together they have every kind of part."""
