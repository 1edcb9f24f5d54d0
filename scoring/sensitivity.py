"""How far ranks depend on choices that could have been made otherwise: weights, "don't know", rounding, criteria.

Two answers. One choice changed at a time, each with the ranks it would give. And all of them changed together at
random, as the composite indicators handbook of the OECD and the JRC advises: in each draw every group weight moves
by up to `weight_change` of itself, "don't know" is left out, counted as nothing or as half, points are rounded at
the end or per criterion, and one criterion or none is left out. A unit's 5 %, 50 % and 95 % ranks say how much of
its place is the choice of the rules, and so do the units with which it changes places. Nobody's published rank is
computed here: floats and seeds never decide.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from scoring.float_ranks import RankInterval, float_ranks, rank_intervals
from scoring.framework import Framework
from scoring.score import UnitScore, require_totals
from scoring.variant import DontKnow, Variant, Variants

__all__ = ["DRAWS", "WEIGHT_CHANGE", "Reason", "Scenario", "Sensitivity", "sensitivity"]

DRAWS = 2000
"""Between seeds the 5 % and 95 % ranks of the example provinces differ by one place at most, seldom by two."""

WEIGHT_CHANGE = 0.25
"""By how much of itself a group's weight moves at most."""

_OFTEN = 0.05
"""Two units change places when so many of the draws put them the other way round."""


class Reason(StrEnum):
    """What a scenario changes, as gettext msgids."""

    AS_PUBLISHED = "As published."
    DONT_KNOW_ZERO = "“No information” counts as nothing."
    DONT_KNOW_HALF = "“No information” counts as half."
    EQUAL_WEIGHTS = "All respondent groups weigh the same."
    ROUNDED_EARLY = "Points are rounded for each criterion before they are added up."
    ROUNDED_TOTAL = "Ranks compare printed totals."
    OTHER_SUBSTITUTION = "Substituted points are a share of the other total."
    WITHOUT = "Without the criterion {criterion}."


@dataclass(frozen=True, slots=True)
class Scenario:
    """One changed choice and the rank of each unit under it; `moved` units have another rank than published."""

    reason: Reason
    criterion: str | None
    ranks: Mapping[str, int]
    moved: int


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The scenarios, the published rules first, and each unit's ranks when everything is changed at random.

    `swaps`: the units that stand the other way round to it in at least 5 % of the draws; where two have one rank,
    those of which each is sometimes above and sometimes below.
    """

    scenarios: tuple[Scenario, ...]
    ranks: Mapping[str, RankInterval]
    swaps: Mapping[str, tuple[str, ...]]


def sensitivity(
    framework: Framework,
    scores: Mapping[str, UnitScore],
    *,
    seed: int,
    draws: int = DRAWS,
    weight_change: float = WEIGHT_CHANGE,
) -> Sensitivity:
    """The sensitivity of the ranks of `scores`, units of one type whose totals are all known.

    `weight_change` is the largest relative change of a group's weight. Raises `EntriesInvalid` when a unit has no
    total yet. Criteria that compare units with each other keep the points they have.
    """
    require_totals(scores)
    if not scores:
        return Sensitivity((), {}, {})
    variants = Variants.of(scores, framework.rounding.decimals)

    def ranked(variant: Variant) -> NDArray[np.int64]:
        ranking = framework.ranking
        if variant.rounded_total:
            ranking = ranking.model_copy(update={"values": "printed"})
        (ranks,) = float_ranks(variants.totals(variant)[None, :], ranking, framework.rounding)
        return np.asarray(ranks, dtype=np.int64)

    scenarios = _scenarios(variants, list(scores), ranked)
    generator = np.random.Generator(np.random.PCG64(seed))
    drawn = np.stack([ranked(_random(generator, variants, weight_change)) for _ in range(draws)])
    return Sensitivity(scenarios, rank_intervals(scores, drawn), _swaps(list(scores), ranked(Variant()), drawn))


def _swaps(units: list[str], published: NDArray[np.int64], drawn: NDArray[np.int64]) -> dict[str, tuple[str, ...]]:
    found = {}
    for row, unit in enumerate(units):
        above = (drawn[:, [row]] < drawn).mean(axis=0)
        below = (drawn[:, [row]] > drawn).mean(axis=0)
        stands_above, stands_below = published[row] < published, published[row] > published
        against = np.select([stands_above, stands_below], [below, above], np.minimum(above, below))
        found[unit] = tuple(other for at, other in enumerate(units) if at != row and against[at] >= _OFTEN)
    return found


def _scenarios(
    variants: Variants, units: list[str], ranked: Callable[[Variant], NDArray[np.int64]]
) -> tuple[Scenario, ...]:
    changes: list[tuple[Reason, str | None, Variant]] = [
        (Reason.AS_PUBLISHED, None, Variant()),
        (Reason.ROUNDED_EARLY, None, Variant(rounded_early=True)),
        (Reason.ROUNDED_TOTAL, None, Variant(rounded_total=True)),
    ]
    if variants.has_survey:
        changes += [
            (Reason.DONT_KNOW_ZERO, None, Variant(dont_know=DontKnow.ZERO)),
            (Reason.DONT_KNOW_HALF, None, Variant(dont_know=DontKnow.HALF)),
            (Reason.EQUAL_WEIGHTS, None, Variant(equal_weights=True)),
        ]
    if variants.has_other_substitution:
        changes.append((Reason.OTHER_SUBSTITUTION, None, Variant(other_substitution=True)))
    changes += [(Reason.WITHOUT, code, Variant(without=at)) for at, code in enumerate(variants.criteria)]
    found = [(reason, code, ranked(variant)) for reason, code, variant in changes]
    published = found[0][2]
    return tuple(
        Scenario(reason, code, dict(zip(units, map(int, ranks), strict=True)), int((ranks != published).sum()))
        for reason, code, ranks in found
    )


def _random(generator: np.random.Generator, variants: Variants, change: float) -> Variant:
    without = int(generator.integers(-1, len(variants.criteria)))
    return Variant(
        dont_know=list(DontKnow)[generator.integers(len(DontKnow))],
        rounded_early=bool(generator.integers(2)),
        rounded_total=bool(generator.integers(2)),
        other_substitution=bool(generator.integers(2)) and variants.has_other_substitution,
        without=None if without < 0 else without,
        factors=generator.uniform(1 - change, 1 + change, size=len(variants.weights)),
    )
