"""Answers by option that may stand beside the points they gave.

A table of groups × options goes through `suppress`. But whoever reads it also reads the group's number of valid
answers and its share of the maximum, and each is one more equation: two hidden options with different worths follow
from them at once. So more options are hidden, the smallest first, until each hidden count keeps enough values that
fit both, or until the whole row is hidden and only the number and the share are left, which a group of five valid
answers may show.

Of a survey whose counts still move no option is shown: they move by five answers at a time, and how those five were
spread is what somebody who asks twice would read.

How many ballots there were, or answers of "no information", stands beside the valid answers nowhere: the questions
of one paper share the ballots, so that whoever reads them once can subtract them everywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from math import gcd, lcm

from scoring.conversion import option_values
from scoring.suppression import MINIMUM_CELL, suppress
from scoring.survey import GroupTrace
from scoring.survey_rule import SurveyRule

__all__ = ["OptionCounts", "is_closed", "leeway", "shown_counts"]

OptionCounts = tuple[int | None, ...]
"""How often each option was chosen, in the order of `GroupTrace.opinions`; None where it is not shown."""


def shown_counts(rule: SurveyRule, groups: Sequence[GroupTrace]) -> dict[str, OptionCounts]:
    """Group → its counts, for the groups that have a say. Groups with the same options share one table."""
    tables: dict[tuple[tuple[str, str], ...], list[GroupTrace]] = defaultdict(list)
    for trace in groups:
        if trace.share is not None:
            tables[tuple((count.question, count.option) for count in trace.opinions)].append(trace)
    shown: dict[str, OptionCounts] = {}
    for traces in tables.values():
        rows = [[count.count for count in trace.opinions] for trace in traces]
        safe = suppress(rows)
        for i, trace in enumerate(traces):
            hidden = {j for j in range(len(rows[i])) if safe.cells[i, j] is None}
            values = [value for value in option_values(rule, trace.counts) if value is not None]
            _hide_more(hidden, rows[i], values)
            shown[trace.group] = tuple(None if j in hidden else count for j, count in enumerate(rows[i]))
    return shown


def is_closed(trace: GroupTrace, closed: Collection[str]) -> bool:
    """Whether all campaigns that heard the group are among those that are `closed`."""
    return all(count.campaign in closed for count in trace.counts)


def leeway(rule: SurveyRule, trace: GroupTrace) -> int:
    """In how many ways at least the group's valid answers can be spread while their number and share stay."""
    counts = [count.count for count in trace.opinions]
    values = [value for value in option_values(rule, trace.counts) if value is not None]
    return max((_width(counts, each) for each in _exchanges(range(len(counts)), values)), default=1)


def _hide_more(hidden: set[int], counts: Sequence[int], values: Sequence[Fraction]) -> None:
    """Hide until each hidden count could be five different numbers while number and share of answers stay."""
    while hidden:
        exchanges = list(_exchanges(sorted(hidden), values))
        wide = [each for each in exchanges if _width(counts, each) >= MINIMUM_CELL]
        if all(any(place in each for each in wide) for place in hidden):
            return
        visible = [place for place in range(len(counts)) if place not in hidden]
        if not visible:
            return
        hidden.add(min(visible, key=lambda place: (counts[place], place)))


def _exchanges(places: Sequence[int], values: Sequence[Fraction]) -> Iterator[dict[int, int]]:
    """Ways to choose differently that change neither the number of answers nor what they are worth together."""
    common = lcm(*(value.denominator for value in values))
    whole = [int(value * common) for value in values]
    for a, b in combinations(places, 2):
        if whole[a] == whole[b]:
            yield {a: 1, b: -1}
    for a, b, c in combinations(places, 3):
        moves = (whole[b] - whole[c], whole[c] - whole[a], whole[a] - whole[b])
        if all(moves):
            yield {place: move // gcd(*moves) for place, move in zip((a, b, c), moves, strict=True)}


def _width(counts: Sequence[int], exchange: dict[int, int]) -> int:
    """In how many ways the answers can be exchanged so, none of them becoming negative."""
    forward = min(counts[place] // -move for place, move in exchange.items() if move < 0)
    back = min(counts[place] // move for place, move in exchange.items() if move > 0)
    return forward + back + 1
