"""What can go wrong while a questionnaire is read or asked.

SurveyError
├── FormInvalid        the workbook cannot be carried; lists every fault
├── ExpressionInvalid  one expression is outside what the bot can evaluate
├── Rejected           one answer is not acceptable; ask again, nothing changed
└── BrokenInterview    a stored interview does not fit its questionnaire; a defect, never the person's fault
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["BrokenInterview", "ExpressionInvalid", "Fault", "FormInvalid", "Rejected", "Spot", "SurveyError"]


@dataclass(frozen=True)
class Spot:
    """A place in a workbook, as exactly as it is known: a sheet, a row of it from 1, a cell.

    `letter` names the column as the spreadsheet does, `heading` as its author did; a column that the sheet should
    have and has not is known by its heading only.
    """

    sheet: str
    row: int | None = None
    letter: str = ""
    heading: str = ""

    @property
    def column(self) -> str | None:
        """The column's heading, or its letter where it has none."""
        return self.heading or self.letter or None

    def __str__(self) -> str:
        """`survey!B12 (type)`, `survey!12 (type)`, `survey!B12`, `survey!12` or `survey`."""
        cell = f"!{self.letter}{self.row or ''}" if self.letter or self.row else ""
        return f"{self.sheet}{cell}" + (f" ({self.heading})" if self.heading else "")


class Fault:
    """One thing wrong at one place.

    `reason` is a gettext msgid in English with `{named}` fields, `params` fill them; the edge translates. `spot` is
    the place once more, in its parts, where it is one of a workbook. `scoring.Fault` is a class of its own, for
    neither package imports the other and none lies below both.
    """

    def __init__(self, where: str | Spot, reason: str, **params: object) -> None:
        self.where = str(where)
        self.spot = where if isinstance(where, Spot) else None
        self.reason = reason
        self.params = params

    def __str__(self) -> str:
        return f"{self.where}: {self.reason.format(**self.params)}"


class SurveyError(Exception):
    """Base of everything this package raises on purpose."""


class FormInvalid(SurveyError):
    """The workbook cannot be carried as it stands."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = tuple(faults)


class ExpressionInvalid(SurveyError):
    """An expression outside the supported subset; `reason` is a gettext msgid, `params` fill it."""

    def __init__(self, reason: str, **params: object) -> None:
        super().__init__(reason.format(**params))
        self.reason = reason
        self.params = params


class Rejected(SurveyError):
    """An answer that cannot be taken; `reason` is a gettext msgid for the person, `params` fill it."""

    def __init__(self, reason: str, **params: object) -> None:
        super().__init__(reason.format(**params))
        self.reason = reason
        self.params = params


class BrokenInterview(SurveyError):
    """The stored interview and its questionnaire disagree."""
