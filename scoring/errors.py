"""What can go wrong while a framework, a table or a unit's score is read.

ScoringError
├── FrameworkInvalid   a framework file cannot be used; lists every fault with its path
├── TableInvalid       a score table cannot be read or does not fit its framework; lists every fault
├── EntriesInvalid     scores handed over for one unit do not fit its criteria; lists every fault
├── DesignInvalid      a survey design does not fit its answers; lists every fault
├── FormulaInvalid     a formula is not plain arithmetic; lists every fault
├── UnknownCode        a unit type, a criterion or a grading that the framework does not have
└── BrokenCells        stored cells do not fit the questionnaires' scales; a defect, never a person's fault
    └── ScaleUnfit     a questionnaire's scale does not suit the method of the rule

Faulty                 what those above are that list every fault, and the errors of other rooms about their files
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.framework import Framework

__all__ = [
    "BrokenCells",
    "DesignInvalid",
    "EntriesInvalid",
    "Fault",
    "Faulty",
    "FormulaInvalid",
    "FrameworkInvalid",
    "ScaleUnfit",
    "ScoringError",
    "TableInvalid",
    "UnknownCode",
]


class Fault:
    """One thing wrong at one place.

    `reason` is a gettext msgid in English with `{named}` fields, `params` fill them; the edge translates. All that
    is read but a form is faulted by this class: `surveys`, which must not import this package, has one whose place
    may be a cell of a workbook.
    """

    def __init__(self, where: str, reason: str, **params: object) -> None:
        self.where = where
        self.reason = reason
        self.params = params

    def __str__(self) -> str:
        return f"{self.where}: {self.reason.format(**self.params)}"


class Faulty(Exception):
    """An error that lists what is wrong, each thing with its place."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = tuple(faults)


class ScoringError(Exception):
    """Base of everything this package raises on purpose."""


class FrameworkInvalid(Faulty, ScoringError):
    """The framework file cannot be used as it stands; `legible` is what forms can be checked against even so."""

    def __init__(self, faults: Sequence[Fault], legible: Framework | None = None) -> None:
        super().__init__(faults)
        self.legible = legible


class TableInvalid(Faulty, ScoringError):
    """The score table cannot be used as it stands."""


class EntriesInvalid(Faulty, ScoringError):
    """The scores of one unit do not fit the criteria of its unit type."""


class DesignInvalid(Faulty, ScoringError):
    """The survey design and the answers disagree."""


class FormulaInvalid(Faulty, ScoringError):
    """The text is no formula, or does more than arithmetic."""


class UnknownCode(ScoringError):
    """A code that the framework does not have; `known` lists those it has."""

    def __init__(self, code: str, known: Sequence[str]) -> None:
        super().__init__(f"{code} is not one of {', '.join(known)}")
        self.code = code
        self.known = tuple(known)


class BrokenCells(ScoringError):
    """The stored cells and the questionnaires' scales disagree."""


class ScaleUnfit(BrokenCells):
    """A method cannot read a scale; `reason` and `params` are those of a `Fault`."""

    def __init__(self, campaign: str, reason: str, **params: object) -> None:
        super().__init__(f"{campaign}: {reason.format(**params)}")
        self.reason = reason
        self.params = params
