"""Units with every kind of points, explained: for the terminal's and the chat's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

from bot.app.entities import Round, RoundStatus, Unit
from bot.app.explaining import Explained, OwnPoints, Subject
from scoring import (
    BALLOTS,
    Cases,
    CellKey,
    Entry,
    Extremes,
    Framework,
    Override,
    Ruling,
    SurveyCriterion,
    UnitSheet,
    load_framework,
    score_sheet,
    unit_extremes,
    why,
)
from scoring.survey_rule import MinMax

__all__ = [
    "CONSTRUCTED",
    "adjusted",
    "compared",
    "computed",
    "excluded_and_full",
    "incomplete",
    "make_explained",
    "make_own",
    "surveyed",
    "without_criteria",
]

EXAMPLES = Path(__file__).parents[2] / "examples"
WORTHS: Mapping[str, Decimal | None] = {
    "rat_tot": Decimal(100),
    "tot": Decimal(80),
    "binh_thuong": Decimal(60),
    "chua_tot": Decimal(20),
    "kem": Decimal(0),
    "khong_thong_tin": None,
}
RULING = Ruling("Chỉ có báo cáo chung", "Hội đồng đánh giá", date(2021, 3, 1))
Counts = Sequence[int]


@cache
def rules(path: str) -> Framework:
    return load_framework(EXAMPLES / path)


def make_explained(
    framework: Framework,
    unit_type: str,
    sheet: UnitSheet,
    *,
    others: Sequence[UnitSheet] = (),
    asked: str | None = None,
    published: bool = False,
    survey_closed: bool = True,
    name: str = "Huyện Thanh Hà",
) -> Explained:
    """`sheet` scored among `others`, in a campaign "c" whose options are `WORTHS` for every criterion."""
    leaves = [leaf for _, leaf in framework.set_for(unit_type).leaves if isinstance(leaf, SurveyCriterion)]
    scales = {"c": {question: WORTHS for leaf in leaves for question in leaf.questions}}
    extremes = unit_extremes(framework, unit_type, [sheet, *others], scales)
    score = score_sheet(framework, unit_type, sheet, scales, extremes)
    status = RoundStatus.PUBLISHED if published else RoundStatus.PROVISIONAL
    title = {"vi": "Chỉ số cải cách hành chính năm 2026", "en": "PAR index 2026"}
    return Explained(
        province="hai_duong",
        unit=Unit(1, 1, "u", unit_type, {"vi": name, "en": name}),
        round=Round(1, 1, "2026", title, status, 1),
        framework=framework,
        score=score,
        why=why(framework, score, asked, closed={"c"} if survey_closed else ()),
    )


def make_own(explained: Explained, *, several: bool = False) -> OwnPoints:
    """As its official sees it, who may be an official of another unit, too."""
    subject = Subject(explained.unit, explained.round)
    name = {"vi": "Huyện Khác", "en": "Another district"}
    other = subject._replace(unit=replace(explained.unit, id=2, code="v", name=name))
    return OwnPoints(official=True, subjects=(subject, other) if several else (subject,), explained=explained)


def answers(
    framework: Framework, unit_type: str, counts: Mapping[str, Counts], *, unit: str = "u"
) -> dict[CellKey, int]:
    """Each group's answers to every question, by option of `WORTHS`; one ballot for each answer."""
    cells: dict[CellKey, int] = {}
    for _, leaf in framework.set_for(unit_type).leaves:
        for question in leaf.questions if isinstance(leaf, SurveyCriterion) else ():
            for group, numbers in counts.items():
                cells[CellKey("2026", "c", unit, group, "", BALLOTS, BALLOTS)] = sum(numbers)
                for option, n in zip(WORTHS, numbers, strict=True):
                    cells[CellKey("2026", "c", unit, group, "", question, option)] = n
    return cells


def entries(framework: Framework, unit_type: str, share: str = "0.75") -> dict[str, Entry]:
    """Appraised at `share` of each maximum; the unit gave itself all of it."""
    leaves = [leaf for _, leaf in framework.set_for(unit_type).leaves if leaf.source == "appraised"]
    return {leaf.code: Entry(leaf.max_score, leaf.max_score * Decimal(share)) for leaf in leaves}


