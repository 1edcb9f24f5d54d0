"""Which ballots were drawn together: by campaign and respondent group, and by unit where a paper rates one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction

from scoring.fold import Ballot

__all__ = ["Stratum", "sampled_parts", "strata"]

Stratum = tuple[str, str, str]
"""Campaign, group, and the unit where all ballots of both rate one unit each, else nothing."""


def strata(ballots: Sequence[Ballot]) -> dict[Stratum, dict[str, list[Ballot]]]:
    """Stratum → sampling unit, which is a ballot or a cluster of them → its ballots."""
    found: dict[Stratum, dict[str, list[Ballot]]] = defaultdict(lambda: defaultdict(list))
    every = [{rating.unit for rating in ballot.ratings} for ballot in ballots]
    rate_several = {(b.campaign, b.group) for b, rated in zip(ballots, every, strict=True) if len(rated) > 1}
    for number, (ballot, rated) in enumerate(zip(ballots, every, strict=True)):
        alone = len(rated) == 1 and (ballot.campaign, ballot.group) not in rate_several
        only = next(iter(rated)) if alone else ""
        found[ballot.campaign, ballot.group, only][ballot.cluster or f"#{number}"].append(ballot)
    return found


def sampled_parts(ballots: Sequence[Ballot], populations: Mapping[str, int]) -> dict[str, dict[str, Fraction]]:
    """Unit → group → the part of the group that was asked; only groups whose size is known.

    `populations`: group → how many sampling units it has: of each unit, where its papers rate one unit. A part
    above 1 says that a size is too small.
    """
    parts: dict[str, dict[str, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    for (_, group, _), clusters in strata(ballots).items():
        if group in populations:
            for unit in {rating.unit for own in clusters.values() for ballot in own for rating in ballot.ratings}:
                parts[unit][group] += Fraction(len(clusters), populations[group])
    return parts
