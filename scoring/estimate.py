"""A mean with its standard error: stratified, weighted, clustered, with answers missing.

Everything up to the variance is exact. The mean is a ratio, so its variance is that of the linearised values
z = w · (y − mean) / Σw, summed within each sampling unit (respondent or cluster) and compared within each group:
Σ over groups of (1 − f) · m / (m − 1) · Σ(z − z̄)², with m sampling units and sampled fraction f.

With design weights "no information" stays in the sample as z = 0 (a domain estimate: how many would answer is
itself uncertain). With regulated weights the answers given are the sample.

Three things say nothing about an error, and their 0 is never given as one: a group with one sampling unit (unless
it is centred on the mean of all groups), a sample whose answers all come from one sampling unit, and a group all of
whose clusters were drawn but not all of its people. docs/estimate.md says it to those who ask.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.design import Answer, GroupDesign, SampleDesign
from scoring.errors import DesignInvalid, Fault
from scoring.rounding import exact_sum

__all__ = ["Estimate", "estimate", "variance_of_sum"]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean and what is known about it; `variance` None when it cannot be estimated, never a silent zero.

    `n` counts the answers, `df` the sampling units with an answer less the groups. `deff` compares the variance
    with that of a simple random sample of `n`; None where either is 0 or unknown. `is_proportion`: every value
    is 0 or 1. The groups because of which there is no variance: `lone` have one sampling unit, of the `complete`
    ones every cluster was drawn, but not everybody was asked.
    """

    mean: Fraction
    variance: Fraction | None
    df: int
    n: int
    deff: Fraction | None
    is_proportion: bool
    lone: tuple[str, ...] = ()
    complete: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Stratum:
    """One group's sample: its weight per respondent, the answers by sampling unit, the sampled fraction.

    `everybody`: all people of the group were asked.
    """

    group: str
    weight: Fraction
    units: Sequence[Sequence[Fraction | None]]
    fraction: Fraction
    everybody: bool

    @property
    def only_clusters(self) -> bool:
        """Whether every cluster was drawn, but not everybody asked."""
        return self.fraction == 1 and not self.everybody

    def weighed(self) -> list[tuple[Fraction, Fraction]]:
        return [(self.weight, value) for unit in self.units for value in unit if value is not None]

    def answering(self) -> int:
        return sum(any(value is not None for value in unit) for unit in self.units)


def estimate(answers: Iterable[Answer], design: SampleDesign) -> Estimate | None:
    """The estimated mean of `answers`; None when a group of the design gave no valid answer.

    Raises `DesignInvalid` for answers of groups the design does not have, samples larger than their population,
    and regulated weights that are missing or do not sum to 1.
    """
    by_group: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_group[answer.group].append(answer)
    faults = list(_faults(by_group, design))
    if faults:
        raise DesignInvalid(faults)
    if any(all(answer.value is None for answer in by_group[code]) for code in design.groups):
        return None

    strata = [_stratum(code, by_group[code], group, design) for code, group in design.groups.items()]
    weighed = [pair for stratum in strata for pair in stratum.weighed()]
    total_weight = exact_sum(weight for weight, _ in weighed)
    mean = exact_sum(weight * value for weight, value in weighed) / total_weight
    lone = [stratum for stratum in strata if _is_lone(stratum, len(strata), design)]
    complete = [stratum for stratum in strata if stratum.only_clusters]
    variance = None
    if not lone and not complete:
        variance = exact_sum(_variance(stratum, mean, total_weight, design) for stratum in strata)
    return Estimate(
        mean=mean,
        variance=variance,
        df=sum(stratum.answering() for stratum in strata) - len(strata),
        n=len(weighed),
        deff=_design_effect(variance, weighed, mean, design),
        is_proportion=all(value in {0, 1} for _, value in weighed),
        lone=tuple(stratum.group for stratum in lone),
        complete=tuple(stratum.group for stratum in complete),
    )


def variance_of_sum(values: Sequence[Fraction], sampled: Fraction) -> Fraction:
    """(1 − f) · m / (m − 1) · Σ(z − z̄)²: the variance of Σz over a group's m sampling units, two at least.

    `sampled` is f, the part of all sampling units that was asked.
    """
    m = len(values)
    middle = exact_sum(values) / m
    return (1 - sampled) * Fraction(m, m - 1) * exact_sum((value - middle) ** 2 for value in values)


