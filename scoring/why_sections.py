"""The parts of an explanation in the order of the framework: by domain and criterion, then bonus and penalty."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from scoring.fields import Bilingual
from scoring.framework import Framework
from scoring.rounding import known_sum
from scoring.why import Why
from scoring.why_part import WhyPart
from scoring.why_words import Sentence, together

__all__ = ["Section", "SectionRow", "sections"]


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One criterion or item with its parts. `name` is None for what a common cap takes away."""

    code: str
    name: Bilingual | None
    parts: tuple[WhyPart, ...]

    @property
    def points(self) -> Fraction | None:
        """The sum of the parts, None while one is unknown."""
        return known_sum(part.points for part in self.parts)

    @property
    def max_score(self) -> Fraction | None:
        """The most points there are; None for bonus and penalty items."""
        return self.parts[0].max_score

    @property
    def heard(self) -> tuple[WhyPart, ...]:
        """The parts without those of groups that say nothing."""
        return tuple(part for part in self.parts if not part.words.is_silent)

    @property
    def silent(self) -> tuple[Sentence, ...]:
        """Which groups say nothing and so give 0 points, in as few sentences as possible."""
        return tuple(together(part.words for part in self.parts if part.words.is_silent))


@dataclass(frozen=True, slots=True)
class Section:
    """A domain, the bonus items or the penalty items; `code` is the domain's, "bonus" or "penalty".

    `name` is None for the latter two, and for a total that was entered without criteria. `whole`: all of it was
    asked for.
    """

    code: str
    name: Bilingual | None
    rows: tuple[SectionRow, ...]
    whole: bool

    @property
    def points(self) -> Fraction | None:
        """The sum of the rows, None while one is unknown."""
        return known_sum(row.points for row in self.rows)

    @property
    def max_score(self) -> Fraction | None:
        """The most points there are; None for bonus and penalty items."""
        return known_sum(row.max_score for row in self.rows)


def sections(framework: Framework, found: Why) -> tuple[Section, ...]:
    """`found` in sections. A total that was entered without criteria is a section with one row."""
    unit_set = framework.set_for(found.unit_type)
    names = {domain.code: domain.name for domain in unit_set.domains}
    made = []
    for code, parts in groupby(found.parts, key=_section):
        rows = tuple(
            SectionRow(criterion, same[0].name, same)
            for criterion, same in ((key, tuple(each)) for key, each in groupby(parts, key=lambda p: p.criterion))
        )
        made.append(Section(code, names.get(code), rows, whole=found.asked in {None, code}))
    return tuple(made)


def _section(part: WhyPart) -> str:
    if part.domain:
        return part.domain
    kind = part.kind.partition(".")[0]
    return kind if kind in {"bonus", "penalty"} else part.criterion
