"""Ranks and grades of many draws at once. Floats here, because draws are noise; published ranks are exact."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scoring.framework import Framework, Ranking, Rounding
from scoring.grading import Bound, GradeBand
from scoring.resample import Draws

__all__ = ["float_grades", "float_ranks"]

_CLOSE = 1e-9
"""Two floats nearer than this are the same points: a score has at most 9 decimals."""


def float_ranks(totals: NDArray[np.float64], ranking: Ranking, rounding: Rounding) -> NDArray[np.int64]:
    """The rank of each unit (column) in each draw (row), by the framework's rules."""
    decimals = rounding.decimals if ranking.values == "printed" else 9
    units = np.floor(totals * 10.0**decimals + 0.5 + _CLOSE)
    found = np.empty(units.shape, dtype=np.int64)
    for row, values in enumerate(units):
        if ranking.method == "competition":
            found[row] = 1 + (values > values[:, None]).sum(axis=1)
            continue
        found[row] = np.unique(-values, return_inverse=True)[1].reshape(-1) + 1
    return found


def float_grades(framework: Framework, unit_type: str, drawn: Draws) -> dict[str, NDArray[np.bool_]]:
    """code of a grade → whether each unit (column) has it in each draw (row); "" is no grade."""
    grading, unit_set = framework.grading_for(unit_type), framework.set_for(unit_type)
    if grading is None:
        return {}
    values = drawn.totals
    if grading.measure == "percent":
        values = 100 * values / float(unit_set.max_score)
    percents = 100 * drawn.domains / np.array([float(domain.max_score) for domain in unit_set.domains])
    if grading.values == "printed":
        scale = 10.0**framework.rounding.decimals
        values, percents = (np.floor(each * scale + 0.5 + _CLOSE) / scale for each in (values, percents))
    grades: dict[str, NDArray[np.bool_]] = {}
    started = np.zeros(values.shape, dtype=bool)
    given = np.zeros(values.shape, dtype=bool)
    for band in grading.bands:
        started |= _holds(band, values)
        floors = _reached(band.floor, percents).all(axis=2) if band.floor else np.ones_like(given)
        grades[band.code] = started & floors & ~given
        given |= grades[band.code]
    return grades | {"": ~given}


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
