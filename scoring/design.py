"""How a sample was drawn: what an estimate must know beside the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple

__all__ = ["Answer", "GroupDesign", "LonePsu", "SampleDesign"]

LonePsu = Literal["not_estimable", "centred"]
"""A group with one sampling unit says nothing about its own spread: no variance, or its distance from the mean."""


class Answer(NamedTuple):
    """One respondent's value; None is "no information". `cluster` None: the respondent was drawn alone."""

    group: str
    value: Fraction | None
    cluster: str | None = None


@dataclass(frozen=True, slots=True)
class GroupDesign:
    """One respondent group (stratum).

    `population` is the number of people in it, `weight` its regulated share (summing to 1 over the groups) where
    weights are regulated, `clusters` the number of clusters it has where it was sampled by cluster.
    """

    population: int
    weight: Fraction | None = None
    clusters: int | None = None


@dataclass(frozen=True, slots=True)
class SampleDesign:
    """The groups and the rules.

    `weights`: `design` counts each respondent for population / sample of his group; `regulated` weights the
    groups' means as the framework says, over those who answered. `fpc`: whether the variance shrinks with the
    sampled fraction, to 0 for a census.
    """

    groups: Mapping[str, GroupDesign]
    weights: Literal["design", "regulated"]
    fpc: bool
    lone_psu: LonePsu = "not_estimable"
