"""Units of which only the totals are known, as in a report that prints no domains."""

from __future__ import annotations

from fractions import Fraction

from scoring.adjustment import AdjustmentTotal
from scoring.entries import Entries, Entry
from scoring.errors import Fault
from scoring.framework import AppraisedCriterion, Framework, UnitSet
from scoring.grade import OutOf, grade_of
from scoring.rounding import Exact, exact
from scoring.score import Part, UnitScore

__all__ = ["TOTAL", "most", "score_total", "total_faults", "total_of"]

TOTAL = "total"
"""The code of the one part that such a score has, and under which the total is entered."""

_NOTHING = AdjustmentTotal((), exact(0), exact(0))


def total_of(unit_set: UnitSet, entries: Entries) -> Entry | None:
    """The total, where a total was entered and no criteria."""
    if TOTAL not in entries or any(leaf.code == TOTAL for _, leaf in unit_set.leaves):
        return None
    return Entry(*entries[TOTAL])


def score_total(framework: Framework, unit_type: str, total: Entry) -> UnitScore:
    """The score of a unit with this total, bonus and penalty included; it has no domains.

    Its grade stays None where the grading asks for floors, for those need the domains. Raises `UnknownCode`.
    """
    unit_set = framework.set_for(unit_type)
    grading = framework.grading_for(unit_type)
    whole = AppraisedCriterion(code=TOTAL, name=unit_set.name, max_score=unit_set.max_score, source="appraised")
    self_score, points = (None if score is None else exact(score) for score in total)
    graded = grading is not None and not any(band.floor for band in grading.bands)
    return UnitScore(
        framework=framework.edition,
        unit_type=unit_type,
        parts=(Part("", whole, self_score, points, survey=None),),
        domains=(),
        ballots={},
        bonus=_NOTHING,
        penalty=_NOTHING,
        grade=grade_of(grading, framework.rounding, OutOf(points, exact(unit_set.max_score)), {})
        if grading and graded and points is not None
        else None,
    )


def most(unit_set: UnitSet, max_score: Fraction) -> Fraction:
    """The most that a total can be where the criteria give `max_score`; a bonus without a cap is left aside."""
    return max_score + exact(unit_set.bonus.cap if unit_set.bonus and unit_set.bonus.cap else 0)


def total_faults(unit_set: UnitSet, total: Entry) -> tuple[Fault, ...]:
    """What cannot be in a total: more than the maximum and the bonus allow, or less than 0 without a penalty."""
    most: Exact | None = exact(unit_set.max_score)
    if unit_set.bonus:
        most = None if unit_set.bonus.cap is None else exact(unit_set.max_score + unit_set.bonus.cap)
    faults = []
    for column, score in zip(("self_score", "appraised_score"), total, strict=True):
        if score is None:
            continue
        if score < 0 and not unit_set.penalty:
            faults.append(Fault(column, "A score cannot be negative, and {value} is.", value=score))
        elif most is not None and score > most:
            faults.append(Fault(column, "{value} is above the maximum of {maximum}.", value=score, maximum=most))
    return tuple(faults)
