"""Findings of two tables about the same units, each root cause once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from scoring.audit.finding import Cause, Finding, Reason
from scoring.audit.names import Matching, same_label
from scoring.audit.number import number_in
from scoring.audit.reading import PublishedTable

__all__ = ["joined", "with_grades_apart"]

_UNSURE = frozenset({Reason.DOES_NOT_ADD_UP, Reason.ONE_DIGIT})


def joined(by_parts: Sequence[Finding], by_totals: Sequence[Finding], matching: Matching) -> list[Finding]:
    """The findings of the table of parts, those of the table of totals beneath them where they say the same.

    A total that both tables print against its parts is one finding. Then everything made from it fits it, so that
    nothing follows for ranks and grades: a part is misprinted.
    """
    left = {id(each): each for each in by_totals}
    found = []
    for finding in by_parts:
        inner = next((each for each in (finding, *finding.consequences) if each.kind == "sum"), None)
        twin = _twin(finding, inner, left, matching)
        if twin is None:
            found.append(finding)
            continue
        del left[id(twin)]
        below = replace(twin, cause=Cause(Reason.FOLLOWS), consequences=())
        unsure = finding.kind == "sum" and finding.cause.reason in _UNSURE
        cause = Cause(Reason.BOTH_TOTALS_AGREE) if unsure else finding.cause
        found.append(replace(finding, cause=cause, consequences=(*finding.consequences, below)))
    return [*found, *left.values()]


def _twin(
    finding: Finding, inner: Finding | None, left: Mapping[int, Finding], matching: Matching
) -> Finding | None:
    """The total of the other table that is wrong for the same reason."""
    totals = [
        each for each in left.values() if each.kind == "total" and matching.pairs.get(each.unit) == finding.unit
    ]
    if inner is not None:
        totals = [each for each in totals if _numbers(each) == _numbers(inner)]
    elif finding.kind != "maximum":
        return None
    return totals[0] if len(totals) == 1 else None


def _numbers(finding: Finding) -> tuple[Decimal | None, Decimal | None]:
    """What is printed and what is computed, however many decimals the table shows."""
    return number_in(finding.printed or ""), number_in(finding.computed or "")


def with_grades_apart(
    findings: Sequence[Finding], totals: PublishedTable, parts: PublishedTable, matching: Matching, number: int
) -> list[Finding]:
    """With the grades that differ between the tables, where no framework says which is right.

    Where the order of the totals tells which of the two is wrong, that finding stays. Otherwise the difference is
    better evidence than the order, which then says nothing.
    """
    apart = list(_grades_apart(totals, parts, matching, number))
    graded = {each.unit for each in findings if each.kind == "grade"}
    decided = [each for each in apart if {each.unit, matching.pairs.get(each.unit)} & graded]
    undecided = [each for each in apart if each not in decided]
    if undecided:
        findings = [each for each in findings if each.cause.reason is not Reason.GRADE_OUT_OF_ORDER]
    return [*findings, *undecided]


def _grades_apart(
    totals: PublishedTable, parts: PublishedTable, matching: Matching, number: int
) -> Iterator[Finding]:
    here, there = totals.one("grade"), parts.one("grade")
    if here is None or there is None:
        return
    printed = {row.unit: row.texts[there.index] for row in parts.rows}
    for row in totals.rows:
        mine, other = row.texts[here.index], printed.get(matching.pairs.get(row.unit, ""), "")
        if mine and other and not same_label(mine, other):
            yield Finding(
                "grade",
                unit=row.unit,
                column=here.title,
                printed=mine,
                computed=other,
                cause=Cause(Reason.TABLES_DIFFER),
                table=number,
                row=row.number,
            )
