"""Small frameworks and ballots for tests; every argument has a sensible default."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from scoring import Ballot, Framework, GradeBand, Grading, OutOf, Rating, SurveyCriterion

NAME = {"vi": "Tên", "en": "Name"}
SCALE: Mapping[str, Decimal | None] = {
    "very_good": Decimal(100),
    "good": Decimal(60),
    "fair": Decimal(20),
    "poor": Decimal(0),
    "no_information": None,
}
SCALES = {"c1": {"tthc.dung_hen": SCALE}}


def make_ballot(
    *,
    answers: Mapping[str, str] | None = None,
    unit: str = "gia_loc",
    group: str = "citizen",
    campaign: str = "c1",
    assessment_round: str = "2019",
    cluster: str = "",
) -> Ballot:
    """A ballot about one unit; `answers` maps criteria to options."""
    ratings = (answers or {"tthc.dung_hen": "good"}).items()
    return Ballot(
        round=assessment_round,
        campaign=campaign,
        group=group,
        cluster=cluster,
        ratings=tuple(Rating(unit, criterion, option) for criterion, option in ratings),
    )


def ballots(group: str, *options: str) -> list[Ballot]:
    """One ballot of `group` per option, all about on-time results in Gia Lộc."""
    return [make_ballot(group=group, answers={"tthc.dung_hen": option}) for option in options]


def make_survey_criterion(
    *,
    max_score: str = "4",
    weights: Mapping[str, str] | None = None,
    empty_group: str = "redistribute",
    minimum_ballots: int = 1,
    **method: str,
) -> SurveyCriterion:
    """The criterion `tthc.dung_hen`, answered by citizens (0.6) and businesses (0.4)."""
    return SurveyCriterion.model_validate(
        {
            "code": "tthc.dung_hen",
            "name": {"vi": "Đúng hẹn", "en": "On time"},
            "max_score": max_score,
            "source": "survey",
            "survey": {
                **(method or {"method": "option_points"}),
                "weights": weights or {"citizen": "0.6", "business": "0.4"},
                "empty_group": empty_group,
                "minimum_ballots": minimum_ballots,
            },
        }
    )


def make_bands() -> list[dict[str, object]]:
    """The head-of-agency bands of Hải Dương 2019."""

    def band(code: str, **bounds: str) -> dict[str, object]:
        return {"code": code, "name": {"vi": code, "en": code}, **bounds}

    return [
        band("outstanding", above="90", every_domain_at_least="80"),
        band("good", above="80", at_most="90", every_domain_at_least="70"),
        band("completed", above="65", at_most="80", every_domain_at_least="50"),
        band("failed", at_most="65"),
    ]


def make_grading(
    *,
    bands: Sequence[GradeBand | Mapping[str, object]] | None = None,
    measure: str = "percent",
    values: str = "exact",
    allow_gaps: bool = False,
    allow_overlaps: bool = False,
) -> Grading:
    """A grading, by default with `make_bands`."""
    return Grading.model_validate(
        {
            "measure": measure,
            "values": values,
            "allow_gaps": allow_gaps,
            "allow_overlaps": allow_overlaps,
            "bands": bands or make_bands(),
        }
    )


def make_framework_head(
    *, code: str = "TEST-1", version: str = "1", year: int = 2019, title: Mapping[str, str] = NAME
) -> dict[str, object]:
    """What stands in a framework before its groups and sets."""
    return {
        "code": code,
        "version": version,
        "index": "par_index",
        "year": year,
        "title": title,
        "source": "made up",
        "rounding": {"decimals": 2, "mode": "half_up"},
        "ranking": {"method": "dense", "values": "exact"},
    }


def make_framework_data(*, surveyed: SurveyCriterion | None = None) -> dict[str, object]:
    """The data of a valid framework: domain `chi_dao` (6, as a whole) and `tthc` (10 = 6 appraised + 4 survey)."""
    survey = (surveyed or make_survey_criterion()).model_dump(mode="json", exclude_defaults=True)
    appraised = {"code": "tthc.tham_dinh", "name": NAME, "max_score": "6", "source": "appraised"}
    return {
        **make_framework_head(),
        "groups": {"citizen": NAME, "business": NAME},
        "gradings": {"head": {"measure": "percent", "values": "exact", "bands": make_bands()}},
        "sets": {
            "district": {
                "name": NAME,
                "max_score": "16",
                "grading": "head",
                "domains": [
                    {"code": "chi_dao", "name": NAME, "max_score": "6"},
                    {"code": "tthc", "name": NAME, "max_score": "10", "criteria": [appraised, survey]},
                ],
            }
        },
    }


def make_framework(*, surveyed: SurveyCriterion | None = None) -> Framework:
    """The framework of `make_framework_data`."""
    return Framework.model_validate(make_framework_data(surveyed=surveyed))


def out_of(points: str, max_score: str = "100") -> OutOf:
    """Points out of a maximum, exactly."""
    return OutOf(Fraction(points), Fraction(max_score))
