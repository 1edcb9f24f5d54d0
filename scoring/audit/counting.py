"""Printed numbers of units, in all or with a grade; a wrong grade makes the counts of two grades wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from scoring.audit.expectation import Expected
from scoring.audit.finding import Cause, Finding, Reason
from scoring.audit.names import same_label
from scoring.audit.number import number_in
from scoring.audit.reading import PublishedTable, counts_all_units

__all__ = ["counts", "with_counts"]


def counts(table: PublishedTable, corrected: Mapping[str, str | None] | None = None) -> Iterator[Expected]:
    """The printed numbers of units and what they must say, by the printed grades or those in `corrected`."""
    column = table.one("grade")
    grades = {row.unit: row.texts[column.index] for row in table.rows} if column else {}
    given = [grade for grade in (grades | dict(corrected or {})).values() if grade]
    for row in (row for row in table.summaries if row.kind == "count"):
        index, printed = next((i, text) for i, text in row.texts.items() if number_in(text) is not None)
        graded = sum(same_label(grade, row.label) for grade in given)
        number = len(table.rows) if counts_all_units(row.label) else graded
        cause, holds = Cause(Reason.COUNT_DIFFERS), number_in(printed) == number
        yield Expected("count", row.label, row.number, table.columns[index], printed, str(number), holds, cause)


def with_counts(finding: Finding, table: PublishedTable) -> Finding:
    """`finding` with the counts beneath that are wrong only because of the grades it makes wrong."""
    wrong = {each.unit: each.computed for each in (finding, *finding.consequences) if each.kind == "grade"}
    if not wrong:
        return finding
    held = {each.key for each in counts(table) if each.holds}
    follow = tuple(
        each.finding(finding.table, Cause(Reason.FOLLOWS))
        for each in counts(table, wrong)
        if not each.holds and each.key in held
    )
    return replace(finding, consequences=finding.consequences + follow)
