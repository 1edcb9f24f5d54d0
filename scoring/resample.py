"""Drawing the respondents again: the survey points of all units at once, in floating point.

The same leaders rate every unit, so that the errors of units move together: respondents are drawn, not units.
Within each stratum (a respondent group of a campaign; where a ballot rates one unit only, the group's ballots about
that unit) m − 1 of the m sampling units are drawn with replacement and reweighted by Rao and Wu's rule, which is
unbiased for small groups: weight = 1 + √(1 − f) · (m / (m − 1) · times drawn − 1). A stratum with one sampling unit
stays as it is, and is named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from scoring.criterion import SurveyCriterion
from scoring.fold import Ballot
from scoring.linear import GroupPopulation, answer_values
from scoring.score import UnitScore
from scoring.survey_rule import MinMax

__all__ = ["Draws", "draw_again"]

Floats: TypeAlias = NDArray[np.float64]

_SLICE = 200
"""Draws held in memory at once: 200 draws of 2,000 ballots are 3 MB."""


@dataclass(frozen=True, slots=True)
class Draws:
    """`domains[i, u, d]`: the points of unit u in domain d in draw i, all parts of the domain together.

    `totals[i, u]` are the units' totals, with bonus and penalty as they are. `lone` are strata without spread.
    """

    units: tuple[str, ...]
    domains: Floats
    totals: Floats
    lone: tuple[str, ...]


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
    populations: Mapping[str, GroupPopulation] | None = None,
) -> Draws:
    """Totals of the units in `scores` under `draws` new samples of respondents; `seed` makes them repeatable.

    All totals must be known. What is not surveyed, and what the council decided, is the same in every draw.
    """
    units = tuple(scores)
    layout = _Layout.of(scores)
    generator = np.random.Generator(np.random.PCG64(seed))
    strata = _strata(ballots)
    lone = tuple(sorted({" ".join(filter(None, key)) for key, clusters in strata.items() if len(clusters) == 1}))
    tables = [(key, _table(layout, clusters)) for key, clusters in sorted(strata.items())]
    slices = []
    for start in range(0, draws, _SLICE):
        size = min(_SLICE, draws - start)
        sums = np.zeros((2, size, len(layout.columns)))
        for key, (at, table) in tables:
            weights = _weights(generator, size, table.shape[1], (populations or {}).get(key[1]))
            sums[:, :, at] += weights @ table
        slices.append(layout.points(sums[0], sums[1]))
    domains = np.concatenate(slices) if slices else np.zeros((0, len(units), 0))
    return Draws(units, domains, domains.sum(axis=2) + layout.beside, lone)


class _Layout:
    """Where each share lies in the arrays, and how shares become points."""

    def __init__(
        self, units: Sequence[str], columns: Sequence[_Column], keys: Mapping[tuple[str, ...], int]
    ) -> None:
        self.units, self.columns, self.keys = units, tuple(columns), keys
        self.values: dict[tuple[str, ...], float | None] = {}
        self.fixed: Floats = np.zeros((0, 0))
        self.beside: Floats = np.zeros(0)
        self.criteria: list[SurveyCriterion] = []

    @classmethod
    def of(cls, scores: Mapping[str, UnitScore]) -> _Layout:
        """Arrange the surveyed shares of `scores`; all units have the same domains and criteria."""
        columns: list[_Column] = []
        keys: dict[tuple[str, ...], int] = {}
        layout = cls(tuple(scores), columns, keys)
        first = next(iter(scores.values()))
        domains = {domain.code: i for i, domain in enumerate(first.domains)}
        criteria: dict[str, int] = {}
        layout.fixed = np.zeros((len(scores), len(domains)))
        layout.beside = np.zeros(len(scores))
        for row, (unit, score) in enumerate(scores.items()):
            layout.beside[row] = float((score.bonus.counted or 0) - (score.penalty.counted or 0))
            for part in score.parts:
                criterion = part.criterion
                if not isinstance(criterion, SurveyCriterion) or part.survey is None or part.override:
                    layout.fixed[row, domains[part.domain]] += float(part.points or 0)
                    continue
                if criterion.code not in criteria:
                    criteria[criterion.code] = len(criteria)
                    layout.criteria.append(criterion)
                for trace in part.survey.groups:
                    if trace.share is None:
                        continue
                    at = len(columns)
                    columns.append(
                        _Column(row, domains[part.domain], criteria[criterion.code], float(trace.weight))
                    )
                    for (campaign, question, option), value in answer_values(criterion, trace).items():
                        keys[unit, trace.group, campaign, question] = at
                        answer = (unit, trace.group, campaign, question, option)
                        layout.values[answer] = None if value is None else float(value)
        layout.columns = tuple(columns)
        return layout

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


def _strata(ballots: Sequence[Ballot]) -> dict[tuple[str, str, str], dict[str, list[Ballot]]]:
    """(campaign, group, unit or nothing) → sampling unit → its ballots."""
    strata: dict[tuple[str, str, str], dict[str, list[Ballot]]] = defaultdict(lambda: defaultdict(list))
    for number, ballot in enumerate(ballots):
        rated = {rating.unit for rating in ballot.ratings}
        only = next(iter(rated)) if len(rated) == 1 else ""
        strata[ballot.campaign, ballot.group, only][ballot.cluster or f"#{number}"].append(ballot)
    return strata


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


def _weights(generator: np.random.Generator, size: int, m: int, population: GroupPopulation | None) -> Floats:
    """Rao and Wu's weights of m sampling units in `size` draws."""
    if m == 1:
        return np.ones((size, 1))
    left = max(0.0, float(1 - Fraction(m, population.sampling_units))) if population else 1.0
    drawn = generator.multinomial(m - 1, np.full(m, 1 / m), size=size)
    return np.asarray(1 + np.sqrt(left) * (m / (m - 1) * drawn - 1), dtype=np.float64)
