"""The totals that other rules would give, computed from the traces of scores instead of scoring again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from scoring.criterion import SurveyCriterion
from scoring.float_ranks import half_up_units
from scoring.score import Part, UnitScore
from scoring.survey_rule import MinMax

__all__ = ["DontKnow", "Variant", "Variants"]

Floats: TypeAlias = NDArray[np.float64]


class DontKnow(StrEnum):
    """What "no information" does: nothing, or it counts as none or half of the points."""

    LEFT_OUT = "left_out"
    ZERO = "zero"
    HALF = "half"


_WHOLE = 100
"""The total that gives a substituted criterion its maximum."""

_WORTH = {DontKnow.ZERO: 0.0, DontKnow.HALF: 0.5}


@dataclass(frozen=True, slots=True)
class Variant:
    """Choices that differ from the published rules. `factors` multiply the weights of (criterion, group) pairs."""

    dont_know: DontKnow = DontKnow.LEFT_OUT
    equal_weights: bool = False
    rounded_early: bool = False
    rounded_total: bool = False
    other_substitution: bool = False
    without: int | None = None
    factors: Floats | None = None


@dataclass(frozen=True, slots=True)
class Variants:
    """Scores as arrays. Rows are units; `pairs` are the (criterion, group) pairs whose shares are weighted.

    `points[u, c]`: points as scored, 0 where a criterion is computed from `shares` (and for substituted ones).
    `shares[u, p]` with their `valid` and `excluded` answers, NaN where a group has no say. `substituted[u, c]`:
    the maximum where points are a share of a total, else 0; `circular[c]` says of which. `beside[u]`: bonus less
    penalty.
    """

    decimals: int
    criteria: tuple[str, ...]
    pairs: tuple[int, ...]
    weights: Floats
    maxima: Floats
    points: Floats
    shares: Floats
    valid: Floats
    excluded: Floats
    substituted: Floats
    circular: NDArray[np.bool_]
    beside: Floats

    @classmethod
    def of(cls, scores: Mapping[str, UnitScore], decimals: int) -> Variants:
        """Arrange `scores`, which are of one type of unit."""
        first = next(iter(scores.values()))
        criteria = tuple(part.code for part in first.parts)
        named = [
            (at, group, float(weight))
            for at, part in enumerate(first.parts)
            if isinstance(part.criterion, SurveyCriterion)
            for group, weight in part.criterion.survey.weights.items()
        ]
        place = {(at, group): i for i, (at, group, _) in enumerate(named)}
        size = len(scores)
        points = np.zeros((size, len(criteria)))
        substituted = np.zeros_like(points)
        shares = np.full((size, len(named)), np.nan)
        valid, excluded = np.zeros_like(shares), np.zeros_like(shares)
        for row, score in enumerate(scores.values()):
            for at, part in enumerate(score.parts):
                if part.substitution and part.override is None:
                    substituted[row, at] = float(part.max_score)
                elif not _reweighed(part):
                    points[row, at] = float(part.points or 0)
                else:
                    assert part.survey
                    for trace in part.survey.groups:
                        if trace.share is not None:
                            i = place[at, trace.group]
                            shares[row, i] = float(trace.share)
                            valid[row, i], excluded[row, i] = trace.valid, trace.excluded
        circular = np.array(
            [any(_is_circular(score.parts[at]) for score in scores.values()) for at in range(len(criteria))]
        )
        beside = [float((score.bonus.counted or 0) - (score.penalty.counted or 0)) for score in scores.values()]
        return cls(
            decimals=decimals,
            criteria=criteria,
            pairs=tuple(at for at, _, _ in named),
            weights=np.array([weight for _, _, weight in named]),
            maxima=np.array([float(part.criterion.max_score) for part in first.parts]),
            points=points,
            shares=shares,
            valid=valid,
            excluded=excluded,
            substituted=substituted,
            circular=circular,
            beside=np.array(beside),
        )

    @property
    def has_survey(self) -> bool:
        """Whether some points come from ballots."""
        return bool(np.isfinite(self.shares).any())

    @property
    def has_other_substitution(self) -> bool:
        """Whether some points stand in for a score, and could be a share of the other total: no total can be
        completed by shares of itself that come to 100 or more."""
        return bool(self.substituted.any() and ((self.substituted * ~self.circular).sum(axis=1) < _WHOLE).all())

    def totals(self, variant: Variant) -> Floats:
        """The total of each unit under `variant`."""
        points = self.points + self._surveyed(variant)
        kept = np.ones(len(self.criteria))
        if variant.without is not None:
            kept[variant.without] = 0
        points = points * kept
        if variant.rounded_early:
            points = half_up_units(points, self.decimals) / 10.0**self.decimals
        rest = points.sum(axis=1) + self.beside
        return np.asarray(rest + self._shares_of(rest, self.substituted * kept, variant), dtype=np.float64)

    def _surveyed(self, variant: Variant) -> Floats:
        points = np.zeros_like(self.points)
        if not self.pairs:
            return points
        heard = np.isfinite(self.shares)
        shares = np.where(heard, self.shares, 0.0)
        if variant.dont_know is not DontKnow.LEFT_OUT:
            answers = self.valid + self.excluded
            raised = shares * self.valid + _WORTH[variant.dont_know] * self.excluded
            shares = np.divide(raised, answers, out=np.zeros_like(shares), where=answers > 0)
        weights = np.ones_like(self.weights) if variant.equal_weights else self.weights
        if variant.factors is not None:
            weights = weights * variant.factors
        place = np.zeros((len(self.pairs), len(self.criteria)))
        place[np.arange(len(self.pairs)), list(self.pairs)] = 1.0
        used = (heard * weights) @ place
        share = np.divide((heard * weights * shares) @ place, used, out=points, where=used > 0)
        return np.asarray(share * self.maxima, dtype=np.float64)

    def _shares_of(self, rest: Floats, substituted: Floats, variant: Variant) -> Floats:
        """Substituted points: shares of the rest, then those of the total that they complete."""
        circular = ~self.circular if variant.other_substitution else self.circular
        plain = (substituted * ~circular).sum(axis=1) * np.clip(rest / _WHOLE, 0, 1)
        most = (substituted * circular).sum(axis=1)
        return np.asarray(plain + most * np.clip((rest + plain) / (_WHOLE - most), 0, 1), dtype=np.float64)


def _reweighed(part: Part) -> bool:
    """Whether the part's points are weighted shares; those that compare units keep the points they have."""
    criterion = part.criterion
    return (
        isinstance(criterion, SurveyCriterion)
        and part.survey is not None
        and part.override is None
        and not isinstance(criterion.survey, MinMax)
    )


def _is_circular(part: Part) -> bool:
    return part.substitution is not None and part.substitution.meaning == "with_criterion"
