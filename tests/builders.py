"""A tiny province for tests: two districts, a form of two rated questions, one campaign; all has defaults.

The numbers are chosen so that a score can be worked out by eye: `tthc.dung_hen` is worth 4 points and
`can_bo.thai_do` 2; "good" earns all of it, "fair" half, "poor" nothing, and "no_information" does not count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from bot.app.entities import RoundStatus
from bot.app.package import CampaignPlan, DeadlinePlan, ProvincePackage, RoundPlan, UnitPlan
from bot.app.privacy import Privacy
from scoring import Entries, Entry, Framework, UnitFacts
from surveys import Choice, Kind, Question, Questionnaire
from tests.scoring.builders import NAME, make_framework_head

__all__ = [
    "POINTS",
    "make_campaign",
    "make_deadline",
    "make_form",
    "make_framework",
    "make_package",
    "make_privacy",
    "make_round",
    "make_scores",
    "make_unit",
]

POINTS: Mapping[str, str | None] = {"good": "100", "fair": "50", "poor": "0", "no_information": None}


def make_form(
    *,
    form_id: str = "hai_long",
    version: str = "1",
    points: Mapping[str, str | None] = POINTS,
    label: str = "Trả kết quả đúng hẹn?",
) -> Questionnaire:
    """`dung_hen` and `thai_do`, both required, both with the options of `points`; then an optional free text."""
    choices = tuple(
        Choice(
            name=name,
            label={"vi": name, "en": name},
            points=None if percent is None else Decimal(percent),
            no_information=percent is None,
        )
        for name, percent in points.items()
    )

    def rated(name: str, wording: str, criterion: str) -> Question:
        return Question(
            name=name,
            kind=Kind.SELECT_ONE,
            label={"vi": wording, "en": name},
            choices=choices,
            required=True,
            criterion=criterion,
        )

    return Questionnaire(
        form_id=form_id,
        version=version,
        title={"vi": "Phiếu hài lòng", "en": "Satisfaction"},
        languages=("vi", "en"),
        items=(
            rated("dung_hen", label, "tthc.dung_hen"),
            rated("thai_do", "Thái độ?", "can_bo.thai_do"),
            Question(name="gop_y", kind=Kind.TEXT, label={"vi": "Góp ý", "en": "Remarks"}),
        ),
    )


def make_framework(*, version: str = "1", minimum_ballots: int = 2, business_weight: str = "") -> Framework:
    """Districts: 9 appraised points and 6 from the survey. With `business_weight` the citizens have the rest."""
    weights = {"citizen": "1"}
    if business_weight:
        weights = {"citizen": str(1 - Decimal(business_weight)), "business": business_weight}

    def domain(code: str, appraised: int, surveyed: str, points: int) -> dict[str, object]:
        rule = {
            "method": "option_points",
            "weights": weights,
            "empty_group": "redistribute",
            "minimum_ballots": minimum_ballots,
        }
        return {
            "code": code,
            "name": NAME,
            "max_score": str(appraised + points),
            "criteria": [
                {"code": f"{code}.tham_dinh", "name": NAME, "max_score": str(appraised), "source": "appraised"},
                {"code": surveyed, "name": NAME, "max_score": str(points), "source": "survey", "survey": rule},
            ],
        }

    return Framework.model_validate(
        {
            **make_framework_head(version=version, year=2026),
            "groups": dict.fromkeys(weights, NAME),
            "sets": {
                "district": {
                    "name": NAME,
                    "max_score": "15",
                    "domains": [domain("tthc", 6, "tthc.dung_hen", 4), domain("can_bo", 3, "can_bo.thai_do", 2)],
                }
            },
        }
    )


def make_scores(*, tthc: str | None = "5", can_bo: str | None = "2.5") -> Entries:
    """One unit's appraised points; its self-score is the maximum."""

    def entry(maximum: str, appraised: str | None) -> Entry:
        return Entry(Decimal(maximum), None if appraised is None else Decimal(appraised))

    return {"tthc.tham_dinh": entry("6", tthc), "can_bo.tham_dinh": entry("3", can_bo)}


def make_unit(*, code: str = "gia_loc", type: str = "district") -> UnitPlan:  # noqa: A002 - the field's name
    return UnitPlan(code, type, {"vi": f"huyện {code}", "en": code}, ())


def make_campaign(
    *,
    code: str = "citizen",
    group: str = "citizen",
    form: Questionnaire | None = None,
    units: Sequence[str] = ("gia_loc", "thanh_ha"),
    seats: int = 30,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    per_ticket: bool = False,
) -> CampaignPlan:
    title = {"vi": f"Khảo sát {code}", "en": f"Survey {code}"}
    plan = CampaignPlan(code, title, group, form or make_form(), opens_at, closes_at, tuple(units), seats)
    return replace(plan, per_ticket=per_ticket)


def make_deadline(
    *, code: str = "self_score", due_at: datetime | None = None, unit_types: Sequence[str] = ()
) -> DeadlinePlan:
    """Due on Friday 27 November 2026 at 17:00 in the province, a week after the stopped clock's morning."""
    due = due_at or datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
    return DeadlinePlan(code, {"vi": f"Hạn {code}", "en": f"Due {code}"}, due, tuple(unit_types))


def make_round(
    *,
    code: str = "2026",
    status: RoundStatus = RoundStatus.PROVISIONAL,
    framework: Framework | None = None,
    scores: Mapping[str, Entries] | None = None,
    replay: bool = False,
    deadlines: Sequence[DeadlinePlan] = (),
    campaigns: Sequence[CampaignPlan] | None = None,
    facts: Mapping[str, UnitFacts] | None = None,
) -> RoundPlan:
    return RoundPlan(
        code,
        {"vi": f"Chỉ số {code}", "en": f"Index {code}"},
        status,
        framework or make_framework(),
        {} if scores is None else scores,
        replay,
        tuple(deadlines),
        (make_campaign(),) if campaigns is None else tuple(campaigns),
        facts or {},
    )


def make_privacy(
    *, controller: str = "Department of Home Affairs", contact: str = "0220 000", retention_days: int = 365
) -> Privacy:
    return Privacy({"vi": controller, "en": controller}, {"vi": contact, "en": contact}, retention_days)


def make_package(
    *,
    code: str = "hai_duong",
    units: Sequence[UnitPlan] | None = None,
    rounds: Sequence[RoundPlan] | None = None,
    privacy: Privacy | None = None,
) -> ProvincePackage:
    """A province of two districts, `gia_loc` and `thanh_ha`, with one provisional round."""
    return ProvincePackage(
        code,
        {"vi": f"Tỉnh {code}", "en": f"{code} province"},
        (make_unit(), make_unit(code="thanh_ha")) if units is None else tuple(units),
        (make_round(),) if rounds is None else tuple(rounds),
        privacy or make_privacy(),
    )
