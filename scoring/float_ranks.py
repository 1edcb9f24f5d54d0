"""Ranks and grades of many draws at once. Floats here, because draws are noise; published ranks are exact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.framework import Framework, Ranking, Rounding
from scoring.grading import Bound, GradeBand
from scoring.resample import Draws

__all__ = ["RankInterval", "float_grades", "float_ranks", "half_up_units", "rank_intervals"]

_CLOSE = 1e-9
"""Two floats nearer than this are the same points: a score has at most 9 decimals."""


@dataclass(frozen=True, slots=True)
class RankInterval:
    """The rank in the middle of the draws, and those that 5 % of the draws stay below and above."""

    low: int
    middle: int
    high: int


def rank_intervals(units: Iterable[str], ranks: NDArray[np.int64]) -> dict[str, RankInterval]:
    """The interval of each of the `units` (columns) from its rank in each draw (row)."""
    ends = np.quantile(ranks, [0.05, 0.5, 0.95], axis=0, method="nearest").astype(int).T.tolist()
    return {unit: RankInterval(*each) for unit, each in zip(units, ends, strict=True)}


def half_up_units(points: NDArray[np.float64], decimals: int) -> NDArray[np.float64]:
    """Points in whole units of the last decimal, rounded half up; floats that should be a half count as one."""
    return np.asarray(np.floor(points * 10.0**decimals + 0.5 + _CLOSE), dtype=np.float64)


def float_ranks(totals: NDArray[np.float64], ranking: Ranking, rounding: Rounding) -> NDArray[np.int64]:
    """The rank of each unit (column) in each draw (row), by the framework's rules."""
    decimals = rounding.decimals if ranking.values == "printed" else 9
    units = half_up_units(totals, decimals)
    found = np.empty(units.shape, dtype=np.int64)
    for row, values in enumerate(units):
        if ranking.method == "competition":
            found[row] = 1 + (values > values[:, None]).sum(axis=1)
            continue
        found[row] = np.unique(-values, return_inverse=True)[1].reshape(-1) + 1
    return found


def float_grades(framework: Framework, unit_type: str, drawn: Draws) -> dict[str, NDArray[np.bool_]]:
    """code of a grade → whether each unit (column) has it in each draw (row); "" is no grade."""
    grading = framework.grading_for(unit_type)
    if grading is None:
        return {}
    values = drawn.totals
    if grading.measure == "percent":
        values = _percent(values, drawn.maxima.sum(axis=1))
    percents = _percent(drawn.domains, drawn.maxima)
    if grading.values == "printed":
        decimals = framework.rounding.decimals
        values, percents = (half_up_units(each, decimals) / 10.0**decimals for each in (values, percents))
    grades: dict[str, NDArray[np.bool_]] = {}
    started = np.zeros(values.shape, dtype=bool)
    given = np.zeros(values.shape, dtype=bool)
    for band in grading.bands:
        started |= _holds(band, values)
        floors = _reached(band.floor, percents).all(axis=2) if band.floor else np.ones_like(given)
        grades[band.code] = started & floors & ~given
        given |= grades[band.code]
    return grades | {"": ~given}


def _percent(points: NDArray[np.float64], maxima: NDArray[np.float64]) -> NDArray[np.float64]:
    """In percent of the maximum; where nothing applies to a unit, nothing is missed."""
    return 100 * np.divide(points, maxima, out=np.full_like(points, np.inf), where=maxima > 0)


def _holds(band: GradeBand, values: NDArray[np.float64]) -> NDArray[np.bool_]:
    held = np.ones(values.shape, dtype=bool)
    if band.lower:
        held &= _reached(band.lower, values)
    if band.upper:
        upper, inclusive = float(band.upper.value), band.upper.inclusive
        held &= values <= upper + _CLOSE if inclusive else values < upper - _CLOSE
    return held


def _reached(bound: Bound, values: NDArray[np.float64]) -> NDArray[np.bool_]:
    lower = float(bound.value)
    return values >= lower - _CLOSE if bound.inclusive else values > lower + _CLOSE
