"""One row of the survey sheet that asks something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Final

from surveys.model import Constraint, Kind, Question, Range, Texts
from surveys.xlsform.choices import ChoiceList
from surveys.xlsform.faults import Faults
from surveys.xlsform.limits import MAX_CONSTRAINT_MESSAGE, MAX_HINT, MAX_LABEL
from surveys.xlsform.odk import yes_or_no
from surveys.xlsform.reasons import Reason
from surveys.xlsform.table import Row
from surveys.xlsform.types import Asked
from surveys.xlsform.uses import Role, Use
from surveys.xlsform.wording import Languages

__all__ = ["QuestionReader"]

_SELECTS: Final = (Kind.SELECT_ONE, Kind.SELECT_MULTIPLE)
_RATED: Final = (Kind.SELECT_ONE,)
_CRITERION: Final = re.compile(r"[\w.\-]+")

_RANGE_DEFAULTS: Final = {"start": "1", "end": "10", "step": "1"}
"""https://docs.getodk.org/form-question-types/#range-widgets"""

_DISPLAY_PARAMETERS: Final = frozenset({"rows", "tick_interval", "placeholder"})
"""Parameters that only draw a widget."""


class QuestionReader:
    """Reads questions against the form's lists and languages, and notes where they refer to one another."""

    def __init__(
        self, lists: Mapping[str, ChoiceList], columns: frozenset[str], languages: Languages, faults: Faults
    ) -> None:
        self._lists = lists
        self._columns = columns
        self._languages = languages
        self._faults = faults
        self.uses: list[Use] = []

    def question(self, row: Row, asked: Asked, name: str) -> Question:
        """The question of `row`; what is wrong with it is among the faults."""
        label = self.texts(row, name, "label", MAX_LABEL)
        if not label and asked.kind is not Kind.CALCULATE:
            self._languages.demand_label(row, self._faults)
        listed = self._listed(row, asked)
        test = self.expression(row, name, Role.CONSTRAINT)
        message = self.texts(row, name, "constraint_message", MAX_CONSTRAINT_MESSAGE)
        return Question(
            name=name,
            kind=asked.kind,
            label=label,
            hint=self.texts(row, name, "hint", MAX_HINT),
            choices=tuple(listed.choices) if listed is not None else (),
            choice_filter=self.expression(row, name, Role.CHOICE_FILTER),
            range=self._range(row, asked.kind),
            required=self._required(row),
            relevant=self.expression(row, name, Role.RELEVANT),
            constraint=Constraint(test=test, message=message) if test is not None else None,
            calculation=self._calculation(row, name, asked.kind),
            criterion=self._criterion(row, asked.kind),
        )

    def texts(self, row: Row, name: str, key: str, limit: int) -> Texts:
        """A wording in every language; `${…}` in it is checked with the expressions."""
        texts = self._languages.texts(row, key, limit, self._faults)
        for text in texts.values():
            if "${" in text:
                self.uses.append(Use(name, Role.WORDING, text, self._languages.where(row, key)))
        return texts

    def expression(self, row: Row, name: str, role: Role) -> str | None:
        """The expression of a column as written, or `None`; it is checked when all names are known."""
        written = row.text(role.value)
        if not written:
            return None
        columns = self._columns if role is Role.CHOICE_FILTER else frozenset()
        self.uses.append(Use(name, role, written, row.where(role.value), columns))
        return written

    def _listed(self, row: Row, asked: Asked) -> ChoiceList | None:
        if asked.kind not in _SELECTS:
            return None
        listed = self._lists.get(asked.list_name)
        if listed is None:
            self._faults.add(row.where("type"), Reason.LIST_UNKNOWN, list=asked.list_name)
        elif asked.kind is Kind.SELECT_MULTIPLE:
            listed.check_names(self._faults)
        return listed

    def _required(self, row: Row) -> bool:
        written = row.text("required")
        required = yes_or_no(written)
        if required is None:
            self._faults.add(row.where("required"), Reason.REQUIRED_EXPRESSION, value=written)
        return bool(required)

    def _calculation(self, row: Row, name: str, kind: Kind) -> str | None:
        written = self.expression(row, name, Role.CALCULATION)
        if kind is Kind.CALCULATE and written is None:
            self._faults.add(row.where("calculation"), Reason.CALCULATION_MISSING)
        elif kind is not Kind.CALCULATE and written is not None:
            self._faults.add(row.where("calculation"), Reason.CALCULATION_ELSEWHERE)
        return written

    def _criterion(self, row: Row, kind: Kind) -> str | None:
        written = row.text("par::criterion")
        if not written:
            return None
        if kind not in _RATED:
            self._faults.add(row.where("par::criterion"), Reason.CRITERION_ELSEWHERE, type=kind.value)
        elif not _CRITERION.fullmatch(written):
            self._faults.add(row.where("par::criterion"), Reason.CRITERION_INVALID, value=written)
        return written

    def _range(self, row: Row, kind: Kind) -> Range | None:
        given = dict(self._parameters(row, kind))
        if kind is not Kind.RANGE:
            return None
        bounds: dict[str, Decimal] = {}
        for parameter, default in _RANGE_DEFAULTS.items():
            written = given.get(parameter, default)
            try:
                bounds[parameter] = Decimal(written)
            except InvalidOperation:
                bounds[parameter] = Decimal("NaN")
            if not bounds[parameter].is_finite():
                self._faults.add(row.where("parameters"), Reason.RANGE_NUMBER, parameter=parameter, value=written)
                return None
        if not 0 < bounds["step"] <= bounds["end"] - bounds["start"]:
            self._faults.add(row.where("parameters"), Reason.RANGE_ORDER)
        return Range(**bounds)

    def _parameters(self, row: Row, kind: Kind) -> Iterator[tuple[str, str]]:
        """`start=1 end=5`, also with commas or semicolons between, as pyxform reads them."""
        written = row.text("parameters")
        pieces = list(filter(None, re.split(r"[\s,;]+", re.sub(r"\s*=\s*", "=", written))))
        if not all("=" in piece for piece in pieces):
            self._faults.add(row.where("parameters"), Reason.PARAMETERS_UNREADABLE, value=written)
            return
        for piece in pieces:
            parameter, _, value = piece.lower().partition("=")
            if kind is Kind.RANGE and parameter in _RANGE_DEFAULTS:
                yield parameter, value
            elif parameter not in _DISPLAY_PARAMETERS:
                self._faults.add(row.where("parameters"), Reason.PARAMETER_REFUSED, parameter=parameter)
