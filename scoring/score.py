"""What scoring a unit yields: parts, domains and totals that add up exactly. Nothing here is rounded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from scoring.adjustment import AdjustmentTotal
from scoring.criterion import Criterion, NotApplicable
from scoring.errors import EntriesInvalid, Fault
from scoring.grade import GradeResult
from scoring.indicator import NoValue
from scoring.rounding import exact, exact_sum, known_sum
from scoring.ruling import Override
from scoring.statistic import StatisticTrace
from scoring.survey import NoPoints, SurveyPoints

__all__ = [
    "DomainScore",
    "Missing",
    "NotEntered",
    "Part",
    "PartSum",
    "SubstitutedPoints",
    "UnitScore",
    "require_totals",
]


class NotEntered(StrEnum):
    """Why an appraised criterion, or a bonus or penalty item, has no points."""

    NOT_APPRAISED = "not_appraised"
    NOT_DECIDED = "not_decided"
    NEEDS_TOTAL = "needs_total"


@dataclass(frozen=True, slots=True)
class Missing:
    """A criterion without which there is no total, and why it has no points."""

    criterion: str
    reason: NotEntered | NoPoints | NoValue


@dataclass(frozen=True, slots=True)
class SubstitutedPoints:
    """Points that stand in for a score: `of_total` × max / 100; None while that total is not known.

    `meaning` says which total it is (see `Substitution`). `limited`: kept within 0 and the maximum, because that
    total lies below 0 or above 100.
    """

    points: Fraction | None
    meaning: Literal["without_criterion", "with_criterion"]
    of_total: Fraction | None = None
    limited: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One criterion's contribution, with the trace of its source; traces of other sources are None.

    `not_applicable` is the rule by which it does not apply to the unit. `override` replaced `before_override` by
    the council's decision.
    """

    domain: str
    criterion: Criterion
    self_score: Fraction | None
    points: Fraction | None
    survey: SurveyPoints | None = None
    statistic: StatisticTrace | None = None
    substitution: SubstitutedPoints | None = None
    not_applicable: NotApplicable | None = None
    override: Override | None = None
    before_override: Fraction | None = None

    @property
    def code(self) -> str:
        """The criterion's code."""
        return self.criterion.code

    @property
    def source(self) -> str:
        """Where the points come from: "appraised", "survey", "statistic" or "substituted"."""
        return self.criterion.source

    @property
    def is_appraised(self) -> bool:
        """Whether the criterion belongs to the appraised part of the index."""
        return self.source in {"appraised", "substituted"}

    @property
    def takes_self_score(self) -> bool:
        """Whether the unit has to score itself here."""
        return self.is_appraised and self.not_applicable is None and self.substitution is None

    @property
    def max_score(self) -> Fraction:
        """The most points this criterion gives; 0 where it is excluded for the unit."""
        excluded = self.not_applicable is not None and self.not_applicable.policy == "excluded"
        return Fraction(0) if excluded else exact(self.criterion.max_score)

    @property
    def missing(self) -> Missing | None:
        """What is missing, None when the points are known."""
        if self.points is not None:
            return None
        if self.substitution:
            return Missing(self.code, NotEntered.NEEDS_TOTAL)
        trace = self.survey or self.statistic
        return Missing(self.code, (trace.reason if trace else None) or NotEntered.NOT_APPRAISED)


@dataclass(frozen=True, kw_only=True)
class PartSum:
    """Parts, in the framework's order, and their totals. A total is None as long as one of its parts is."""

    parts: tuple[Part, ...]

    @property
    def self_total(self) -> Fraction | None:
        """Points the unit gives itself, over the criteria that take a self-score."""
        return known_sum(part.self_score for part in self.parts if part.takes_self_score)

    @property
    def appraised_total(self) -> Fraction | None:
        """Appraised points."""
        return known_sum(part.points for part in self.parts if part.is_appraised)

    @property
    def appraised_max(self) -> Fraction:
        """The most points that appraisal (and so the self-assessment) can give."""
        return _maximum(part for part in self.parts if part.is_appraised)

    @property
    def survey_total(self) -> Fraction | None:
        """Survey points; 0 of 0 where nothing is surveyed."""
        return known_sum(part.points for part in self.parts if part.source == "survey")

    @property
    def survey_max(self) -> Fraction:
        """The most points that surveys can give."""
        return _maximum(part for part in self.parts if part.source == "survey")

    @property
    def total(self) -> Fraction | None:
        """All points."""
        return known_sum(part.points for part in self.parts)

    @property
    def max_score(self) -> Fraction:
        """The most points there are."""
        return _maximum(self.parts)

    @property
    def percent(self) -> Fraction | None:
        """All points in percent of the maximum; None where nothing applies to the unit."""
        return None if self.total is None or not self.max_score else 100 * self.total / self.max_score

    @property
    def missing(self) -> tuple[Missing, ...]:
        """The criteria without points."""
        return tuple(part.missing for part in self.parts if part.missing)


@dataclass(frozen=True, kw_only=True)
class DomainScore(PartSum):
    """One domain of one unit."""

    code: str


@dataclass(frozen=True, kw_only=True)
class UnitScore(PartSum):
    """One unit in one round: totals, domains, ballots returned by group, and its grade.

    `framework` names the rules as `code@version`. `bonus` and `penalty` are counted in `total`, but in no domain
    and not in `max_score`. `grade` is None while the total is, where nothing applies to the
    unit, or when the framework gives no grades to its type.
    """

    framework: str
    unit_type: str
    domains: tuple[DomainScore, ...]
    ballots: Mapping[str, int]
    bonus: AdjustmentTotal
    penalty: AdjustmentTotal
    grade: GradeResult | None

    @property
    def total(self) -> Fraction | None:
        """All points of the criteria, plus the bonus, less the penalty."""
        points = super().total
        if points is None or self.bonus.counted is None or self.penalty.counted is None:
            return None
        return points + self.bonus.counted - self.penalty.counted

    @property
    def missing(self) -> tuple[Missing, ...]:
        """The criteria without points, then the bonus and penalty items that await a decision."""
        undecided = tuple(
            Missing(part.item.code, NotEntered.NOT_DECIDED)
            for part in (*self.bonus.parts, *self.penalty.parts)
            if part.is_undecided
        )
        return super().missing + undecided

    @property
    def missing_self(self) -> tuple[str, ...]:
        """Codes of the criteria that the unit has not scored itself yet."""
        return tuple(part.code for part in self.parts if part.takes_self_score and part.self_score is None)


def require_totals(scores: Mapping[str, UnitScore]) -> None:
    """Raise `EntriesInvalid` with every unit that has no total yet."""
    faults = [Fault(unit, "The unit has no total yet.") for unit, score in scores.items() if score.total is None]
    if faults:
        raise EntriesInvalid(faults)


def _maximum(parts: Iterable[Part]) -> Fraction:
    return exact_sum(part.max_score for part in parts)
