"""The audit of a published table, or of a table of totals together with the table of their parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.audit.finding import Cause, Finding, Reason, Say
from scoring.audit.header import Side
from scoring.audit.joining import joined, with_grades_apart
from scoring.audit.names import How, Matching, match_names
from scoring.audit.reading import Grid, PublishedTable, read_published
from scoring.audit.rules import Rules, infer_unit_type
from scoring.audit.single import TableAudit, audit_one
from scoring.audit.totals import cell_value, sums_of
from scoring.framework import Framework

__all__ = ["Audit", "MatchedName", "audit_tables"]

_SIDES: tuple[Side, ...] = ("self", "appraised")


@dataclass(frozen=True, slots=True)
class MatchedName:
    """Two printed names taken for the same unit, and what tells them apart."""

    name: str
    other: str
    how: How


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything an audit found, and what it looked at: a clean table has findings of none and checks of many."""

    findings: tuple[Finding, ...]
    matched: tuple[MatchedName, ...]
    tables: tuple[TableAudit, ...]

    def as_json(self) -> dict[str, object]:
        """The audit in plain data; only names that differ are listed as matched."""
        return {
            "findings": [finding.as_json() for finding in self.findings],
            "matched_names": [
                {"name": each.name, "other": each.other, "how": each.how}
                for each in self.matched
                if each.how != "same"
            ],
            "checked": [
                {"table": number, "cells": dict(table.checked), "ranks": table.rank_method}
                for number, table in enumerate(self.tables, start=1)
            ],
        }

    def lines(self, say: Say) -> list[str]:
        """The findings in sentences."""
        return [line for finding in self.findings for line in finding.lines(say)]


def audit_tables(
    grids: Sequence[Grid],
    *,
    framework: Framework | None = None,
    unit_type: str | None = None,
    aliases: Mapping[str, str] | None = None,
) -> Audit:
    """Audit one table, or two about the same units: one with parts, one with their totals, in any order.

    Without `unit_type` the set of the framework is the one whose parts and maxima fit. `aliases` settle names
    that would be doubtful. Raises `TableInvalid` when a grid is no table, `UnknownCode` for the unit type.
    """
    tables = [read_published(grid) for grid in grids]
    rules = None
    if framework:
        rules = Rules(framework, unit_type or infer_unit_type(framework, tables))
        framework.set_for(rules.unit_type)
    if len(tables) == 1:
        only = audit_one(tables[0], rules=rules)
        return Audit(only.findings, (), (only,))
    return _pair(tables[0], tables[1], rules, aliases or {})


def _pair(one: PublishedTable, other: PublishedTable, rules: Rules | None, aliases: Mapping[str, str]) -> Audit:
    parts_first = len(one.having("component")) > len(other.having("component"))
    parts, totals = (one, other) if parts_first else (other, one)
    numbers = (1, 2) if parts_first else (2, 1)
    matching = match_names([row.unit for row in totals.rows], [row.unit for row in parts.rows], aliases)
    by_parts = audit_one(parts, number=numbers[0], rules=rules)
    by_totals = audit_one(totals, number=numbers[1], rules=rules, sums=_given(parts, matching))
    findings = [
        *_doubts(matching, totals, parts, numbers),
        *joined(by_parts.findings, by_totals.findings, matching),
    ]
    if rules is None:
        findings = with_grades_apart(findings, totals, parts, matching, numbers[1])
    tables = (by_parts, by_totals) if parts_first else (by_totals, by_parts)
    matched = tuple(
        MatchedName(name, parts_name, matching.how[name]) for name, parts_name in matching.pairs.items()
    )
    return Audit(tuple(findings), matched, tables)


def _given(parts: PublishedTable, matching: Matching) -> dict[Side, dict[str, Fraction]]:
    """For each unit of the table of totals what the other table gives: the sum of its parts, or its total."""
    given: dict[Side, dict[str, Fraction]] = {}
    for side in _SIDES:
        sums = sums_of(parts, side)
        column = parts.one("total", side)
        printed = {row.unit: cell_value(row, column) for row in parts.rows} if column else {}
        values = {name: sums.get(other, printed.get(other)) for name, other in matching.pairs.items()}
        given[side] = {name: value for name, value in values.items() if value is not None}
    return given


def _doubts(
    matching: Matching, totals: PublishedTable, parts: PublishedTable, numbers: tuple[int, int]
) -> Iterator[Finding]:
    rows = {row.unit: row.number for row in totals.rows}
    for name, candidates in matching.doubtful.items():
        yield Finding(
            "doubtful_match",
            name,
            None,
            name,
            None,
            Cause(Reason.ASK_WHICH),
            numbers[1],
            rows[name],
            candidates=candidates,
        )
    absent = Cause(Reason.NOT_IN_OTHER)
    for name in matching.left_only:
        yield Finding("missing_unit", name, None, name, None, absent, numbers[1], rows[name])
    rows = {row.unit: row.number for row in parts.rows}
    for name in matching.right_only:
        yield Finding("missing_unit", name, None, name, None, absent, numbers[0], rows[name])
