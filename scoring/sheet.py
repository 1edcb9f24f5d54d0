"""Everything that is known about one unit in one round, before it is scored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from scoring.adjustment import Cases, case_faults
from scoring.entries import Entries, entry_faults
from scoring.errors import Fault
from scoring.fold import Cells
from scoring.framework import Framework, UnitSet
from scoring.indicator import import_faults
from scoring.ruling import Override, override_faults
from scoring.totals import TOTAL, total_faults, total_of

__all__ = ["UnitFacts", "UnitSheet", "sheet_faults"]


@dataclass(frozen=True)
class UnitFacts:
    """What is known about one unit in one round besides points and ballots.

    `cases` are those of bonus and penalty items, `indicators` the imported numbers, `traits` what the framework's
    rules may ask about the unit, `overrides` the council's decisions by criterion.
    """

    cases: Mapping[str, Cases] = field(default_factory=dict)
    indicators: Mapping[str, Decimal] = field(default_factory=dict)
    traits: frozenset[str] = frozenset()
    overrides: Mapping[str, Override] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """What is known about one unit in one round: the points entered, the ballots counted, and everything else.

    Of a unit about which a report prints no criteria, the total alone is entered, under the code `TOTAL`.
    """

    entries: Entries
    cells: Cells
    facts: UnitFacts = field(default_factory=UnitFacts)


def sheet_faults(framework: Framework, unit_set: UnitSet, sheet: UnitSheet) -> Iterator[Fault]:
    """Everything in `sheet` that cannot be under these rules."""
    total, facts = total_of(unit_set, sheet.entries), sheet.facts
    if total is None:
        yield from entry_faults(unit_set, sheet.entries)
    else:
        yield from total_faults(unit_set, total)
        if len(sheet.entries) > 1 or facts.cases or facts.overrides:
            yield Fault(TOTAL, "The total is entered and leaves no criterion, case or decision to enter.")
    yield from case_faults(unit_set, facts.cases)
    yield from import_faults(framework.indicators, facts.indicators)
    yield from override_faults(unit_set, facts.overrides, facts.traits)
    for trait in sorted(facts.traits - framework.traits.keys()):
        yield Fault(trait, "The framework has no trait {trait}.", trait=trait)
