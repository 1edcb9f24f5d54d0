"""Whether formulas are arithmetic over indicators that exist, and never come back to themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scoring.errors import Fault, FormulaInvalid
from scoring.formula import Formula, parse_formula
from scoring.place import Place

__all__ = ["formula_faults", "indicator_faults"]


def indicator_faults(root: Place) -> Iterator[Fault]:
    """Every fault in the formulas of the indicators, cycles among them by name."""
    indicators = dict(root["indicators"].fields())
    needs: dict[str, tuple[str, ...]] = {}
    for name, indicator in indicators.items():
        yield from formula_faults(indicator["formula"], indicators)
        formula = _parsed(indicator["formula"])
        needs[name] = formula.names if formula else ()
    for cycle in _cycles(needs):
        where = indicators[cycle[0]]["formula"].where
        yield Fault(where, "The formulas go round in a circle: {cycle}.", cycle=" → ".join(cycle))


def formula_faults(place: Place, indicators: Mapping[str, Place] | frozenset[str]) -> Iterator[Fault]:
    """What keeps the formula at `place` from being computed; nothing where there is none."""
    if place.text is None:
        return
    try:
        formula = parse_formula(place.text)
    except FormulaInvalid as invalid:
        yield from (Fault(place.where, fault.reason, **fault.params) for fault in invalid.faults)
        return
    for name in formula.names:
        if name not in indicators:
            yield Fault(place.where, "There is no indicator {name} in indicators.", name=name)


def _parsed(place: Place) -> Formula | None:
    try:
        return parse_formula(place.text) if place.text is not None else None
    except FormulaInvalid:
        return None


def _cycles(needs: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Each circle once, from the first of its names to itself; found by walking without recursion."""
    done: set[str] = set()
    for start in needs:
        path: list[str] = []
        waiting = [(start, 0)]
        while waiting:
            name, depth = waiting.pop()
            del path[depth:]
            if name in path:
                yield (*path[path.index(name) :], name)
                continue
            if name in done or name not in needs:
                continue
            path.append(name)
            done.add(name)
            waiting += ((each, depth + 1) for each in needs[name])
