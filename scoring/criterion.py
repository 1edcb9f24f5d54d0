"""What is scored: a criterion (tiêu chí) and where its points come from."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictBool

from scoring.fields import Bilingual, Code, FrozenModel, Number, Prose, Score
from scoring.survey_rule import SurveyRule

__all__ = [
    "AppraisedCriterion",
    "Criterion",
    "NotApplicable",
    "Scored",
    "StatisticCriterion",
    "StatisticMinMax",
    "StatisticPoints",
    "StatisticRule",
    "SubstitutedCriterion",
    "Substitution",
    "SurveyCriterion",
    "exempted",
    "is_excluded",
]


class Scored(FrozenModel):
    """What a domain and a criterion share. A number that the source does not give is `illustrative`."""

    code: Code
    name: Bilingual
    max_score: Score
    illustrative: StrictBool = False
    note: Prose | None = None


class NotApplicable(FrozenModel):
    """A criterion that does not apply to some units, or to any of its set.

    `traits`: it does not apply to units that have one of them; none listed means to no unit of the set.
    `no_points` leaves the maximum as it is, `full_points` grants it, `excluded` takes it out of the unit's maximum.
    What is entered or answered about such a unit does not count.
    """

    policy: Literal["no_points", "full_points", "excluded"]
    traits: tuple[Code, ...] = ()
    reason: Prose


class _Criterion(Scored):
    not_applicable: NotApplicable | None = None


class AppraisedCriterion(_Criterion):
    """A criterion that the unit scores itself and the secretariat appraises."""

    source: Literal["appraised"]


class SurveyCriterion(_Criterion):
    """A criterion whose points come from ballots.

    `asks`: the codes under which questionnaires ask about it, when their answers count together for one share
    (SIPAS is the share of the satisfied over all answers to all questions); by default its own code. A question
    feeds one criterion of its set, once.
    """

    source: Literal["survey"]
    survey: SurveyRule
    asks: tuple[Code, ...] = ()

    @property
    def questions(self) -> tuple[str, ...]:
        """The codes whose answers count for this criterion."""
        return self.asks or (self.code,)


class StatisticPoints(FrozenModel):
    """The formula gives the points, kept within 0 and the maximum."""

    method: Literal["points"]
    formula: Prose


class StatisticMinMax(FrozenModel):
    """The formula's value is stretched between the worst and the best unit.

    points = lowest_points + (max − lowest_points) · (x − min) / (max_x − min_x) over the units of one type in one
    round, mirrored when `better: lower` (Đồng Tháp's DDCI: 1 + 9 · (x − min) / (max − min)).
    """

    method: Literal["min_max"]
    formula: Prose
    better: Literal["higher", "lower"]
    lowest_points: Annotated[Number, Field(ge=0)]
    all_equal: Literal["insufficient", "maximum"]


StatisticRule = Annotated[StatisticPoints | StatisticMinMax, Field(discriminator="method")]


class StatisticCriterion(_Criterion):
    """A criterion whose points are computed from indicators."""

    source: Literal["statistic"]
    statistic: StatisticRule


class Substitution(FrozenModel):
    """A share of the year's total in place of a score that cannot exist (Phú Thọ: units without a PAR rank).

    Units with one of `traits` get year_total × max / 100. Read literally that is circular, for the year's total
    has this criterion in it; so the file says which is meant. `without_criterion`: the total of everything but
    the substituted criteria. `with_criterion`: the total that the substituted points complete,
    x = (T + Σx) · max / 100. The total is the one before percentage penalties; the points stay within 0 and the
    maximum.
    """

    total: Literal["without_criterion", "with_criterion"]
    traits: Annotated[tuple[Code, ...], Field(min_length=1)]


class SubstitutedCriterion(_Criterion):
    """A criterion that is appraised, and for some units substituted by a share of their total."""

    source: Literal["substituted"]
    substitution: Substitution


Criterion = Annotated[
    AppraisedCriterion | SurveyCriterion | StatisticCriterion | SubstitutedCriterion, Field(discriminator="source")
]


def exempted(criterion: Criterion, traits: frozenset[str]) -> NotApplicable | None:
    """The rule by which `criterion` does not apply to a unit with these traits, None when it applies."""
    rule = criterion.not_applicable
    return rule if rule and (not rule.traits or not traits.isdisjoint(rule.traits)) else None


def is_excluded(criterion: Criterion, traits: frozenset[str]) -> bool:
    """Whether `criterion` is taken out of the maximum of a unit with these traits."""
    rule = exempted(criterion, traits)
    return rule is not None and rule.policy == "excluded"