def _stratum(code: str, answers: Sequence[Answer], group: GroupDesign, design: SampleDesign) -> _Stratum:
    regulated = design.weights == "regulated"
    sample = [answer for answer in answers if answer.value is not None] if regulated else answers
    units: dict[str | int, list[Fraction | None]] = defaultdict(list)
    for i, answer in enumerate(sample):
        units[i if answer.cluster is None else answer.cluster].append(answer.value)
    weight = (group.weight or Fraction(0)) if regulated else Fraction(group.population)
    fraction = Fraction(len(sample), group.population)
    if group.clusters is not None:
        fraction = Fraction(len(units), group.clusters)
    return _Stratum(
        group=code,
        weight=weight / len(sample),
        units=tuple(units.values()),
        fraction=fraction if design.fpc else Fraction(0),
        everybody=len(sample) == group.population,
    )


def _is_lone(stratum: _Stratum, groups: int, design: SampleDesign) -> bool:
    """Whether the group's sampling units say nothing about how such units differ.

    The answers of the only group, where one sampling unit gave them all, have no other mean to be centred on.
    """
    if stratum.fraction == 1:
        return False
    if groups == 1 and stratum.answering() == 1:
        return True
    return len(stratum.units) == 1 and design.lone_psu == "not_estimable"


def _variance(stratum: _Stratum, mean: Fraction, total_weight: Fraction, design: SampleDesign) -> Fraction:
    """The part of the variance that comes from one group; a lone sampling unit is centred on the mean."""
    if stratum.fraction == 1:
        return Fraction(0)
    values = [value for _, value in stratum.weighed()]
    own_mean = exact_sum(values) / len(values)
    scale = stratum.weight / total_weight
    if len(stratum.units) == 1:
        return (1 - stratum.fraction) * (scale * len(values) * (own_mean - mean)) ** 2
    # The groups' regulated weights are constants, so each group's mean is a ratio of its own.
    centre = own_mean if design.weights == "regulated" else mean
    totals = [scale * exact_sum(v - centre for v in unit if v is not None) for unit in stratum.units]
    return variance_of_sum(totals, stratum.fraction)


def _design_effect(
    variance: Fraction | None, weighed: Sequence[tuple[Fraction, Fraction]], mean: Fraction, design: SampleDesign
) -> Fraction | None:
    n = len(weighed)
    if variance is None or n == 1:
        return None
    weight = exact_sum(w for w, _ in weighed)
    spread = exact_sum(w * (value - mean) ** 2 for w, value in weighed) / weight * Fraction(n, n - 1)
    population = sum(group.population for group in design.groups.values())
    simple = spread / n * (1 - Fraction(n, population) if design.fpc else 1)
    return variance / simple if simple > 0 else None


def _faults(by_group: Mapping[str, Sequence[Answer]], design: SampleDesign) -> Iterable[Fault]:
    for code in sorted(by_group.keys() - design.groups.keys()):
        yield Fault(code, "The design has no group {code}.", code=code)
    for code, group in design.groups.items():
        sample = by_group.get(code, [])
        clusters = {answer.cluster for answer in sample}
        if len(sample) > group.population:
            reason = "{n} answers are more than the population of {size}."
            if clusters - {None} and group.clusters is None:
                reason = (
                    "{n} answers are more than the {size} people of N; the number of clusters is written as "
                    "clusters: {size}."
                )
            yield Fault(code, reason, n=len(sample), size=group.population)
        if group.clusters is not None and len(clusters) > group.clusters:
            yield Fault(
                code, "{n} clusters are more than the {size} there are.", n=len(clusters), size=group.clusters
            )
        if None in clusters and len(clusters) > 1:
            yield Fault(code, "Some answers have a cluster and some have none.")
    weights = [group.weight for group in design.groups.values() if group.weight is not None]
    if design.weights == "regulated" and (len(weights) < len(design.groups) or sum(weights) != 1):
        yield Fault("weight", "Every group needs a regulated weight, and they must sum to exactly 1.")
