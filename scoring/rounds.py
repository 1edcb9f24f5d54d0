"""Rounds that sum to a year: what each round may enter, and what it contributes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from scoring.errors import EntriesInvalid, Fault
from scoring.fold import merge
from scoring.framework import Framework
from scoring.score import UnitScore
from scoring.sheet import UnitSheet

__all__ = ["round_totals", "year_sheet"]


def year_sheet(framework: Framework, unit_type: str, sheets: Mapping[str, UnitSheet]) -> UnitSheet:
    """One sheet for the year from the sheets of its rounds, by the rounds' codes.

    Raises `UnknownCode` for the unit type and `EntriesInvalid` for a round the framework does not have, and for
    entries, cases and decisions of a round that belong to another.
    """
    faults = [fault for code, sheet in sheets.items() for fault in _faults(framework, unit_type, code, sheet)]
    if faults:
        raise EntriesInvalid(faults)
    every = list(sheets.values())
    return UnitSheet(
        entries={code: entry for sheet in every for code, entry in sheet.entries.items()},
        cells=merge(sheet.cells for sheet in every),
        cases={code: cases for sheet in every for code, cases in sheet.cases.items()},
        indicators={name: value for sheet in every for name, value in sheet.indicators.items()},
        traits=frozenset(trait for sheet in every for trait in sheet.traits),
        overrides={code: override for sheet in every for code, override in sheet.overrides.items()},
    )


def round_totals(framework: Framework, score: UnitScore) -> dict[str, Fraction | None]:
    """What each round contributes to the year's total, bonus and penalty with theirs; they sum to it exactly.

    None for a round in which something is not known yet.
    """
    unit_set = framework.set_for(score.unit_type)
    parts: dict[str, list[Fraction | None]] = {code: [] for code in framework.rounds}
    for domain, total in zip(unit_set.domains, score.domains, strict=True):
        if domain.round:
            parts[domain.round].append(total.total)
    for rule, counted, sign in (
        (unit_set.bonus, score.bonus.counted, 1),
        (unit_set.penalty, score.penalty.counted, -1),
    ):
        if rule and rule.round:
            parts[rule.round].append(None if counted is None else sign * counted)
    return {
        code: None if None in values else sum((value for value in values if value is not None), Fraction(0))
        for code, values in parts.items()
    }


def _faults(framework: Framework, unit_type: str, code: str, sheet: UnitSheet) -> Iterator[Fault]:
    if code not in framework.rounds:
        yield Fault(code, "The framework has no round {code}.", code=code)
        return
    unit_set = framework.set_for(unit_type)
    own = {leaf.code: domain.round for domain, leaf in unit_set.leaves}
    own |= {item.code: rule.round for rule in (unit_set.bonus, unit_set.penalty) if rule for item in rule.items}
    for entered in (*sheet.entries, *sheet.cases, *sheet.overrides):
        if own.get(entered, code) != code:
            yield Fault(
                f"{code}, {entered}",
                "{entered} is scored in the round {other}.",
                entered=entered,
                other=own[entered],
            )
