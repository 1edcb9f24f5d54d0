"""The audit of a published table, or of a table of totals together with the table of their parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.audit.domains import with_codes
from scoring.audit.finding import Cause, Finding, Reason, Say
from scoring.audit.header import SIDES, Side
from scoring.audit.joining import joined, with_grades_apart
from scoring.audit.names import How, Matching, match_names
from scoring.audit.reading import Grid, PublishedTable, read_published
from scoring.audit.rules import Rules, infer_unit_type
from scoring.audit.single import Sums, TableAudit, audit_one
from scoring.audit.systematic import by_cause
from scoring.audit.units import both_totals, given_totals, unsettled, with_absent, with_right_names
from scoring.framework import Framework

__all__ = ["Audit", "MatchedName", "audit_tables"]


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

    @property
    def compared(self) -> int:
        """How many cells were judged: by others or, where they break a rule by themselves, alone.

        Only 0 where the tables hold nothing of what is audited; a name that stands in it twice is then no fault.
        """
        alone = sum(each.kind != "duplicate_unit" for each in self.findings)
        return sum(sum(table.checked.values()) for table in self.tables) or alone

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
    of units and domains that would be doubtful. Raises `TableInvalid` when a grid is no table, `UnknownCode` for
    the unit type.
    """
    tables = [read_published(grid) for grid in grids]
    rules, names = None, aliases or {}
    if framework:
        rules = Rules(framework, unit_type or infer_unit_type(framework, tables, names))
        unit_set = framework.set_for(rules.unit_type)
        tables = [with_codes(table, unit_set, names) for table in tables]
    if len(tables) == 1:
        only = audit_one(tables[0], rules, number=1)
        return Audit(tuple(by_cause(only.findings)), (), (only,))
    return _pair(tables[0], tables[1], rules, names)


def _pair(one: PublishedTable, other: PublishedTable, rules: Rules | None, aliases: Mapping[str, str]) -> Audit:
    parts_first = len(one.having("component")) > len(other.having("component"))
    parts, totals = (one, other) if parts_first else (other, one)
    numbers = (1, 2) if parts_first else (2, 1)
    totals, parts = _named_rightly(totals, parts, aliases)
    matching = _matched(totals, parts, aliases)
    by_parts = _audited(parts, totals, matching.left_only, rules, numbers[0])
    by_totals = _audited(totals, parts, matching.right_only, rules, numbers[1], _given(parts, matching))
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
    return Audit(tuple(by_cause(findings)), matched, tables)


def _matched(totals: PublishedTable, parts: PublishedTable, aliases: Mapping[str, str]) -> Matching:
    """The names of both tables; a row that has the name of another one has no name of its own."""
    left, right = ([row.unit for row in table.rows if not unsettled(row)] for table in (totals, parts))
    return match_names(left, right, aliases)


def _named_rightly(
    totals: PublishedTable, parts: PublishedTable, aliases: Mapping[str, str]
) -> tuple[PublishedTable, PublishedTable]:
    """Both tables, with names that one of them prints twice settled by the numbers of the other."""
    matching = _matched(totals, parts, aliases)
    ours, theirs = both_totals(totals), both_totals(parts)
    here = {name: theirs[other] for name, other in matching.pairs.items()}
    there = {other: ours[name] for name, other in matching.pairs.items()}
    free_here = {name: theirs[name] for name in matching.right_only}
    free_there = {name: ours[name] for name in matching.left_only}
    return with_right_names(totals, here, free_here), with_right_names(parts, there, free_there)


def _audited(
    table: PublishedTable,
    other: PublishedTable,
    absent: Sequence[str],
    rules: Rules | None,
    number: int,
    sums: Sums | None = None,
) -> TableAudit:
    """The audit of one of two tables; its ranks, means and counts may have been made with units it leaves out."""
    as_printed = audit_one(table, rules, number=number, sums=sums)
    if not absent or not as_printed.findings:
        return as_printed
    with_all = audit_one(with_absent(table, other, absent), rules, number=number, sums=sums)
    return min(as_printed, with_all, key=lambda audit: len(audit.findings))


def _given(parts: PublishedTable, matching: Matching) -> dict[Side, dict[str, Fraction]]:
    """For each unit of the table of totals what the other table gives: the sum of its parts, or its total."""
    given: dict[Side, dict[str, Fraction]] = {}
    for side in SIDES:
        totals = given_totals(parts, side)
        given[side] = {name: totals[other] for name, other in matching.pairs.items() if other in totals}
    return given


def _doubts(
    matching: Matching, totals: PublishedTable, parts: PublishedTable, numbers: tuple[int, int]
) -> Iterator[Finding]:
    rows = {row.unit: row.number for row in totals.rows}
    for name, candidates in matching.doubtful.items():
        yield Finding(
            "doubtful_match",
            unit=name,
            printed=name,
            cause=Cause(Reason.ASK_WHICH),
            table=numbers[1],
            row=rows[name],
            candidates=candidates,
        )
    yield from _absent(totals, matching.left_only, numbers[1])
    yield from _absent(parts, matching.right_only, numbers[0])


def _absent(table: PublishedTable, names: Sequence[str], number: int) -> Iterator[Finding]:
    """Units that the other table does not name."""
    rows = {row.unit: row.number for row in table.rows}
    cause = Cause(Reason.NOT_IN_OTHER)
    for name in names:
        yield Finding("missing_unit", unit=name, printed=name, cause=cause, table=number, row=rows[name])
