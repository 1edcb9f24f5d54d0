"""Several indices side by side in one year, such as DDCI, PAR index and SIPAS, each with its own framework."""

from __future__ import annotations

from collections.abc import Iterable

from scoring.errors import Fault, FrameworkInvalid
from scoring.framework import Framework

__all__ = ["indices_by_year"]


def indices_by_year(frameworks: Iterable[Framework]) -> dict[int, dict[str, Framework]]:
    """year → index → its framework; raises `FrameworkInvalid` where one index of a year has two."""
    years: dict[int, dict[str, Framework]] = {}
    faults = []
    for framework in frameworks:
        other = years.setdefault(framework.year, {}).setdefault(framework.index, framework)
        if other is not framework:
            faults.append(
                Fault(
                    framework.code,
                    "The index {index} of {year} already has the framework {other}.",
                    index=framework.index,
                    year=framework.year,
                    other=other.code,
                )
            )
    if faults:
        raise FrameworkInvalid(faults)
    return years
