"""The names that a framework file declares for its rules to use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.duplicates import duplicates
from scoring.errors import Fault
from scoring.place import Place

__all__ = ["Known", "trait_faults"]


@dataclass(frozen=True, slots=True)
class Known:
    """Codes by what they are for."""

    groups: frozenset[str]
    gradings: frozenset[str]
    traits: frozenset[str]
    indicators: frozenset[str]
    rounds: frozenset[str]

    @classmethod
    def of(cls, root: Place) -> Known:
        """The names declared in the data of a framework file."""

        def names(field: str) -> frozenset[str]:
            return frozenset(code for code, _ in root[field].fields())

        return cls(names("groups"), names("gradings"), names("traits"), names("indicators"), names("rounds"))


def trait_faults(traits: Place, known: Known) -> Iterator[Fault]:
    """Traits in a list that the framework does not declare, or that stand there twice."""
    yield from duplicates(traits.items())
    for trait in traits.items():
        if trait.text is not None and trait.text not in known.traits:
            yield Fault(trait.where, "There is no trait {code} in traits.", code=trait.text)
