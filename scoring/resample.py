"""Drawing the respondents again: the survey points of all units at once, in floating point.

The same leaders rate every unit, so that the errors of units move together: respondents are drawn, not units.
Within each stratum (a respondent group of a campaign; where its ballots rate one unit each, the ballots about that
unit) m − 1 of the m sampling units are drawn with replacement and reweighted by Rao and Wu's rule, which is
unbiased for small groups: weight = 1 + √(1 − f) · (m / (m − 1) · times drawn − 1). A stratum with one sampling unit
stays as it is; `survey_error` names it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from scoring.criterion import SurveyCriterion
from scoring.fold import Ballot
from scoring.linear import answer_values
from scoring.score import UnitScore
from scoring.strata import strata
from scoring.survey_rule import MinMax

__all__ = ["Draws", "draw_again"]

Floats: TypeAlias = NDArray[np.float64]

_SLICE = 200
"""Draws held in memory at once: 200 draws of 2,000 ballots are 3 MB."""


@dataclass(frozen=True, slots=True)
class Draws:
    """`domains[i, u, d]`: the points of unit u in domain d in draw i, all parts of the domain together.

    `totals[i, u]` are the units' totals, with bonus and penalty as they are. `maxima[u, d]` are the most points of
    the unit in the domain: what does not apply to a unit is none of its maximum.
    """

    units: tuple[str, ...]
    domains: Floats
    totals: Floats
    maxima: Floats


@dataclass(frozen=True, slots=True)
class _Column:
    """One share: of a unit, a criterion, a group; with the group's weight and the points that do not move."""

    unit: int
    domain: int
    criterion: int
    weight: float


def draw_again(
    scores: Mapping[str, UnitScore],
    ballots: Sequence[Ballot],
    *,
    seed: int,
    draws: int,
    populations: Mapping[str, int] | None = None,
) -> Draws:
    """Totals of the units in `scores` under `draws` new samples of respondents; `seed` makes them repeatable.

    All totals must be known. What is not surveyed, and what the council decided, is the same in every draw. The
    order of the ballots does not matter: where they are stored it is changed at random. `populations`: how many
    sampling units a group has, where that is known (see `sampled_parts`).
    """
    units = tuple(scores)
    layout = _Layout.of(scores)
    generator = np.random.Generator(np.random.PCG64(seed))
    drawn = strata(sorted(ballots, key=lambda each: (each.campaign, each.group, each.cluster, each.ratings)))
    tables = [(key, _table(layout, clusters)) for key, clusters in sorted(drawn.items())]
    slices = []
    for start in range(0, draws, _SLICE):
        size = min(_SLICE, draws - start)
        sums = np.zeros((2, size, len(layout.columns)))
        for key, (at, table) in tables:
            weights = _weights(generator, size, table.shape[1], (populations or {}).get(key[1]))
            sums[:, :, at] += weights @ table
        slices.append(layout.points(sums[0], sums[1]))
    domains = np.concatenate(slices) if slices else np.zeros((0, len(units), 0))
    maxima = np.array([[float(domain.max_score) for domain in score.domains] for score in scores.values()])
    return Draws(units, domains, domains.sum(axis=2) + layout.beside, maxima)


