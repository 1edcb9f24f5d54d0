"""`read_xlsform`: the whole way from a file to a questionnaire."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from surveys.errors import Fault, FormInvalid, Spot
from surveys.model import Questionnaire
from surveys.xlsform.choices import read_choices
from surveys.xlsform.faults import Faults
from surveys.xlsform.limits import MAX_FILE_BYTES
from surveys.xlsform.odk import complaint
from surveys.xlsform.questions import QuestionReader
from surveys.xlsform.reasons import Reason
from surveys.xlsform.settings import read_settings, settings_row
from surveys.xlsform.structure import read_structure
from surveys.xlsform.table import Sheet, Table, read_table
from surveys.xlsform.uses import check_uses
from surveys.xlsform.wording import read_languages
from surveys.xlsform.workbook import Grid, read_grids

__all__ = ["read_xlsform"]


def read_xlsform(source: Path | bytes, *, name: str | None = None) -> Questionnaire:
    """The questionnaire of an XLSForm workbook.

    `name` stands for the file in faults and, where the settings sheet gives no `form_id`, for the form; a path
    names itself. Raises `FormInvalid` with every fault found, and `OSError` when the path cannot be read.
    """
    called = name or (source.name if isinstance(source, Path) else "form.xlsx")
    faults = Faults()
    grids = read_grids(_bytes(source, called), called, faults)
    faults.raise_if_any()
    survey, choices, settings = (_table(grids, sheet, faults) for sheet in ("survey", "choices", "settings"))
    _need(survey, ("type", "name"), faults)
    if choices.rows:
        _need(choices, ("list_name", "name"), faults)
    row = settings_row(settings)
    default = row.text("default_language")
    languages = read_languages(default, row.where("default_language"), (survey, choices), faults)
    lists = read_choices(choices, languages, faults)
    filters = frozenset(column.heading for column in choices.others()) | {"name"}
    reader = QuestionReader(lists, filters, languages, faults)
    items, names = read_structure(survey, reader, faults)
    check_uses(reader.uses, names, faults)
    told = read_settings(settings, languages, Path(called).stem, faults)
    if not faults:  # otherwise pyxform mostly repeats, less precisely, what is known
        _hear_pyxform(tuple(grids.values()), called, faults)
    faults.raise_if_any()
    return Questionnaire(
        form_id=told.form_id, version=told.version, title=told.title, languages=languages.codes, items=items
    )


def _bytes(source: Path | bytes, name: str) -> bytes:
    if isinstance(source, bytes):
        return source
    with source.open("rb") as file:
        data = file.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise FormInvalid([Fault(name, Reason.TOO_LARGE, limit=MAX_FILE_BYTES)])
    return data


def _need(table: Table, columns: Sequence[str], faults: Faults) -> None:
    """Raises `FormInvalid`, with what else is known, where a column is missing that every row needs."""
    missing = [column for column in columns if not table.languages(column)]
    for column in missing:
        faults.add(Spot(table.sheet), Reason.NO_COLUMN, column=column)
    if missing:
        faults.raise_if_any()


def _table(grids: dict[str, Grid], sheet: Sheet, faults: Faults) -> Table:
    grid = grids.get(sheet)
    return read_table(grid, sheet, faults) if grid is not None else Table(sheet)


def _hear_pyxform(grids: Sequence[Grid], name: str, faults: Faults) -> None:
    said = complaint(grids)
    if said is not None:
        faults.add(said.where or name, Reason.NOT_XLSFORM, detail=said.detail)
