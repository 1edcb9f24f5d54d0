"""How sure totals, ranks and grades are, given that other respondents could have been asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from scoring.float_ranks import RankInterval, float_grades, float_ranks, rank_intervals
from scoring.fold import Ballot
from scoring.framework import Framework
from scoring.interval import square_root
from scoring.linear import SurveyError, survey_error
from scoring.resample import Draws, draw_again
from scoring.score import UnitScore, require_totals
from scoring.shown_error import error_may_be_shown, shown_error
from scoring.strata import sampled_parts

__all__ = ["DRAWS", "RankInterval", "UnitUncertainty", "uncertainty"]

DRAWS = 1000
"""Between seeds the 5 % and 95 % ranks of the example province differ by one place at most."""

_SEPARATED = 0.95


@dataclass(frozen=True, slots=True)
class UnitUncertainty:
    """What the sample of respondents leaves open about one unit.

    `grades` are the shares of the draws in which it has each grade, by code ("" for no grade); `error` the
    standard error of its survey points and `shown` what may be told of it; `border` how many points its total is
    away from the nearest border of a grade. It is not separable from units above or below which it lies in less
    than 95 % of the draws.
    """

    unit: str
    survey: SurveyError | None
    error: Decimal | None
    shown: Decimal | None
    rank: RankInterval
    grades: Mapping[str, float]
    border: Fraction | None
    not_separable_from: tuple[str, ...]


def uncertainty(
    framework: Framework,
    unit_type: str,
    scores: Mapping[str, UnitScore],
    ballots: Sequence[Ballot],
    *,
    seed: int,
    draws: int = DRAWS,
    populations: Mapping[str, int] | None = None,
) -> tuple[UnitUncertainty, ...]:
    """For each unit of `scores`, in their order; `ballots` are those from whose cells the scores come.

    `populations`: how many sampling units a group has, where that is known (see `sampled_parts`).

    Quota samples have no design from which errors follow: label them as non-probability samples wherever these
    numbers are shown. Raises `EntriesInvalid` when a unit has no total yet.
    """
    require_totals(scores)
    if not scores:
        return ()
    drawn = draw_again(scores, ballots, seed=seed, draws=draws, populations=populations)
    ranks = rank_intervals(scores, float_ranks(drawn.totals, framework.ranking, framework.rounding))
    grades = float_grades(framework, unit_type, drawn)
    about, asked = _by_unit(ballots), sampled_parts(ballots, populations or {})
    found = []
    for row, (unit, score) in enumerate(scores.items()):
        error = survey_error(unit, score, about[unit], sampled=asked.get(unit))
        root = None if error is None or error.variance is None else square_root(error.variance)
        found.append(
            UnitUncertainty(
                unit=unit,
                survey=error,
                error=root,
                shown=shown_error(root) if root is not None and error_may_be_shown(score) else None,
                rank=ranks[unit],
                grades=_shares(grades, row),
                border=_border(framework, unit_type, score),
                not_separable_from=_near(drawn, row),
            )
        )
    return tuple(found)


def _by_unit(ballots: Sequence[Ballot]) -> Mapping[str, list[Ballot]]:
    """The ballots that rate each unit."""
    about: dict[str, list[Ballot]] = defaultdict(list)
    for ballot in ballots:
        for unit in {rating.unit for rating in ballot.ratings}:
            about[unit].append(ballot)
    return about


def _border(framework: Framework, unit_type: str, score: UnitScore) -> Fraction | None:
    """The distance of the total from the nearest end of a grade, in points; floors of domains are left aside."""
    grading = framework.grading_for(unit_type)
    if grading is None or score.total is None:
        return None
    point = score.max_score / 100 if grading.measure == "percent" else Fraction(1)
    return min((abs(score.total - border * point) for border in grading.borders), default=None)


def _shares(grades: Mapping[str, NDArray[np.bool_]], row: int) -> dict[str, float]:
    shares = {code: float(has[:, row].mean()) for code, has in grades.items()}
    return {code: share for code, share in shares.items() if share}


def _near(drawn: Draws, row: int) -> tuple[str, ...]:
    """The units that the draws do not put clearly above or clearly below."""
    own = drawn.totals[:, [row]]
    above, below = (drawn.totals > own).mean(axis=0), (drawn.totals < own).mean(axis=0)
    clear = np.maximum(above, below) >= _SEPARATED
    return tuple(unit for i, unit in enumerate(drawn.units) if i != row and not clear[i])
