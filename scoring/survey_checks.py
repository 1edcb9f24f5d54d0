"""Whether the parts of a survey rule suit each other."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scoring.errors import Fault
from scoring.known_names import Known, trait_faults
from scoring.place import Place

__all__ = ["survey_faults"]

_WHOLE = Decimal(1)


def survey_faults(criterion: Place, known: Known) -> Iterator[Fault]:
    """Every fault in the survey rule of `criterion`."""
    rule = criterion["survey"]
    yield from _weight_faults(rule["weights"], known.groups)
    weighted = {group for group, _ in rule["weights"].fields()}
    for group, traits in rule["not_asked"].fields():
        if group not in weighted:
            yield Fault(traits.where, "The group {group} has no weight here.", group=group)
        yield from trait_faults(traits, known)
    low, high = rule["lowest"].number, rule["highest"].number
    if low is not None and high is not None and low >= high:
        yield Fault(rule.where, "The scale from {low} to {high} holds no value.", low=low, high=high)
    lowest, maximum = rule["lowest_points"].number, criterion["max_score"].number
    if lowest is not None and maximum is not None and lowest >= maximum:
        yield Fault(rule["lowest_points"].where, "This must be below the maximum of {maximum}.", maximum=maximum)


def _weight_faults(weights: Place, groups: frozenset[str]) -> Iterator[Fault]:
    named = list(weights.fields())
    for group, place in named:
        if group not in groups:
            yield Fault(place.where, "There is no respondent group {group} in groups.", group=group)
    numbers = [place.number for _, place in named]
    known = [number for number in numbers if number is not None]
    total = sum(known, Decimal(0))
    if named and len(known) == len(numbers) and total != _WHOLE:
        yield Fault(
            weights.where, "The weights of the groups must sum to exactly 1; they sum to {total}.", total=total
        )
