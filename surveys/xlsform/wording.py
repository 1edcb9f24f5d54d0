"""Translated texts: every wording in every language, and short enough for the chat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from surveys.errors import Spot
from surveys.model import Texts
from surveys.xlsform.faults import Faults
from surveys.xlsform.reasons import Reason
from surveys.xlsform.table import UNNAMED, Row, Table, language_code
from surveys.xlsform.workbook import place

__all__ = ["UNDETERMINED", "Languages", "read_languages"]

UNDETERMINED: Final = "und"
"""ISO 639 for a language that nobody named: a form whose only column is `label`."""

_TRANSLATED: Final = {
    "survey": ("label", "hint", "constraint_message"),
    "choices": ("label",),
    "settings": ("par::title",),
}


@dataclass(frozen=True)
class Languages:
    """The codes in the order of the workbook, the default first, and which of them unnamed columns are in."""

    codes: tuple[str, ...]
    unnamed: str
    known: bool = True
    """Whether every column's language is known; otherwise nothing can be said about missing wordings."""

    def demand_label(self, row: Row, faults: Faults) -> None:
        """Adds the fault that a row has no label, unless it may stand in a column that was not understood."""
        if self.known:
            faults.add(self.where(row, "label"), Reason.LABEL_MISSING)

    def texts(self, row: Row, key: str, limit: int, faults: Faults) -> Texts:
        """The wordings of one text; empty where it is written in no language. Adds a fault for every gap."""
        written: dict[str, str] = {}
        for code in self.codes:
            text = row.text(key, code) or (row.text(key) if code == self.unnamed else "")
            if text:
                written[code] = text
                if len(text) > limit:
                    faults.add(self._where(row, key, code), Reason.TOO_LONG, length=len(text), limit=limit)
        if written and self.known:
            for code in self.codes:
                if code not in written:
                    faults.add(self._where(row, key, code), Reason.TRANSLATION_MISSING, language=code)
        return written

    def where(self, row: Row, key: str) -> Spot:
        """Where the first wording of a text stands, or would stand."""
        return self._where(row, key, self.codes[0])

    def _where(self, row: Row, key: str, code: str) -> Spot:
        unnamed = code == self.unnamed and (key, code) not in row.columns
        return row.where(key, UNNAMED if unnamed else code)


def read_languages(default: str, default_where: Spot, tables: Sequence[Table], faults: Faults) -> Languages:
    """The languages of a workbook, whose `default_language` is `default`; a column that names none is a fault."""
    unnamed = language_code(default) if default else None
    if default and unnamed is None:
        faults.add(default_where, Reason.LANGUAGE_CODE, language=default)
    codes: dict[str, None] = {unnamed: None} if unnamed else {}
    for table in tables:
        for key in _TRANSLATED[table.sheet]:
            codes.update((code, None) for code in table.languages(key) if code != UNNAMED)
    if unnamed is None and codes:
        for table in tables:
            for key in _TRANSLATED[table.sheet]:
                column = table.columns.get((key, UNNAMED))
                if column is not None:
                    faults.add(place(table.sheet, column.index, 1, column.heading), Reason.LANGUAGE_UNNAMED)
    first = unnamed or UNDETERMINED
    known = not faults.any_of(Reason.LANGUAGE_CODE, Reason.LANGUAGE_UNNAMED)
    return Languages(tuple(codes) or (first,), first, known)
