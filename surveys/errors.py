"""What can go wrong while a questionnaire is read or asked.

SurveyError
├── FormInvalid        the workbook cannot be carried; lists every fault
├── ExpressionInvalid  one expression is outside what the bot can evaluate
├── Rejected           one answer is not acceptable; ask again, nothing changed
└── BrokenInterview    a stored interview does not fit its questionnaire; a defect, never the person's fault
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["BrokenInterview", "ExpressionInvalid", "Fault", "FormInvalid", "Rejected", "SurveyError"]


class Fault:
    """One thing wrong at one place.

    `reason` is a gettext msgid in English with `{named}` fields, `params` fill them; the edge translates.
    """

    def __init__(self, where: str, reason: str, **params: object) -> None:
        self.where = where
        self.reason = reason
        self.params = params

    def __str__(self) -> str:
        return f"{self.where}: {self.reason.format(**self.params)}"

    def __repr__(self) -> str:
        return f"Fault({self!s})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fault) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))


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
