"""A framework (bộ chỉ số): every rule by which one province scores its units in one year, as data.

The models check the shape of a file; `scoring.checks` checks what they mean together (sums, gaps, codes).
`model_dump_json` and `model_validate_json` are inverse to each other to the last digit, so that a stored
version scores exactly like the file it came from.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from scoring.adjustment_rule import Adjustments
from scoring.criterion import AppraisedCriterion, Criterion, Scored, SurveyCriterion
from scoring.errors import UnknownCode
from scoring.fields import Bilingual, Code, Comparison, FrozenModel, Prose, Score
from scoring.grading import Grading
from scoring.indicator import Indicator, IndicatorName

__all__ = [
    "AppraisedCriterion",
    "Criterion",
    "Domain",
    "Framework",
    "Ranking",
    "Rounding",
    "SurveyCriterion",
    "UnitSet",
]


class Domain(Scored):
    """A domain (lĩnh vực). One without listed criteria is appraised as a whole and is its own criterion.

    `round` names the round in which it is scored, where a year has several.
    """

    criteria: tuple[Criterion, ...] = ()
    round: Code | None = None

    @cached_property
    def leaves(self) -> tuple[Criterion, ...]:
        """What is scored in this domain, in the file's order."""
        return self.criteria or (
            AppraisedCriterion(
                code=self.code,
                name=self.name,
                max_score=self.max_score,
                illustrative=self.illustrative,
                note=self.note,
                source="appraised",
            ),
        )


class UnitSet(FrozenModel):
    """The set of domains by which one type of unit is scored, and the grading it uses, if any.

    `max_score` is the sum of the domains; bonus and penalty points come on top of it and off it.
    """

    name: Bilingual
    max_score: Score
    grading: Code | None = None
    domains: Annotated[tuple[Domain, ...], Field(min_length=1)]
    bonus: Adjustments | None = None
    penalty: Adjustments | None = None

    @cached_property
    def leaves(self) -> tuple[tuple[Domain, Criterion], ...]:
        """Every scored criterion with its domain, in the file's order."""
        return tuple((domain, leaf) for domain in self.domains for leaf in domain.leaves)

    def criterion(self, code: str) -> Criterion:
        """The scored criterion with this code; raises `UnknownCode`."""
        by_code = {leaf.code: leaf for _, leaf in self.leaves}
        if code not in by_code:
            raise UnknownCode(code, list(by_code))
        return by_code[code]


class Rounding(FrozenModel):
    """How results are printed. Nothing is rounded before it is printed, unless a rule says `printed`."""

    decimals: Annotated[int, Field(ge=0, le=6)]
    mode: Literal["half_up"]


class Ranking(FrozenModel):
    """Ties and order: `dense` counts 1, 2, 2, 3; `competition` counts 1, 2, 2, 4."""

    method: Literal["dense", "competition"] = "dense"
    values: Comparison


class Framework(FrozenModel):
    """One index of one year: its groups of respondents, its sets by unit type, its gradings and policies.

    A province that announces several indices together has one framework for each; `index` tells them apart.
    `traits` are what rules may ask about a unit ("no procedures for businesses"), `indicators` the numbers they
    may use, `rounds` the rounds that sum to the year, where there are several.
    """

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9-]{0,63}$")]
    version: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z.-]{0,31}$")]
    index: Code
    year: Annotated[int, Field(ge=2000, le=2200)]
    title: Bilingual
    source: Prose
    rounding: Rounding
    ranking: Ranking
    groups: Mapping[Code, Bilingual] = Field(default_factory=dict)
    traits: Mapping[Code, Bilingual] = Field(default_factory=dict)
    indicators: Mapping[IndicatorName, Indicator] = Field(default_factory=dict)
    rounds: Mapping[Code, Bilingual] = Field(default_factory=dict)
    gradings: Mapping[Code, Grading] = Field(default_factory=dict)
    sets: Annotated[Mapping[Code, UnitSet], Field(min_length=1)]

    @property
    def edition(self) -> str:
        """The rules' name with their version: `code@version`."""
        return f"{self.code}@{self.version}"

    def set_for(self, unit_type: str) -> UnitSet:
        """The set by which units of this type are scored; raises `UnknownCode`."""
        if unit_type not in self.sets:
            raise UnknownCode(unit_type, list(self.sets))
        return self.sets[unit_type]

    def grading_for(self, unit_type: str) -> Grading | None:
        """The scale of grades for units of this type, None where the framework gives no grades."""
        code = self.set_for(unit_type).grading
        if code is None:
            return None
        if code not in self.gradings:
            raise UnknownCode(code, list(self.gradings))
        return self.gradings[code]
