"""Which domain or criterion of a framework a column holds that is headed by a name instead of a code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from scoring.audit.header import Column
from scoring.audit.names import match_names
from scoring.audit.reading import PublishedTable
from scoring.criterion import Scored
from scoring.framework import UnitSet

__all__ = ["with_codes"]


def with_codes(table: PublishedTable, unit_set: UnitSet, aliases: Mapping[str, str]) -> PublishedTable:
    """The table with the code of each part that is named as a domain or a criterion of the set, in any language.

    Names match as those of units do; a name that is only similar to some is left with the codes it may mean.
    """
    domains, leaves = unit_set.domains, [leaf for _, leaf in unit_set.leaves]
    known = {each.code for each in (*domains, *leaves)}
    names = list(dict.fromkeys(each.name for each in table.having("component") if each.code not in known))
    codes: dict[str, str] = {}
    likely: dict[str, tuple[str, ...]] = {}
    for scored in (domains, leaves):
        for titles in _titles(scored):
            matching = match_names([name for name in names if name not in codes], list(titles), aliases)
            codes |= {name: titles[other] for name, other in matching.pairs.items()}
            for name, others in matching.doubtful.items():
                found = (*likely.get(name, ()), *(titles[other] for other in others))
                likely[name] = tuple(dict.fromkeys(found))

    def coded(column: Column) -> Column:
        if column.role != "component" or column.name not in names:
            return column
        if column.name in codes:
            return replace(column, code=codes[column.name])
        return replace(column, likely=likely.get(column.name, ()))

    return replace(table, columns=tuple(map(coded, table.columns)))


def _titles(scored: Sequence[Scored]) -> tuple[dict[str, str], ...]:
    """What the scored parts may be called, and their codes: by code, in Vietnamese, in English."""
    return (
        {each.code: each.code for each in scored},
        {each.name.vi: each.code for each in scored},
        {each.name.en: each.code for each in scored},
    )
