"""How sure totals, ranks and grades are, given that other respondents could have been asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from scoring.errors import EntriesInvalid, Fault
from scoring.float_ranks import float_grades, float_ranks
from scoring.fold import Ballot
from scoring.framework import Framework
from scoring.interval import square_root
from scoring.linear import GroupPopulation, SurveyError, survey_error
from scoring.resample import Draws, draw_again
from scoring.score import UnitScore

__all__ = ["DRAWS", "RankInterval", "UnitUncertainty", "uncertainty"]

DRAWS = 1000
"""The 5 % and 95 % points of a rank move by less than one place between seeds at this number."""

_SEPARATED = 0.95


@dataclass(frozen=True, slots=True)
class RankInterval:
    """The rank in the middle of the draws, and those that 5 % of the draws stay below and above."""

    low: int
    middle: int
    high: int


@dataclass(frozen=True, slots=True)
class UnitUncertainty:
    """What the sample of respondents leaves open about one unit.

    `grades` are the shares of the draws in which it has each grade, by code ("" for no grade); `error` the
    standard error of its survey points. It is not separable from units above or below which it lies in less than
    95 % of the draws.
    """

    unit: str
    survey: SurveyError | None
    error: Decimal | None
    rank: RankInterval
    grades: Mapping[str, float]
    not_separable_from: tuple[str, ...]


def uncertainty(
    framework: Framework,
    unit_type: str,
    scores: Mapping[str, UnitScore],
    ballots: Sequence[Ballot],
    *,
    seed: int,
    draws: int = DRAWS,
    populations: Mapping[str, GroupPopulation] | None = None,
) -> tuple[UnitUncertainty, ...]:
    """For each unit of `scores`, in their order; `ballots` are those from whose cells the scores come.

    Quota samples have no design from which errors follow: label them as non-probability samples wherever these
    numbers are shown. Raises `EntriesInvalid` when a unit has no total yet.
    """
    faults = [Fault(unit, "The unit has no total yet.") for unit, score in scores.items() if score.total is None]
    if faults:
        raise EntriesInvalid(faults)
    if not scores:
        return ()
    drawn = draw_again(scores, ballots, seed=seed, draws=draws, populations=populations)
    ranks = float_ranks(drawn.totals, framework.ranking, framework.rounding)
    low, middle, high = np.quantile(ranks, [0.05, 0.5, 0.95], axis=0, method="nearest").astype(int)
    grades = float_grades(framework, unit_type, drawn)
    found = []
    for row, (unit, score) in enumerate(scores.items()):
        error = survey_error(unit, score, ballots, populations=populations)
        found.append(
            UnitUncertainty(
                unit=unit,
                survey=error,
                error=None if error is None or error.variance is None else square_root(error.variance),
                rank=RankInterval(int(low[row]), int(middle[row]), int(high[row])),
                grades=_shares(grades, row),
                not_separable_from=_near(drawn, row),
            )
        )
    return tuple(found)


def _shares(grades: Mapping[str, NDArray[np.bool_]], row: int) -> dict[str, float]:
    shares = {code: float(has[:, row].mean()) for code, has in grades.items()}
    return {code: share for code, share in shares.items() if share}


def _near(drawn: Draws, row: int) -> tuple[str, ...]:
    """The units that the draws do not put clearly above or clearly below."""
    own = drawn.totals[:, [row]]
    above, below = (drawn.totals > own).mean(axis=0), (drawn.totals < own).mean(axis=0)
    clear = np.maximum(above, below) >= _SEPARATED
    return tuple(unit for i, unit in enumerate(drawn.units) if i != row and not clear[i])
