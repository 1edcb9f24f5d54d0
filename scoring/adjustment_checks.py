"""Whether bonus and penalty items, and the rounds of a set, fit its domains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scoring.duplicates import duplicates
from scoring.errors import Fault
from scoring.known_names import Known
from scoring.place import Place

__all__ = ["adjustment_faults", "round_faults"]


def adjustment_faults(unit_set: Place, domains: Sequence[Place]) -> Iterator[Fault]:
    """Items with no amount or two, and shares of domains that the set does not have or of one domain twice."""
    codes = {domain["code"].text for domain in domains}
    for kind in ("bonus", "penalty"):
        for item in unit_set[kind]["items"].items():
            if (item["points"].value is None) == (item["percent"].value is None):
                yield Fault(item.where, "Exactly one of points and percent must be given.")
            if item["percent"].value is not None and item["amount"].text == "decided":
                yield Fault(item.where, "A percentage leaves nothing to decide.")
            yield from duplicates(item["domains"].items())
            for domain in item["domains"].items():
                if item["percent"].value is None:
                    yield Fault(item["domains"].where, "Only a percentage is taken of domains.")
                    break
                if domain.text is not None and domain.text not in codes:
                    yield Fault(domain.where, "There is no domain {code} in this set.", code=domain.text)


def round_faults(unit_set: Place, domains: Sequence[Place], known: Known) -> Iterator[Fault]:
    """Rounds that do not exist, and parts of the set that are scored in none of those there are."""
    for part in (*domains, unit_set["bonus"], unit_set["penalty"]):
        place = part["round"]
        if place.text is not None and place.text not in known.rounds:
            yield Fault(place.where, "There is no round {code} in rounds.", code=place.text)
        elif known.rounds and part.value is not None and place.value is None:
            yield Fault(place.where, "The year has several rounds; this must name one of them.")
