"""The choices sheet: lists of options with what each is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Final

from surveys.model import Choice
from surveys.xlsform.faults import Faults
from surveys.xlsform.limits import MAX_CHOICE_LABEL, MAX_CHOICES
from surveys.xlsform.odk import yes_or_no
from surveys.xlsform.reasons import Reason
from surveys.xlsform.table import Row, Table
from surveys.xlsform.wording import Languages

__all__ = ["ChoiceList", "read_choices"]

_MOST_POINTS: Final = Decimal(100)
"""Points are a percentage of the criterion's maximum."""


@dataclass
class ChoiceList:
    """One list, with the row of each choice."""

    name: str
    choices: list[Choice] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def check_names(self, faults: Faults) -> None:
        """Adds a fault for every name that an answer to select_multiple, names with spaces between, cannot hold."""
        for choice, row in zip(self.choices, self.rows, strict=True):
            if " " in choice.name:
                faults.add(row.where("name"), Reason.CHOICE_SPACE, name=choice.name)


def read_choices(table: Table, languages: Languages, faults: Faults) -> Mapping[str, ChoiceList]:
    """Every list by name, its choices in the order of the sheet."""
    lists: dict[str, ChoiceList] = {}
    for row in table.rows:
        if any(row.text(key) for key in ("list_name", "name", "points", "no_information")):
            _add(row, lists, table, languages, faults)
    for listed in lists.values():
        _check_list(listed, faults)
    return lists


def _add(row: Row, lists: dict[str, ChoiceList], table: Table, languages: Languages, faults: Faults) -> None:
    list_name, name = row.text("list_name"), row.text("name")
    if not list_name:
        faults.add(row.where("list_name"), Reason.LIST_MISSING)
    if not name:
        faults.add(row.where("name"), Reason.NAME_MISSING)
    listed = lists.setdefault(list_name, ChoiceList(list_name))
    if name and any(choice.name == name for choice in listed.choices):
        faults.add(row.where("name"), Reason.CHOICE_TWICE, name=name, list=list_name)
    if len(listed.choices) > MAX_CHOICES:
        return
    label = languages.texts(row, "label", MAX_CHOICE_LABEL, faults)
    if not label:
        languages.demand_label(row, faults)
    if any("${" in text for text in label.values()):
        faults.add(languages.where(row, "label"), Reason.CHOICE_REFERENCE)
    points, no_information = _points(row, faults), yes_or_no(row.text("no_information"))
    if no_information is None:
        faults.add(row.where("no_information"), Reason.YES_OR_NO, value=row.text("no_information"))
    if no_information and points is not None:
        faults.add(row.where("points"), Reason.POINTS_AND_NO_INFORMATION)
    filters = {column.heading: row.text(column.key) for column in table.others() if row.text(column.key)}
    listed.choices.append(
        Choice(name=name, label=label, points=points, no_information=bool(no_information), filters=filters)
    )
    listed.rows.append(row)


def _points(row: Row, faults: Faults) -> Decimal | None:
    written = row.text("points")
    if not written:
        return None
    try:
        points = Decimal(written.replace(",", "."))
    except InvalidOperation:
        points = Decimal("NaN")
    if points.is_finite() and 0 <= points <= _MOST_POINTS:
        return points
    faults.add(row.where("points"), Reason.POINTS_INVALID, value=written)
    return None


def _check_list(listed: ChoiceList, faults: Faults) -> None:
    if len(listed.choices) > MAX_CHOICES:
        where = listed.rows[0].where("list_name")
        faults.add(where, Reason.TOO_MANY_CHOICES, list=listed.name, limit=MAX_CHOICES)
    rows = list(zip(listed.choices, listed.rows, strict=True))
    uninformed = [row for choice, row in rows if choice.no_information]
    if len(uninformed) > 1:
        faults.add(uninformed[1].where("no_information"), Reason.NO_INFORMATION_TWICE, list=listed.name)
    if any(choice.points is not None for choice in listed.choices):
        for choice, row in rows:
            if choice.points is None and not choice.no_information and not row.text("points"):
                faults.add(row.where("points"), Reason.POINTS_MISSING, list=listed.name)
