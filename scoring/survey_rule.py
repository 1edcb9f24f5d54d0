"""How the ballots of a sociological survey become the points of one criterion, as data.

A rule has two steps. Each respondent group's answers become a share of the maximum, from 0 to 1, by the rule's
method; then the shares are weighted over the groups. What the numbers beside the options mean (percentages,
values of a scale) depends on the method; they are written in the questionnaire.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from scoring.fields import Code, FrozenModel, Number

__all__ = [
    "EmptyGroup",
    "GroupWeight",
    "MeanScaled",
    "MinMax",
    "OptionPoints",
    "SurveyRule",
    "TopTwoBox",
    "YesShare",
]

EmptyGroup = Literal["redistribute", "insufficient"]
"""An empty respondent group gives its weight to the others in proportion, or leaves no points at all."""

GroupWeight = Annotated[Number, Field(gt=0, le=1)]


class _Rule(FrozenModel):
    """What every method needs; nothing in it has a default, because each part changes results.

    `weights` maps a respondent group to its share of the criterion and sums to exactly 1.
    `minimum_ballots` counts per unit and group: below it the group is treated as empty.
    `not_asked`: a group is not asked about units that have one of these traits (an industrial zones authority is
    not rated by districts); its weight then always goes to the others in proportion.
    """

    weights: Annotated[Mapping[Code, GroupWeight], Field(min_length=1)]
    empty_group: EmptyGroup
    minimum_ballots: Annotated[int, Field(ge=1)]
    not_asked: Mapping[Code, Annotated[tuple[Code, ...], Field(min_length=1)]] = Field(default_factory=dict)


class OptionPoints(_Rule):
    """Each option is worth a percentage of the maximum: share = Σ(n_o · percent_o) / (100 · n)."""

    method: Literal["option_points"]


class MeanScaled(_Rule):
    """The mean of the options' values, scaled linearly: share = (mean − lowest) / (highest − lowest)."""

    method: Literal["mean_scaled"]
    lowest: Number
    highest: Number


class TopTwoBox(_Rule):
    """The share of answers with one of the two best options; the questionnaire's numbers say which are best."""

    method: Literal["top_two_box"]


class YesShare(_Rule):
    """The share of answers with the option `yes`, whatever number the questionnaire gives it."""

    method: Literal["yes_share"]
    yes: str


class MinMax(_Rule):
    """Option percentages as in `OptionPoints`, then stretched between the worst and the best unit.

    points = lowest_points + (max − lowest_points) · (x − min) / (max_x − min_x) over the units of one type in
    one round, mirrored when `better: lower`. It can only be known when all units are scored together. When all
    units are equal nothing distinguishes them: they have no points, or the maximum, as `all_equal` says.
    """

    method: Literal["min_max"]
    better: Literal["higher", "lower"]
    lowest_points: Annotated[Number, Field(ge=0)]
    all_equal: Literal["insufficient", "maximum"]


SurveyRule = Annotated[OptionPoints | MeanScaled | TopTwoBox | YesShare | MinMax, Field(discriminator="method")]
