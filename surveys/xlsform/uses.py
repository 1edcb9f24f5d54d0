"""Where a questionnaire refers to its own questions: every expression and every `${…}` in a wording."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter

from surveys.errors import ExpressionInvalid, Spot
from surveys.expressions import Expression, referenced_names
from surveys.expressions import Reason as ExpressionReason
from surveys.xlsform.faults import Faults
from surveys.xlsform.reasons import Reason

__all__ = ["Names", "Role", "Use", "check_uses"]


class Role(StrEnum):
    RELEVANT = "relevant"
    CONSTRAINT = "constraint"
    CALCULATION = "calculation"
    CHOICE_FILTER = "choice_filter"
    WORDING = "wording"


@dataclass(frozen=True)
class Use:
    """One text in which `owner` refers to questions; `columns` are those of the choice list, for a filter."""

    owner: str
    role: Role
    written: str
    where: Spot
    columns: frozenset[str] = frozenset()


@dataclass
class Names:
    """The names of the form: the section around each question and section, and which sections are repeats."""

    questions: dict[str, str | None] = field(default_factory=dict)
    sections: dict[str, str | None] = field(default_factory=dict)
    repeats: set[str] = field(default_factory=set)

    def add_question(self, name: str, outer: str | None) -> None:
        if name not in self:  # a name used twice is a fault, and means its first use
            self.questions[name] = outer

    def add_section(self, name: str, outer: str | None, *, repeat: bool) -> None:
        if name not in self:
            self.sections[name] = outer
            if repeat:
                self.repeats.add(name)

    def __contains__(self, name: str) -> bool:
        return name in self.questions or name in self.sections

    def repeat_of(self, name: str) -> str | None:
        """The repeat that a question or section stands in, or is."""
        at: str | None = name
        while at is not None and at not in self.repeats:
            at = self.questions[at] if at in self.questions else self.sections.get(at)
        return at


def check_uses(uses: Collection[Use], names: Names, faults: Faults) -> None:
    """Adds a fault for every reference that leads nowhere and every circle of dependencies."""
    depends: dict[str, set[str]] = {}
    places: dict[str, Spot] = {}
    for use in uses:
        try:
            referred = _referred(use, faults)
        except ExpressionInvalid as invalid:
            faults.add(use.where, invalid.reason, **invalid.params)
            continue
        for name in sorted(referred):
            _check_name(name, use, names, faults)
        if use.role in (Role.RELEVANT, Role.CALCULATION, Role.CHOICE_FILTER):
            depends.setdefault(use.owner, set()).update(referred & names.questions.keys())
            places.setdefault(use.owner, use.where)
    _check_circles(depends, places, names, faults)


def _referred(use: Use, faults: Faults) -> frozenset[str]:
    if use.role is Role.WORDING:
        return frozenset(referenced_names(use.written))
    expression = Expression.parse(use.written)
    if expression.uses_this and use.role is not Role.CONSTRAINT:
        faults.add(use.where, Reason.THIS_ELSEWHERE)
    for name in sorted(expression.columns - use.columns):
        reason = Reason.COLUMN_UNKNOWN if use.role is Role.CHOICE_FILTER else Reason.BARE_NAME
        faults.add(use.where, reason, name=name)
    return expression.names


def _check_name(name: str, use: Use, names: Names, faults: Faults) -> None:
    if name in names.sections:
        faults.add(use.where, Reason.GROUP_HAS_NO_ANSWER, name=name)
    elif name not in names.questions:
        faults.add(use.where, ExpressionReason.UNKNOWN_NAME, name=name)
    elif names.repeat_of(name) not in (None, names.repeat_of(use.owner)):
        faults.add(use.where, Reason.OTHER_REPEAT, name=name)


def _check_circles(
    depends: Mapping[str, set[str]], places: Mapping[str, Spot], names: Names, faults: Faults
) -> None:
    """Whether something is asked may depend on answers, and with its section on what the section depends on."""
    graph = {owner: set(referred) for owner, referred in depends.items()}
    for inner, outer in (names.questions | names.sections).items():
        if outer is not None:
            graph.setdefault(inner, set()).add(outer)
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle: list[str] = list(reversed(error.args[1]))
            start = next(name for name in circle if name in places)
            at = circle.index(start)
            path = [*circle[at:-1], *circle[:at], start] if at else circle
            faults.add(places[start], Reason.CYCLE, path=" → ".join(path))
            graph[start] = set()
        else:
            return
