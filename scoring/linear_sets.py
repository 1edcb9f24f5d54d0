"""What follows from sums that are known: exact elimination over small systems."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

__all__ = ["determined", "reduced"]

T = TypeVar("T", bound=Hashable)


def reduced(equations: Iterable[Mapping[T, int]], unknowns: Sequence[T]) -> list[dict[T, Fraction]]:
    """The equations in reduced row echelon form, each with its factors that are not 0; empty ones left out."""
    rows = [{x: Fraction(factor) for x, factor in each.items() if factor} for each in equations]
    done: list[dict[T, Fraction]] = []
    for unknown in unknowns:
        pivot = next((row for row in rows if unknown in row), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        lead = pivot[unknown]
        pivot = {x: factor / lead for x, factor in pivot.items()}
        rows = [_without(row, pivot, unknown) for row in rows]
        done = [_without(row, pivot, unknown) for row in done]
        done.append(pivot)
    return done


def determined(equations: Iterable[Mapping[T, int]], unknowns: Iterable[T]) -> list[T]:
    """The unknowns that the equations give away: a reduced row with one factor says what its unknown is."""
    return [next(iter(row)) for row in reduced(equations, list(unknowns)) if len(row) == 1]


def _without(row: dict[T, Fraction], pivot: Mapping[T, Fraction], unknown: T) -> dict[T, Fraction]:
    factor = row.get(unknown)
    if factor is None:
        return row
    combined = dict(row)
    for x, value in pivot.items():
        left = combined.get(x, Fraction(0)) - factor * value
        if left:
            combined[x] = left
        else:
            combined.pop(x, None)
    return combined
