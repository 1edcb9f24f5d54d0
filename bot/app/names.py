"""Finding a province, round, campaign or unit by what somebody typed, or saying which there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.app.entities import Campaign, Round, Unit
from bot.app.errors import UnknownName
from bot.app.ports import Transaction
from scoring import Framework
from scoring.audit.names import unmarked

__all__ = ["FoundRound", "all_rounds", "find_campaign", "find_province", "find_round", "find_set", "find_unit"]

NAMES_SHOWN = 40
"""Names listed where the one asked for is not found: a province has hundreds of communes."""


class FoundRound(NamedTuple):
    """A round and the code of its province."""

    province: str
    round: Round


async def find_province(tx: Transaction, code: str) -> int:
    """The id of the province. Raises `UnknownName`."""
    found = await tx.provinces.province_id(code)
    if found is None:
        raise UnknownName(
            "There is no province {province}; there are: {names}.",
            province=code,
            names=_listed(await tx.provinces.codes()),
        )
    return found


async def all_rounds(tx: Transaction) -> list[FoundRound]:
    """The rounds of every province."""
    return [
        FoundRound(province, round_)
        for province in await tx.provinces.codes()
        for round_ in await tx.calendar.rounds(await find_province(tx, province))
    ]


async def find_round(tx: Transaction, name: str) -> FoundRound:
    """The round called `name`: its code, or `province/code` where several provinces have it.

    Raises `UnknownName`, here as everywhere with the names that there are.
    """
    known = {f"{each.province}/{each.round.code}": each for each in await all_rounds(tx)}
    found = {full: each for full, each in known.items() if name in {each.round.code, full}}
    if not found:
        raise UnknownName("There is no round {round}; there are: {names}.", round=name, names=_listed(known))
    if len(found) > 1:
        raise UnknownName(
            "Several provinces have a round {round}; write one of: {names}.", round=name, names=_listed(found)
        )
    return next(iter(found.values()))


async def find_campaign(tx: Transaction, province: str, name: str) -> tuple[Campaign, Sequence[Unit | None]]:
    """The campaign called `name` (its code, or `round/code` where several rounds have it), and what a ticket of it
    can be about. Raises `UnknownName`; a name that several campaigns have is not guessed at."""
    await find_province(tx, province)
    known = {
        f"{each.round.code}/{each.code}": (each, about) for each, about in await tx.provinces.campaigns(province)
    }
    found = {full: each for full, each in known.items() if name in {each[0].code, full}}
    if not found:
        raise UnknownName(
            "There is no campaign {campaign} in {province}; there are: {names}.",
            campaign=name,
            province=province,
            names=_listed(known),
        )
    if len(found) > 1:
        raise UnknownName(
            "Several rounds have a campaign {campaign}; write one of: {names}.", campaign=name, names=_listed(found)
        )
    return next(iter(found.values()))


def find_unit(units: Sequence[Unit], name: str) -> Unit:
    """The unit with this code, else with this name or alias, with or without its marks. Raises `UnknownName`."""
    for unit in units:
        if unit.code == name:
            return unit
    called = {unit.id: {unmarked(each) for each in (unit.code, *_names(unit))} for unit in units}
    found = [unit for unit in units if unmarked(name) in called[unit.id]]
    exact = [unit for unit in found if name.casefold() in {each.casefold() for each in _names(unit)}]
    for candidates in (exact, found):
        if len(candidates) == 1:
            return candidates[0]
    if found:
        names = _listed(f"{unit.code} ({next(iter(unit.name.values()))})" for unit in found)
        raise UnknownName(
            "Several units are called {unit}; write one of the codes: {names}.", unit=name, names=names
        )
    names = _listed(unit.code for unit in units)
    raise UnknownName("There is no unit {unit}; there are: {names}.", unit=name, names=names)


def find_set(framework: Framework, name: str) -> str:
    """The type of units with this name, by whose set units are scored. Raises `UnknownName`."""
    if name not in framework.sets:
        known = ", ".join(framework.sets)
        raise UnknownName("The framework has no set {code}; it has {known}.", code=name, known=known)
    return name


def _names(unit: Unit) -> tuple[str, ...]:
    return (*unit.name.values(), *unit.aliases)


def _listed(names: Iterable[str]) -> str:
    every = list(names)
    return ", ".join([*every[:NAMES_SHOWN], *("…" for _ in every[NAMES_SHOWN : NAMES_SHOWN + 1])]) or "–"
