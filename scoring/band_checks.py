"""Whether the bands of a grading meet without gap or overlap, best first, and cover what its sets can give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from scoring.duplicates import duplicate_codes
from scoring.errors import Fault
from scoring.place import Place

__all__ = ["grading_faults"]

_ZERO = Decimal(0)
_ALL_PERCENT = Decimal(100)
_PAIRS = (("at_least", "above"), ("at_most", "below"), ("every_domain_at_least", "every_domain_above"))


class _End(NamedTuple):
    """An end of a band as the file has it; `value` None is an open end."""

    value: Decimal | None
    inclusive: bool


def grading_faults(grading: Place, unit_sets: Sequence[Place]) -> list[Fault]:
    """Every fault in the order, the ends and the floors of the bands; `unit_sets` are those that it grades."""
    bands = list(grading["bands"].items())
    faults = [fault for band in bands for fault in _band_faults(band)]
    faults += duplicate_codes(bands)
    if faults or any(_broken(band) for band in bands):
        return faults
    gaps_allowed = grading["allow_gaps"].value is True
    for better, worse in pairwise(bands):
        faults += _meeting_faults(better, worse, gaps_allowed=gaps_allowed)
        faults += _floor_faults(better, worse)
    if bands and not gaps_allowed:
        percent = grading["measure"].text == "percent"
        maxima = [_ALL_PERCENT] if percent else [each["max_score"].number for each in unit_sets]
        faults += _edge_faults(bands, max((each for each in maxima if each is not None), default=None))
        faults += _open_faults(bands, unit_sets)
    if bands and _end(bands[-1], _PAIRS[2]).value is not None:
        faults.append(
            Fault(bands[-1].where, "The lowest grade cannot ask for a floor: there is no grade below it.")
        )
    return faults


def _band_faults(band: Place) -> Iterator[Fault]:
    for inclusive, exclusive in _PAIRS:
        if band[inclusive].value is not None and band[exclusive].value is not None:
            yield Fault(band.where, "Only one of {one} and {other} can be given.", one=inclusive, other=exclusive)
    lower, upper, floor = (_end(band, pair) for pair in _PAIRS)
    if floor.value is not None and (floor.value > _ALL_PERCENT or floor == _End(_ALL_PERCENT, inclusive=False)):
        yield Fault(band.where, "No domain can reach the floor of {percent} %.", percent=floor.value)
    if lower.value is None or upper.value is None:
        return
    if lower.value > upper.value or (lower.value == upper.value and not (lower.inclusive and upper.inclusive)):
        yield Fault(band.where, "The band from {low} to {high} holds no value.", low=lower.value, high=upper.value)


def _meeting_faults(better: Place, worse: Place, *, gaps_allowed: bool) -> Iterator[Fault]:
    low, high = _end(better, _PAIRS[0]), _end(worse, _PAIRS[1])
    if low.value is None or high.value is None:
        yield Fault(
            worse.where,
            "The band overlaps {other}: only the first band may be open above and only the last open below.",
            other=better.where,
        )
    elif high.value > low.value or (high.value == low.value and low.inclusive and high.inclusive):
        yield Fault(
            worse.where,
            "The band overlaps {other} between {low} and {high}.",
            other=better.where,
            low=low.value,
            high=high.value,
        )
    elif not gaps_allowed and (high.value < low.value or not (low.inclusive or high.inclusive)):
        yield _gap(worse, high.value, low.value)


def _floor_faults(better: Place, worse: Place) -> Iterator[Fault]:
    high, low = _end(better, _PAIRS[2]), _end(worse, _PAIRS[2])
    if low.value is None:
        return
    if high.value is None or high.value < low.value or (high.value == low.value and high.inclusive > low.inclusive):
        yield Fault(worse.where, "The floor is higher than that of the better grade {other}.", other=better.where)


def _open_faults(bands: list[Place], unit_sets: Sequence[Place]) -> Iterator[Fault]:
    """Ends that bonus or penalty points can pass."""
    bottom, top = _end(bands[-1], _PAIRS[0]), _end(bands[0], _PAIRS[1])
    if top.value is not None and any(each["bonus"].value is not None for each in unit_sets):
        yield Fault(
            bands[0].where,
            "Bonus points can lead above {value}; leave the best grade open above or declare allow_gaps: true.",
            value=top.value,
        )
    if bottom.value is not None and any(each["penalty"].value is not None for each in unit_sets):
        yield Fault(
            bands[-1].where,
            "Penalty points can lead below {value}; leave the lowest grade open below or declare allow_gaps: true.",
            value=bottom.value,
        )


def _edge_faults(bands: list[Place], maximum: Decimal | None) -> Iterator[Fault]:
    bottom, top = _end(bands[-1], _PAIRS[0]), _end(bands[0], _PAIRS[1])
    if bottom.value is not None and (bottom.value > _ZERO or not bottom.inclusive):
        yield _gap(bands[-1], _ZERO, bottom.value)
    if maximum is None or top.value is None:
        return
    if top.value < maximum or (top.value == maximum and not top.inclusive):
        yield _gap(bands[0], top.value, maximum)


def _gap(band: Place, low: Decimal, high: Decimal) -> Fault:
    return Fault(
        band.where,
        "No grade covers the values from {low} to {high}; close the gap or declare allow_gaps: true.",
        low=low,
        high=high,
    )


def _broken(band: Place) -> bool:
    """Whether an end is given but is no number, so that nothing can be said about it."""
    return any(band[name].value is not None and band[name].number is None for pair in _PAIRS for name in pair)


def _end(band: Place, names: tuple[str, str]) -> _End:
    inclusive, exclusive = (band[name].number for name in names)
    return _End(exclusive, inclusive=False) if inclusive is None else _End(inclusive, inclusive=True)
