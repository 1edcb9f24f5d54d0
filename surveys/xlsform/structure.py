"""The survey sheet from top to bottom: questions in groups, and groups repeated over rated units."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from surveys.errors import Spot
from surveys.model import Item, Kind, Section, Texts
from surveys.xlsform.faults import Faults
from surveys.xlsform.limits import MAX_NAME_BYTES, MAX_QUESTIONS, MAX_TITLE
from surveys.xlsform.odk import yes_or_no
from surveys.xlsform.questions import QuestionReader
from surveys.xlsform.reasons import Reason
from surveys.xlsform.table import Row, Table
from surveys.xlsform.types import Asked, Bracket, read_type
from surveys.xlsform.uses import Names, Role

__all__ = ["read_structure"]

_NAME: Final = re.compile(r"[^\W\d][\w.\-]*")
"""What the XLSForm standard and XPath both take for a name: also with Vietnamese letters."""

_UNIT_TYPE: Final = re.compile(r"[a-z][a-z0-9_]*")


@dataclass
class _Open:
    """A section whose end has not come yet; the outermost one is the form itself."""

    name: str | None
    repeat: bool
    begun_at: Spot
    label: Texts = field(default_factory=dict)
    relevant: str | None = None
    target: str | None = None
    shuffle: bool = False
    items: list[Item] = field(default_factory=list)
    empty: bool = True


def read_structure(table: Table, reader: QuestionReader, faults: Faults) -> tuple[tuple[Item, ...], Names]:
    """The items of the form and their names."""
    structure = _Structure(reader, faults)
    for row in table.rows:
        comment = not any(key in ("type", "name", "label") for key, _ in row.values)
        if not comment and not yes_or_no(row.text("disabled")):
            structure.add(row)
    return structure.close(table.sheet), structure.names


class _Structure:
    def __init__(self, reader: QuestionReader, faults: Faults) -> None:
        self._reader = reader
        self._faults = faults
        self._rows: dict[str, int] = {}
        self._questions = 0
        self._shows = False
        self._target = ""
        self._open = [_Open(None, repeat=False, begun_at=Spot("survey"))]
        self.names = Names()

    def add(self, row: Row) -> None:
        kind = read_type(row, self._faults)
        if not (isinstance(kind, Bracket) and kind.side == "end"):
            self._open[-1].empty = False
        if isinstance(kind, Bracket):
            self._begin(row, kind) if kind.side == "begin" else self._end(row, kind)
            return
        name = self._name(row, generated=kind is not None and kind.kind is Kind.NOTE)
        self._questions += 1
        self._shows = self._shows or kind is None or kind.kind is not Kind.CALCULATE
        self.names.add_question(name, self._open[-1].name)
        for key in ("par::target", "par::shuffle"):
            if row.text(key):
                self._faults.add(row.where(key), Reason.REPEAT_ONLY, column=key)
        if isinstance(kind, Asked):
            self._open[-1].items.append(self._reader.question(row, kind, name))

    def close(self, sheet: str) -> tuple[Item, ...]:
        for section in self._open[1:]:
            self._faults.add(section.begun_at, Reason.BEGIN_UNMATCHED)
        if not self._shows:
            self._faults.add(Spot(sheet), Reason.NO_QUESTIONS)
        if self._questions > MAX_QUESTIONS:
            self._faults.add(Spot(sheet), Reason.TOO_MANY_QUESTIONS, limit=MAX_QUESTIONS)
        return tuple(self._open[0].items)

    def _name(self, row: Row, *, generated: bool = False) -> str:
        """The name of a row, checked. Only notes may leave it out, as pyxform names them by their row."""
        name = row.text("name")
        if not name and generated:
            name = f"note_{row.number}"
        where = row.where("name")
        if not name:
            self._faults.add(where, Reason.NAME_MISSING)
        elif not _NAME.fullmatch(name):
            self._faults.add(where, Reason.NAME_INVALID, name=name)
        elif len(name.encode()) > MAX_NAME_BYTES:
            self._faults.add(where, Reason.NAME_TOO_LONG, name=name, limit=MAX_NAME_BYTES)
        elif name in self._rows:
            self._faults.add(where, Reason.NAME_TWICE, name=name, row=self._rows[name])
        self._rows.setdefault(name, row.number)
        return name

    def _begin(self, row: Row, bracket: Bracket) -> None:
        name = self._name(row)
        self.names.add_section(name, self._open[-1].name, repeat=bracket.repeat)
        if row.text("par::criterion"):
            self._faults.add(row.where("par::criterion"), Reason.CRITERION_ELSEWHERE, type=row.text("type"))
        section = _Open(
            name,
            bracket.repeat,
            row.where("type"),
            self._reader.texts(row, name, "label", MAX_TITLE),
            self._reader.expression(row, name, Role.RELEVANT),
        )
        if bracket.repeat:
            self._repeat(row, section)
        else:
            for key in ("par::target", "par::shuffle"):
                if row.text(key):
                    self._faults.add(row.where(key), Reason.REPEAT_ONLY, column=key)
        self._open.append(section)

    def _repeat(self, row: Row, section: _Open) -> None:
        target, shuffle = row.text("par::target"), yes_or_no(row.text("par::shuffle"))
        if any(outer.repeat for outer in self._open):
            self._faults.add(row.where("type"), Reason.REPEAT_NESTED)
        if not target:
            self._faults.add(row.where("par::target"), Reason.REPEAT_WITHOUT_TARGET)
        elif not _UNIT_TYPE.fullmatch(target):
            self._faults.add(row.where("par::target"), Reason.UNIT_TYPE_INVALID, value=target)
        self._target = self._target or target
        if target and target != self._target:
            self._faults.add(row.where("par::target"), Reason.REPEAT_TARGETS, first=self._target, other=target)
        if shuffle is None:
            self._faults.add(row.where("par::shuffle"), Reason.YES_OR_NO, value=row.text("par::shuffle"))
        section.target, section.shuffle = target or None, bool(shuffle)

    def _end(self, row: Row, bracket: Bracket) -> None:
        section = self._open[-1]
        if section.name is None or section.repeat != bracket.repeat:
            self._faults.add(row.where("type"), Reason.END_UNMATCHED)
            return
        self._open.pop()
        if section.empty:
            self._faults.add(section.begun_at, Reason.GROUP_EMPTY)
        self._open[-1].items.append(
            Section(
                name=section.name,
                label=section.label,
                items=tuple(section.items),
                relevant=section.relevant,
                repeat=section.repeat,
                target=section.target,
                shuffle=section.shuffle,
            )
        )
