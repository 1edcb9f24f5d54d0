"""What the parts of a framework must mean together: codes, sums, weights.

The checks read the data rather than the models, so that a file whose schema is broken in one place still gets
every other fault reported. A check whose inputs are themselves broken says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from scoring.adjustment_checks import adjustment_faults, round_faults
from scoring.band_checks import grading_faults
from scoring.duplicates import duplicate_codes, duplicate_questions
from scoring.errors import Fault
from scoring.formula_checks import indicator_faults
from scoring.known_names import Known
from scoring.place import Data, Place
from scoring.source_checks import source_faults, substitution_faults
from scoring.survey_checks import survey_faults

__all__ = ["framework_faults"]

_OF_ALL_ITEMS = {"bonus", "penalty"}


def framework_faults(data: Data) -> list[Fault]:
    """Every fault of meaning in the data of a framework file."""
    root = Place("", data)
    known = Known.of(root)
    faults: list[Fault] = list(indicator_faults(root))
    unit_sets = [unit_set for _, unit_set in root["sets"].fields()]
    for code, grading in root["gradings"].fields():
        faults += grading_faults(grading, [each for each in unit_sets if each["grading"].text == code])
    for unit_set in unit_sets:
        faults += _set_faults(unit_set, known)
    return faults


def _set_faults(unit_set: Place, known: Known) -> Iterator[Fault]:
    grading = unit_set["grading"]
    if grading.text is not None and grading.text not in known.gradings:
        yield Fault(grading.where, "There is no grading {code} in gradings.", code=grading.text)
    domains = list(unit_set["domains"].items())
    yield from _sum_faults(unit_set["max_score"], domains)
    coded = [
        *(each for domain in domains for each in (domain, *domain["criteria"].items())),
        *unit_set["bonus"]["items"].items(),
        *unit_set["penalty"]["items"].items(),
    ]
    criteria = [each for domain in domains for each in domain["criteria"].items()]
    yield from duplicate_codes(coded)
    yield from duplicate_questions(coded, criteria)
    for code in (each["code"] for each in coded):
        if code.text in _OF_ALL_ITEMS:
            yield Fault(code.where, "The code {code} stands for all such items together.", code=code.text)
    yield from substitution_faults(unit_set, criteria)
    yield from adjustment_faults(unit_set, domains)
    yield from round_faults(unit_set, domains, known)
    for domain in domains:
        own = list(domain["criteria"].items())
        if own:
            yield from _sum_faults(domain["max_score"], own)
        for criterion in own:
            yield from survey_faults(criterion, known)
            yield from source_faults(criterion, known)
        for scored in (domain, *own):
            if scored["illustrative"].value is True and scored["note"].value is None:
                yield Fault(scored.where, "An illustrative number needs a note that says so.")


def _sum_faults(declared: Place, parts: Iterable[Place]) -> Iterator[Fault]:
    maxima = [part["max_score"].number for part in parts]
    known = [maximum for maximum in maxima if maximum is not None]
    if declared.number is None or not known or len(known) < len(maxima):
        return
    total = sum(known, Decimal(0))
    if total != declared.number:
        yield Fault(
            declared.where,
            "The maximum is {declared}, but its parts sum to {total}.",
            declared=declared.number,
            total=total,
        )
