"""Decisions of the council that depart from the rules: who, when, why. Always shown with what they change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from scoring.criterion import is_excluded
from scoring.errors import Fault
from scoring.framework import UnitSet

__all__ = ["Override", "Ruling", "override_faults", "ruling_faults"]


class Ruling(NamedTuple):
    """Why somebody decided, who it was, and when."""

    reason: str
    author: str
    date: dt.date


class Override(NamedTuple):
    """Points granted by discretion (vận dụng) in place of a criterion's own."""

    value: Decimal
    ruling: Ruling


def override_faults(
    unit_set: UnitSet, overrides: Mapping[str, Override], traits: frozenset[str] = frozenset()
) -> Iterator[Fault]:
    """Overrides of unknown criteria, of those that have no maximum for a unit with `traits`, of impossible points,
    or without reason or author."""
    leaves = {leaf.code: leaf for _, leaf in unit_set.leaves}
    for code, (value, ruling) in overrides.items():
        leaf = leaves.get(code)
        if leaf is None:
            yield Fault(code, "The framework has no criterion {code} for this type of unit.", code=code)
        elif is_excluded(leaf, traits):
            yield Fault(code, "{code} does not apply to this unit and leaves nothing to grant.", code=code)
        elif not 0 <= value <= leaf.max_score:
            yield Fault(code, "{value} is not between 0 and {maximum}.", value=value, maximum=leaf.max_score)
        yield from ruling_faults(code, ruling)


def ruling_faults(where: str, ruling: Ruling) -> Iterator[Fault]:
    """A decision that does not say why, or whose it is."""
    if not ruling.reason.strip() or not ruling.author.strip():
        yield Fault(where, "A decision needs a reason and an author.")
