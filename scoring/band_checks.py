"""Whether the bands of a grading stand best first, meet without gap or overlap, and cover what its sets can give.

Nothing is said about the neighbourhood of a band that cannot be read: it may close the gap.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice, pairwise
from typing import NamedTuple, TypeAlias

from scoring.duplicates import duplicate_codes
from scoring.errors import Fault
from scoring.grading import GradeBand
from scoring.place import Place

__all__ = ["MOST_OVERLAPS", "grading_faults"]

MOST_OVERLAPS = 100
"""A scale has two to five grades, and so at most ten overlaps; a file with more than these is not read further."""

_Cut: TypeAlias = tuple[Decimal, int]
"""Between two values: (90, 0) is just before 90, (90, 1) just after it."""

_FIRST: _Cut = (Decimal("-Infinity"), 0)
_LAST: _Cut = (Decimal("Infinity"), 1)
_ZERO: _Cut = (Decimal(0), 0)
_ALL_PERCENT: _Cut = (Decimal(100), 0)
_LOWER, _UPPER, _FLOOR = (
    ("at_least", "above"),
    ("below", "at_most"),
    ("every_domain_at_least", "every_domain_above"),
)
"""The fields that cut just before their value, and just after it."""


class _Reach(NamedTuple):
    """A band that can be read: it holds what lies between two cuts. `nth` is its place in the list."""

    low: _Cut
    high: _Cut
    nth: int
    where: str


def grading_faults(grading: Place, unit_sets: Sequence[Place]) -> list[Fault]:
    """Every fault in the order, the ends and the floors of the bands; `unit_sets` are those that it grades."""
    bands = list(grading["bands"].items())
    faults = [fault for band in bands for fault in _band_faults(band)]
    faults += duplicate_codes(bands)
    reaches = [_reach(index, band) for index, band in enumerate(bands)]
    read = [reach for reach in reaches if reach]
    faults += _order_faults(read)
    faults += _floor_faults(bands)
    if not _declared(grading["allow_overlaps"]):
        faults += islice(_overlap_faults(read), MOST_OVERLAPS)
    if read and not _declared(grading["allow_gaps"]):
        unread = [index for index, reach in enumerate(reaches) if reach is None]
        faults += _gap_faults(read, unread, _maximum(grading["measure"], unit_sets))
        faults += _open_faults(read, unread, unit_sets)
    return faults


def _band_faults(band: Place) -> Iterator[Fault]:
    for one, other in (_LOWER, _UPPER[::-1], _FLOOR):
        if band[one].value is not None and band[other].value is not None:
            yield Fault(band.where, "Only one of {one} and {other} can be given.", one=one, other=other)
    floor = _cut(band, _FLOOR, _FIRST)
    if floor and floor > _ALL_PERCENT:
        yield Fault(band.where, "No domain can reach the floor of {percent} %.", percent=floor[0])
    low, high = _cut(band, _LOWER, _FIRST), _cut(band, _UPPER, _LAST)
    if low and high and low >= high:
        yield Fault(band.where, "The band from {low} to {high} holds no value.", low=low[0], high=high[0])


def _order_faults(read: Sequence[_Reach]) -> Iterator[Fault]:
    for better, worse in pairwise(read):
        if worse.low > better.low or worse.high > better.high:
            yield Fault(
                worse.where,
                "The band begins or ends above {other}, which stands before it; the best grade comes first.",
                other=better.where,
            )


def _floor_faults(bands: Sequence[Place]) -> Iterator[Fault]:
    floors = [(band.where, floor) for band in bands if (floor := _cut(band, _FLOOR, _FIRST))]
    for (better, high), (worse, low) in pairwise(floors):
        if low > high:
            yield Fault(worse, "The floor is higher than that of the better grade {other}.", other=better)
    if floors and floors[-1][0] == bands[-1].where and floors[-1][1] > _FIRST:
        yield Fault(floors[-1][0], "The lowest grade cannot ask for a floor: there is no grade below it.")


def _overlap_faults(read: Sequence[_Reach]) -> Iterator[Fault]:
    """Each pair of bands that hold the same values, from the lowest values up."""
    begun: list[_Reach] = []
    for each in sorted(read):
        begun = [other for other in begun if other.high > each.low]
        for other in begun:
            better, worse = sorted((each, other), key=lambda reach: reach.nth)
            (low, _), (high, _) = each.low, min(each.high, other.high)
            if low.is_infinite() or high.is_infinite():
                yield Fault(
                    worse.where,
                    "The band overlaps {other}: only the first band may be open above and only the last open "
                    "below, unless allow_overlaps: true is declared.",
                    other=better.where,
                )
            else:
                yield Fault(
                    worse.where,
                    "The band overlaps {other} between {low} and {high}; part them or declare "
                    "allow_overlaps: true.",
                    other=better.where,
                    low=low,
                    high=high,
                )
        begun.append(each)


def _gap_faults(read: Sequence[_Reach], unread: Sequence[int], maximum: Decimal | None) -> Iterator[Fault]:
    """Each stretch between nothing and the maximum that no band holds, from the lowest values up."""
    ends = []
    if min(read).low > _ZERO:
        ends.append(_Reach(_ZERO, _ZERO, len(read) + len(unread), ""))
    if maximum is not None and max(each.high for each in read) < (maximum, 1):
        ends.append(_Reach((maximum, 1), (maximum, 1), -1, ""))
    covered, *others = sorted([*read, *ends])
    for each in others:
        if covered.high < each.low and not _hidden(covered.nth, each.nth, unread):
            yield Fault(
                covered.where or each.where,
                "No grade covers the values from {low} to {high}; close the gap or declare allow_gaps: true.",
                low=covered.high[0],
                high=each.low[0],
            )
        covered = max(covered, each, key=lambda reach: reach.high)


def _open_faults(read: Sequence[_Reach], unread: Sequence[int], unit_sets: Sequence[Place]) -> Iterator[Fault]:
    """Ends that bonus or penalty points can pass."""
    bottom, top = min(read), max(read, key=lambda reach: reach.high)
    bonus, penalty = (any(each[kind].value is not None for each in unit_sets) for kind in ("bonus", "penalty"))
    if bonus and top.high < _LAST and not _hidden(-1, top.nth, unread):
        yield Fault(
            top.where,
            "Bonus points can lead above {value}; leave the best grade open above or declare allow_gaps: true.",
            value=top.high[0],
        )
    if penalty and bottom.low > _FIRST and not _hidden(bottom.nth, len(read) + len(unread), unread):
        yield Fault(
            bottom.where,
            "Penalty points can lead below {value}; leave the lowest grade open below or declare allow_gaps: true.",
            value=bottom.low[0],
        )


def _hidden(one: int, other: int, unread: Sequence[int]) -> bool:
    """Whether a band that cannot be read stands between two places in the list."""
    first, last = sorted((one, other))
    return bisect_right(unread, first) < bisect_left(unread, last)


def _maximum(measure: Place, unit_sets: Sequence[Place]) -> Decimal | None:
    """The highest value that is graded without bonus points, None where it cannot be known."""
    if measure.text == "percent":
        return _ALL_PERCENT[0]
    maxima = [each["max_score"].number for each in unit_sets] if measure.text == "points" else []
    return max((each for each in maxima if each is not None), default=None)


def _declared(allowed: Place) -> bool:
    """Whether the file allows something; what is neither true nor false has a fault of its own."""
    return allowed.value is not None and allowed.value is not False


def _reach(index: int, band: Place) -> _Reach | None:
    low, high = _cut(band, _LOWER, _FIRST), _cut(band, _UPPER, _LAST)
    return _Reach(low, high, index, band.where) if low and high and low < high else None


def _cut(band: Place, fields: tuple[str, str], absent: _Cut) -> _Cut | None:
    """The end that one of the two `fields` gives, None where it cannot be told.

    A field that is not known may be a misspelt end: then nothing is sure about those that are not given.
    """
    given = [(field, i) for i, field in enumerate(fields) if band[field].value is not None]
    if not given and isinstance(band.value, Mapping) and band.value.keys() <= GradeBand.model_fields.keys():
        return absent
    if len(given) != 1:
        return None
    value = band[given[0][0]].number
    return None if value is None else (value, given[0][1])
