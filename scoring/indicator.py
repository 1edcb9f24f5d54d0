"""Indicators: numbers imported about each unit, and numbers computed from them by formulas."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from pydantic import StringConstraints

from scoring.errors import Fault
from scoring.fields import Bilingual, FrozenModel, Prose
from scoring.formula import NumberTooLarge, parse_formula

__all__ = ["Indicator", "IndicatorName", "NoValue", "formula_value", "import_faults", "indicator_values"]

IndicatorName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
"""A name that a formula can use."""


class Indicator(FrozenModel):
    """A number about a unit, such as procedures solved in time; computed where it has a formula, else imported."""

    name: Bilingual
    formula: Prose | None = None
    note: Prose | None = None


class NoValue(StrEnum):
    """Why a statistic has no value, and so no points."""

    NOT_IMPORTED = "not_imported"
    DIVISION_BY_ZERO = "division_by_zero"
    TOO_LARGE = "too_large"
    NEEDS_ALL_UNITS = "statistic_needs_all_units"
    ALL_UNITS_EQUAL = "statistic_all_units_equal"


def indicator_values(
    indicators: Mapping[str, Indicator], imported: Mapping[str, Decimal]
) -> dict[str, Fraction | NoValue]:
    """Every indicator's exact value, or why it has none. The formulas must be free of cycles, as loaders check."""
    values: dict[str, Fraction | NoValue] = {}

    def value(name: str) -> Fraction | NoValue:
        if name not in values:
            formula = indicators[name].formula
            given = imported.get(name)
            if formula is not None:
                values[name] = formula_value(formula, value)
            else:
                values[name] = NoValue.NOT_IMPORTED if given is None else Fraction(given)
        return values[name]

    for name in indicators:
        value(name)
    return values


def formula_value(text: str, value: Callable[[str], Fraction | NoValue]) -> Fraction | NoValue:
    """The value of a formula over indicators that may have none."""
    formula = parse_formula(text)
    known: dict[str, Fraction] = {}
    for name in formula.names:
        found = value(name)
        if isinstance(found, NoValue):
            return found
        known[name] = found
    try:
        return formula.value(known)
    except ZeroDivisionError:
        return NoValue.DIVISION_BY_ZERO
    except NumberTooLarge:
        return NoValue.TOO_LARGE


def import_faults(indicators: Mapping[str, Indicator], imported: Mapping[str, Decimal]) -> Iterator[Fault]:
    """Imported numbers that no indicator asks for."""
    for name in imported:
        if name not in indicators:
            yield Fault(name, "The framework has no indicator {name}.", name=name)
        elif indicators[name].formula is not None:
            yield Fault(name, "{name} is computed by a formula and takes no import.", name=name)
