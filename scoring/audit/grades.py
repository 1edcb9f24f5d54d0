"""Printed grades against the bands of a framework, or against each other where there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import groupby, permutations
from statistics import median

from scoring.audit.names import same_label
from scoring.framework import Framework
from scoring.grade import OutOf, grade_of
from scoring.grading import GradeBand
from scoring.rounding import exact

__all__ = ["expected_grades", "orderly_grades", "says_band"]

_FEW_GRADES = 5
"""The systems have two to five grades; more orders than those of five would take long to try."""


def expected_grades(
    framework: Framework,
    unit_type: str,
    totals: Mapping[str, Fraction],
    domains: Mapping[str, Mapping[str, Fraction]],
) -> dict[str, GradeBand | None]:
    """The band of each unit, None where the scale leaves its total without a grade.

    `domains` are the points of each unit by domain. A unit whose grading asks for floors is left out when some
    domain of it is not printed.
    """
    grading = framework.grading_for(unit_type)
    if grading is None:
        return {}
    unit_set = framework.set_for(unit_type)
    maxima = {domain.code: exact(domain.max_score) for domain in unit_set.domains}
    floors = any(band.floor for band in grading.bands)
    grades = {}
    for unit, total in totals.items():
        parts = {
            code: OutOf(points, maxima[code]) for code, points in domains.get(unit, {}).items() if code in maxima
        }
        if not floors or len(parts) == len(maxima):
            whole = OutOf(total, exact(unit_set.max_score))
            grades[unit] = grade_of(grading, framework.rounding, whole, parts if floors else {}).band
    return grades


def says_band(printed: str, band: GradeBand | None) -> bool:
    """Whether a printed grade names `band`."""
    if band is None:
        return False
    return any(same_label(printed, name) for name in (band.name.vi, band.name.en, band.code))


def orderly_grades(totals: Mapping[str, Fraction], printed: Mapping[str, str]) -> dict[str, str]:
    """Without a framework: the grades, one block of totals each, that change the fewest printed ones.

    A unit whose grade differs here has units with more and with less in another grade.
    """
    units = sorted((unit for unit in printed if unit in totals), key=lambda unit: -totals[unit])
    usual = sorted(
        dict.fromkeys(printed[unit] for unit in units),
        key=lambda name: -median(totals[unit] for unit in units if printed[unit] == name),
    )
    # One stray grade can put the medians out of order: the order with the fewest changes is the right one.
    orders = permutations(usual) if len(usual) <= _FEW_GRADES else [tuple(usual)]
    best = min((_blocks(units, order, totals, printed) for order in orders), key=lambda found: found[0])
    return dict(zip(units, best[1], strict=True))


def _blocks(
    units: Sequence[str], names: Sequence[str], totals: Mapping[str, Fraction], printed: Mapping[str, str]
) -> tuple[int, tuple[str, ...]]:
    """The fewest changes that make the grades blocks in the order of `names`, and the grades then."""
    # For each grade: the fewest changes so far when the last unit has it, and the grades until then, best first.
    states: list[tuple[int, tuple[str, ...]]] = [(0, ()) for _ in names]
    for _, tied in groupby(units, key=lambda unit: totals[unit]):
        same = list(tied)
        states = [
            (changes + sum(printed[unit] != name for unit in same), grades + (name,) * len(same))
            for name, (changes, grades) in zip(names, _best_so_far(states), strict=True)
        ]
    return min(states, key=lambda state: state[0], default=(0, ()))


def _best_so_far(states: list[tuple[int, tuple[str, ...]]]) -> list[tuple[int, tuple[str, ...]]]:
    """For each grade the best state with this grade or a better one."""
    best = states[:1]
    for state in states[1:]:
        best.append(state if state[0] < best[-1][0] else best[-1])
    return best
