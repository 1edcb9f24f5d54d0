"""Whether formulas are arithmetic over indicators that exist, and never come back to themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scoring.errors import Fault, FormulaInvalid
from scoring.formula import Formula, parse_formula
from scoring.place import Place

__all__ = ["formula_faults", "indicator_faults"]


def indicator_faults(root: Place) -> Iterator[Fault]:
    """Every fault in the formulas of the indicators.

    Formulas that need each other are told once, all of them together: as a ring, or, where several rings share
    formulas, with what each of them needs of the others. Their rings one by one could be more than anybody reads,
    for their number grows exponentially.
    """
    indicators = dict(root["indicators"].fields())
    needs: dict[str, list[str]] = {}
    for name, indicator in indicators.items():
        yield from formula_faults(indicator["formula"], indicators)
        formula = _parsed(indicator["formula"])
        needs[name] = [other for other in formula.names if other in indicators] if formula else []
    for knot in _knots(needs):
        where = indicators[next(iter(knot))]["formula"].where
        if all(len(others) == 1 for others in knot.values()):
            yield Fault(where, "The formulas go round in a circle: {cycle}.", cycle=" → ".join(_ring(knot)))
            continue
        told = "; ".join(f"{name} → {', '.join(others)}" for name, others in knot.items())
        yield Fault(where, "The formulas go round in several circles: {needs}.", needs=told)


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


def _knots(needs: Mapping[str, Sequence[str]]) -> Iterator[dict[str, list[str]]]:
    """Each largest group of names that all need each other: name → what it needs of the group, in the file's order.

    One walk along what is needed and one against it find the groups (Kosaraju's way), both without recursion.
    """
    order = {name: i for i, name in enumerate(needs)}
    needed_by: dict[str, list[str]] = {name: [] for name in needs}
    for name, others in needs.items():
        for other in others:
            needed_by[other].append(name)
    seen: set[str] = set()
    finished = [name for start in needs for name in _walk(start, needs, seen)]
    seen = set()
    groups = [sorted(_walk(start, needed_by, seen), key=order.__getitem__) for start in reversed(finished)]
    for group in sorted(filter(None, groups), key=lambda names: order[names[0]]):
        inside = set(group)
        if len(group) > 1 or group[0] in needs[group[0]]:
            yield {name: [other for other in needs[name] if other in inside] for name in group}


def _walk(start: str, edges: Mapping[str, Sequence[str]], seen: set[str]) -> list[str]:
    """The names reached from `start` that were not seen before, each after those reached through it."""
    if start in seen:
        return []
    seen.add(start)
    found = []
    path = [(start, iter(edges[start]))]
    while path:
        name, others = path[-1]
        following = next((other for other in others if other not in seen), None)
        if following is None:
            found.append(name)
            path.pop()
        else:
            seen.add(following)
            path.append((following, iter(edges[following])))
    return found


def _ring(knot: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The names of a group in which each needs one other, from the first to itself."""
    first = name = next(iter(knot))
    yield first
    while (name := knot[name][0]) != first:
        yield name
    yield first
