"""Printed ranks against totals: one slip moves every rank below it, and is one finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from scoring.audit.finding import Cause, Reason
from scoring.audit.number import for_people
from scoring.framework import Ranking, Rounding
from scoring.rank import ranks

__all__ = ["RankFault", "RankMethod", "best_method", "expected_ranks", "rank_faults", "to_rank"]

RankMethod = Literal["dense", "competition"]

_EXACT = Rounding(decimals=0, mode="half_up")
"""Exact values are compared, so that the decimals do not matter."""


@dataclass(frozen=True, slots=True)
class RankFault:
    """A unit with a wrong rank, why, and the units whose ranks are wrong only because of it."""

    unit: str
    cause: Cause
    followers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    unit: str
    total: Fraction
    printed: int
    expected: int

    @property
    def offset(self) -> int:
        return self.printed - self.expected


def expected_ranks(totals: Mapping[str, Fraction], method: RankMethod) -> dict[str, int]:
    """The rank of each unit, best total first."""
    found = ranks(list(totals.values()), Ranking(method=method, values="exact"), _EXACT)
    return {unit: rank for unit, rank in zip(totals, found, strict=True) if rank is not None}


def to_rank(totals: Mapping[str, Fraction], printed: Mapping[str, int], method: RankMethod) -> dict[str, Fraction]:
    """The totals by which printed ranks are judged.

    A unit that prints only a rank takes this rank, by a total put in place of the unknown one. A unit that prints
    only a total counts, unless the ranks of the others fit better without it.
    """
    ranked = {unit: total for unit, total in totals.items() if unit in printed}
    if ranked.keys() == totals.keys() == printed.keys():
        return ranked

    def failing(given: Mapping[str, Fraction], horizon: int | None = None) -> int:
        expected = expected_ranks(given, method)
        seen = [unit for unit in ranked if horizon is None or printed[unit] <= horizon]
        return sum(printed[unit] != expected[unit] for unit in seen)

    def placed(given: dict[str, Fraction]) -> dict[str, Fraction]:
        unknown = sorted(printed.keys() - totals.keys(), key=lambda each: (printed[each], each))
        for i, unit in enumerate(unknown):
            # The ranks from the next unknown unit on say nothing before that one has its place.
            horizon = max(printed[unit], printed[unknown[i + 1]] - 1) if unit != unknown[-1] else None
            ways = [{**given, unit: total} for total in _places_at(printed[unit], given, method)]
            given = min(ways, key=lambda way: failing(way, horizon))
        return given

    return min((placed(dict(totals)), placed(ranked)), key=failing)


def _places_at(rank: int, totals: Mapping[str, Fraction], method: RankMethod) -> list[Fraction]:
    """The totals that lead to `rank` among `totals`: one just before the next worse, or this one, for a tie."""
    expected = expected_ranks(totals, method)
    better = min((total for unit, total in totals.items() if expected[unit] < rank), default=None)
    worse = max((total for unit, total in totals.items() if expected[unit] >= rank), default=None)
    if better is None:
        better = (worse or Fraction(0)) + 2
    return [better - 1] if worse is None else [(better + worse) / 2, worse]


def best_method(totals: Mapping[str, Fraction], printed: Mapping[str, int]) -> RankMethod:
    """The way of counting ties that the printed ranks follow: dense, as the reports do it, unless only the other
    fits without exception.
    """

    def fits(method: RankMethod) -> bool:
        expected = expected_ranks(to_rank(totals, printed, method), method)
        return all(expected[unit] == rank for unit, rank in printed.items() if unit in totals)

    return "competition" if fits("competition") and not fits("dense") else "dense"


def rank_faults(totals: Mapping[str, Fraction], printed: Mapping[str, int], method: RankMethod) -> list[RankFault]:
    """The root causes behind printed ranks that differ from those of `totals`."""
    given = expected_ranks(to_rank(totals, printed, method), method)
    expected = {unit: rank for unit, rank in given.items() if unit in totals and unit in printed}
    if all(printed[unit] == rank for unit, rank in expected.items()):
        return []
    if (other := best_method(totals, printed)) != method and not rank_faults(totals, printed, other):
        first, *followers = [unit for unit, rank in expected.items() if printed[unit] != rank]
        return [RankFault(first, Cause(Reason.OTHER_METHOD, {"method": other}), tuple(followers))]
    places = sorted(
        (_Place(unit, totals[unit], printed[unit], rank) for unit, rank in expected.items()),
        key=lambda place: (-place.total, place.printed),
    )
    pairs = _swapped(places)
    exchanged = {place.unit for pair in pairs for place in pair}
    faults = [
        RankFault(one.unit, Cause(Reason.SWAPPED_RANKS, {"other": other.unit}), (other.unit,))
        for one, other in pairs
    ]
    return [*faults, *_shifts([place for place in places if place.unit not in exchanged])]


def _swapped(places: Sequence[_Place]) -> list[tuple[_Place, _Place]]:
    wrong = [place for place in places if place.offset]
    return [
        (one, other)
        for i, one in enumerate(wrong)
        for other in wrong[i + 1 :]
        if one.expected != other.expected and one.printed == other.expected and other.printed == one.expected
    ]


def _shifts(places: Sequence[_Place]) -> Iterator[RankFault]:
    """Runs of equally shifted ranks: the first place of a run is the root, the others follow."""
    root: tuple[_Place, Cause] | None = None
    followers: list[str] = []
    usual = 0
    for i, place in enumerate(places):
        if place.offset == usual:
            if root:
                followers.append(place.unit)
            continue
        alone = i + 1 < len(places) and places[i + 1].offset == usual
        cause = _cause(places, i, alone=alone)
        if alone:
            if place.offset:
                yield RankFault(place.unit, cause, ())
            continue
        if root:
            yield RankFault(root[0].unit, root[1], tuple(followers))
        root, followers, usual = (place, cause) if place.offset else None, [], place.offset
    if root:
        yield RankFault(root[0].unit, root[1], tuple(followers))


def _cause(places: Sequence[_Place], i: int, *, alone: bool) -> Cause:
    place, before = places[i], places[i - 1] if i else None
    for one, other in pairwise(places):
        if place in {one, other} and one.total == other.total and one.printed != other.printed:
            mate = one if place is other else other
            return Cause(Reason.TIE_BROKEN, {"value": for_people(place.total), "other": mate.unit})
    if before and before.total != place.total and before.printed == place.printed:
        value, other_value = for_people(place.total), for_people(before.total)
        params = {"other": before.unit, "value": value, "other_value": other_value}
        return Cause(Reason.WRONG_TIE, params)
    if place.offset > 0 and not alone:
        return Cause(Reason.RANK_SKIPPED)
    return Cause(Reason.RANK_MISPRINTED)