def surveyed(*, asked: str | None = "chi_dao", survey_closed: bool = True) -> Explained:
    """An industrial zones authority: groups with all counts shown, with some, not asked, and without ballots."""
    framework = rules("hai_duong_2019/framework.yaml")
    heard = {"business": (30, 25, 20, 15, 10, 8), "provincial_front_leader": (40, 30, 12, 3, 0, 2)}
    sheet = UnitSheet(
        entries(framework, "department"),
        answers(framework, "department", heard),
        traits=frozenset({"khu_cong_nghiep"}),
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
        cases={
            "thuong.thanh_tich": Cases(2, Decimal("4.5")),
            "tru.hinh_su": Cases(1, None, RULING if waived else None),
            "tru.ky_luat": Cases(1, Decimal("0.5")),
        },
        traits=frozenset({"khong_xep_hang_cchc"}),
        overrides={"tac_dong.doanh_nghiep": Override(Decimal(1), RULING)},
    )
    return make_explained(framework, "public_service_unit", sheet, name="Trung tâm Xúc tiến đầu tư")


def capped() -> Explained:
    """Bonus items above their own caps and the common one, and an item without cases."""
    framework = rules("thanh_hoa_2020/framework_task.yaml")
    cases = {"thuong.van_ban": Cases(9), "thuong.khen_thuong": Cases(6), "thuong.thanh_tich": Cases(0)}
    known = {item.code for item in framework.set_for("district").bonus.items}  # type: ignore[union-attr]
    sheet = UnitSheet({"nhiem_vu": Entry(None, Decimal(80))}, {}, {c: n for c, n in cases.items() if c in known})
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
    sheet = UnitSheet({}, {}, indicators={**given, "ho_so": Decimal(0)})
    worst = {**given, "gio_giai_quyet": Decimal(48), "tai_lieu_cong_khai": Decimal(60), "ho_so": Decimal(10)}
    best = {**given, "gio_giai_quyet": Decimal(12), "tai_lieu_cong_khai": Decimal(80), "ho_so": Decimal(9)}
    others = [UnitSheet({}, {}, indicators=each) for each in (worst, best)]
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


def with_min_max(framework: Framework) -> Framework:
    def changed(leaf: SurveyCriterion) -> SurveyCriterion:
        given = leaf.survey.model_dump(mode="json", exclude_defaults=True)
        stretched = {
            **given,
            "method": "min_max",
            "better": "higher",
            "lowest_points": "0.5",
            "all_equal": "maximum",
        }
        return leaf.model_copy(update={"survey": MinMax.model_validate(stretched)})

    unit_set = framework.set_for("department")
    domains = tuple(
        domain.model_copy(
            update={
                "criteria": tuple(
                    changed(leaf) if isinstance(leaf, SurveyCriterion) else leaf for leaf in domain.criteria
                )
            }
        )
        for domain in unit_set.domains
    )
    return framework.model_copy(update={"sets": {"department": unit_set.model_copy(update={"domains": domains})}})


def incomplete() -> Explained:
    """Little is known: appraisal, ballots, decisions and the total for a substitution are missing."""
    framework = rules("phu_tho_2020/framework.yaml")
    sheet = UnitSheet(
        {"chuc_nang": Entry(Decimal(38), None)},
        {},
        cases={"thuong.thanh_tich": Cases(1), "tru.hinh_su": Cases(1)},
        traits=frozenset({"khong_xep_hang_cchc"}),
        overrides={"tac_dong.doanh_nghiep": Override(Decimal(3), RULING)},
    )
    return make_explained(framework, "department", sheet, name="Sở Tài chính")


def unheard(*, asked: str | None = "tthc") -> Explained:
    """A district without enough ballots: one group below the minimum, the others silent."""
    framework = rules("hai_duong_2019/framework.yaml")
    sheet = UnitSheet(
        entries(framework, "district"), answers(framework, "district", {"citizen": (1, 1, 1, 0, 0, 0)})
    )
    return make_explained(framework, "district", sheet, asked=asked)


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
            "code": "RARE-1",
            "version": "2",
            "index": "par_index",
            "year": 2026,
            "title": name,
            "source": "made up",
            "rounding": {"decimals": 2, "mode": "half_up"},
            "ranking": {"method": "dense", "values": "exact"},
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
    sheet = UnitSheet({}, answers(framework, "district", heard), indicators={"x": Decimal(10**24)})
    explained = make_explained(framework, "district", sheet)
    scales = {"c": dict.fromkeys(codes, WORTHS)}
    equal = {"equal": Extremes(Fraction(10**24), Fraction(10**24))}
    score = score_sheet(framework, "district", sheet, scales, equal)
    return replace(explained, score=score, why=why(framework, score, closed={"c"}))


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
