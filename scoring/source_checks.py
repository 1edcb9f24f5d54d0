"""Whether statistics, substitutions and exemptions of a criterion can be applied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from scoring.errors import Fault
from scoring.formula_checks import formula_faults
from scoring.known_names import Known, trait_faults
from scoring.place import Place

__all__ = ["source_faults", "substitution_faults"]

_WHOLE = Decimal(100)


def source_faults(criterion: Place, known: Known) -> Iterator[Fault]:
    """Every fault in where the criterion's points come from, its survey rule aside."""
    statistic = criterion["statistic"]
    yield from formula_faults(statistic["formula"], known.indicators)
    lowest, maximum = statistic["lowest_points"].number, criterion["max_score"].number
    if lowest is not None and maximum is not None and lowest >= maximum:
        yield Fault(
            statistic["lowest_points"].where, "This must be below the maximum of {maximum}.", maximum=maximum
        )
    yield from trait_faults(criterion["substitution"]["traits"], known)
    yield from trait_faults(criterion["not_applicable"]["traits"], known)


def substitution_faults(unit_set: Place, criteria: Sequence[Place]) -> Iterator[Fault]:
    """Substituted points that would complete a total of nothing but themselves."""
    circular = [each for each in criteria if each["substitution"]["total"].text == "with_criterion"]
    total = sum((each["max_score"].number or Decimal(0) for each in circular), Decimal(0))
    if total >= _WHOLE:
        yield Fault(
            unit_set.where,
            "The criteria substituted with_criterion have maxima of {total}; they must stay below 100.",
            total=total,
        )