@dataclass(frozen=True)
class _Layout:
    """Where each share lies in the arrays, and how shares become points.

    `keys`: (unit, group, campaign, question) → its column; `values`: the same with an option → what one such answer
    is worth, None for "no information". `fixed` are the points by unit and domain that do not move, `beside` bonus
    less penalty by unit.
    """

    units: tuple[str, ...]
    columns: tuple[_Column, ...]
    keys: Mapping[tuple[str, ...], int]
    values: Mapping[tuple[str, ...], float | None]
    criteria: tuple[SurveyCriterion, ...]
    fixed: Floats
    beside: Floats

    @classmethod
    def of(cls, scores: Mapping[str, UnitScore]) -> _Layout:
        """Arrange the surveyed shares of `scores`; all units have the same domains and criteria."""
        columns: list[_Column] = []
        keys: dict[tuple[str, ...], int] = {}
        values: dict[tuple[str, ...], float | None] = {}
        criteria: dict[str, SurveyCriterion] = {}
        domains = {domain.code: i for i, domain in enumerate(next(iter(scores.values())).domains)}
        fixed = np.zeros((len(scores), len(domains)))
        for row, (unit, score) in enumerate(scores.items()):
            for part in score.parts:
                criterion, domain = part.criterion, domains[part.domain]
                if not isinstance(criterion, SurveyCriterion) or part.survey is None or part.override:
                    fixed[row, domain] += float(part.points or 0)
                    continue
                criteria.setdefault(criterion.code, criterion)
                for trace in part.survey.groups:
                    if trace.share is None:
                        continue
                    at = len(columns)
                    columns.append(_Column(row, domain, list(criteria).index(criterion.code), float(trace.weight)))
                    for (campaign, question, option), value in answer_values(criterion, trace).items():
                        asked = (unit, trace.group, campaign, question)
                        keys[asked] = at
                        values[*asked, option] = None if value is None else float(value)
        beside = [float((score.bonus.counted or 0) - (score.penalty.counted or 0)) for score in scores.values()]
        return cls(tuple(scores), tuple(columns), keys, values, tuple(criteria.values()), fixed, np.array(beside))

    def points(self, numerators: Floats, denominators: Floats) -> Floats:
        """Points by draw, unit and domain. A group that has no answer in a draw gives its weight to the others."""
        size, shape = numerators.shape[0], (len(self.units), len(self.criteria))
        weights = np.array([column.weight for column in self.columns])
        heard = denominators > 0
        shares = np.divide(numerators, denominators, out=np.zeros_like(numerators), where=heard)
        index = np.array([column.unit * shape[1] + column.criterion for column in self.columns], dtype=np.intp)
        cells = shape[0] * shape[1]
        used = _summed(weights * heard, index, cells)
        share = np.divide(
            _summed(weights * heard * shares, index, cells), used, out=np.zeros_like(used), where=used > 0
        )
        share = share.reshape(size, *shape)
        present = (used > 0).reshape(size, *shape)
        points = np.broadcast_to(self.fixed, (size, *self.fixed.shape)).copy()
        domain_of = {column.criterion: column.domain for column in self.columns}
        for at, criterion in enumerate(self.criteria):
            if at in domain_of:
                points[:, :, domain_of[at]] += _criterion_points(criterion, share[:, :, at], present[:, :, at])
        return points


def _criterion_points(criterion: SurveyCriterion, share: Floats, present: NDArray[np.bool_]) -> Floats:
    maximum, rule = float(criterion.max_score), criterion.survey
    if not isinstance(rule, MinMax):
        return np.where(present, maximum * share, 0.0)
    low = np.where(present, share, np.inf).min(axis=1, keepdims=True)
    high = np.where(present, share, -np.inf).max(axis=1, keepdims=True)
    width = high - low
    place = np.divide(share - low, width, out=np.ones_like(share), where=width > 0)
    if rule.better == "lower":
        place = np.where(width > 0, 1 - place, place)
    lowest = float(rule.lowest_points)
    return np.where(present, lowest + (maximum - lowest) * place, 0.0)


def _table(layout: _Layout, clusters: Mapping[str, Sequence[Ballot]]) -> tuple[NDArray[np.intp], Floats]:
    """The shares to which these sampling units answered, and by sampling unit p and such share c:
    [0, p, c] the summed value of its answers, [1, p, c] their number.
    """
    found: list[tuple[int, int, float]] = [
        (row, column, value)
        for row, ballots in enumerate(clusters.values())
        for column, value in _answers(layout, ballots)
    ]
    at = sorted({column for _, column, _ in found})
    place = {column: i for i, column in enumerate(at)}
    table = np.zeros((2, len(clusters), len(at)))
    for row, column, value in found:
        table[0, row, place[column]] += value
        table[1, row, place[column]] += 1
    return np.array(at, dtype=np.intp), table


def _summed(values: Floats, index: NDArray[np.intp], size: int) -> Floats:
    """Sums of the columns of `values` that have the same `index`, as columns 0 to size − 1."""
    sums = np.zeros((values.shape[0], size))
    if index.size:
        order = np.argsort(index, kind="stable")
        present, starts = np.unique(index[order], return_index=True)
        sums[:, present] = np.add.reduceat(values[:, order], starts, axis=1)
    return sums


def _answers(layout: _Layout, ballots: Sequence[Ballot]) -> Iterator[tuple[int, float]]:
    for ballot in ballots:
        for rating in ballot.ratings:
            asked = (rating.unit, ballot.group, ballot.campaign, rating.criterion)
            value = layout.values.get((*asked, rating.option))
            if value is not None:
                yield layout.keys[asked], value


def _weights(generator: np.random.Generator, size: int, m: int, population: int | None) -> Floats:
    """Rao and Wu's weights of m sampling units in `size` draws."""
    if m == 1:
        return np.ones((size, 1))
    left = max(0.0, float(1 - Fraction(m, population))) if population else 1.0
    drawn = generator.multinomial(m - 1, np.full(m, 1 / m), size=size)
    return np.asarray(1 + np.sqrt(left) * (m / (m - 1) * drawn - 1), dtype=np.float64)
