"""Slips that one cause repeats, such as means that are all cut off: one finding with the other cells beneath."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scoring.audit.finding import Cause, Finding, Reason

__all__ = ["by_cause"]

_SYSTEMATIC = frozenset(
    {Reason.CUT_OFF, Reason.ROUNDED_EARLY, Reason.SELF_TOTAL, Reason.LEFT_OUT, Reason.COUNTED_TWICE}
)
"""What a formula or a way of working does to every cell, where a misprint changes a single one."""

_SEVERAL = 3
"""From so many cells on the same cause is no chance."""


def by_cause(findings: Sequence[Finding]) -> list[Finding]:
    """The findings, those of one kind and one systematic cause as one: the first, with the others beneath."""
    kept: list[Finding] = []
    for finding in findings:
        alike = [each for each in findings if _repeats(each, finding)]
        if len(alike) < _SEVERAL:
            kept.append(finding)
        elif finding is alike[0]:
            same = tuple(replace(each, cause=Cause(Reason.SAME_SLIP)) for each in alike[1:])
            kept.append(replace(finding, consequences=(*finding.consequences, *same)))
    return kept


def _repeats(one: Finding, other: Finding) -> bool:
    return one.cause.reason in _SYSTEMATIC and (one.kind, one.table, one.cause) == (
        other.kind,
        other.table,
        other.cause,
    )
