"""The settings sheet: what the form is called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from surveys.model import Texts
from surveys.xlsform.faults import Faults
from surveys.xlsform.limits import MAX_TITLE
from surveys.xlsform.reasons import Reason
from surveys.xlsform.table import Row, Table
from surveys.xlsform.wording import Languages

__all__ = ["Settings", "read_settings"]

_FORM_ID: Final = re.compile(r"\S+")


@dataclass(frozen=True)
class Settings:
    """`version` is empty where the author wrote none."""

    form_id: str
    version: str
    title: Texts


def settings_row(table: Table) -> Row:
    """The one row of settings; an empty one where the sheet or the row is missing."""
    return table.rows[0] if table.rows else Row("settings", 2, {}, table.columns)


def read_settings(table: Table, languages: Languages, fallback: str, faults: Faults) -> Settings:
    """What the sheet says; a form without it is called `fallback`, after its file."""
    row = settings_row(table)
    form_id = row.text("form_id")
    if form_id and not _FORM_ID.fullmatch(form_id):
        faults.add(row.where("form_id"), Reason.FORM_ID_INVALID, value=form_id)
    if row.text("public_key"):
        faults.add(row.where("public_key"), Reason.ENCRYPTED_FORM)
    title = {languages.codes[0]: row.text("form_title") or form_id or fallback}
    title |= {code: row.text("par::title", code) for code in languages.codes if row.text("par::title", code)}
    for code, text in title.items():
        if len(text) > MAX_TITLE:
            where = row.where("par::title", code) if row.text("par::title", code) else row.where("form_title")
            faults.add(where, Reason.TOO_LONG, length=len(text), limit=MAX_TITLE)
    return Settings(form_id or fallback, row.text("version"), title)
