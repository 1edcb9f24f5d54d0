"""Survey designs as YAML: populations and weights of the groups, and the rules of the estimate.

groups: {A: {N: 36, weight: 0.3}, B: {N: 204, weight: 0.3, clusters: 20}}
weights: design          # or regulated: the groups' weights, summing to exactly 1
fpc: true                # the finite population correction
lone_psu: not_estimable  # or centred: a group with one sampling unit
interval: auto           # logit where every value is 0 or 1, else t; or one of them by name
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StrictBool, StringConstraints, ValidationError
from pydantic_core import PydanticCustomError

from scoring.design import GroupDesign, LonePsu, SampleDesign
from scoring.errors import DesignInvalid, Fault
from scoring.fields import FrozenModel, decimal_from
from scoring.opening import first_bytes
from scoring.schema_faults import schema_faults
from scoring.strict_yaml import MAX_BYTES, read_yaml

__all__ = ["EstimateRequest", "IntervalChoice", "load_design", "parse_design"]

IntervalChoice = Literal["auto", "t", "logit"]
"""The interval of a mean, the interval of a proportion, or the one that fits the values."""

_FRACTION = re.compile(r"[0-9]{1,9}/[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class EstimateRequest:
    """What a design file asks for."""

    design: SampleDesign
    interval: IntervalChoice


def _weight(value: object) -> Fraction:
    number = decimal_from(value)
    if number is not None:
        return Fraction(number)
    if isinstance(value, str) and _FRACTION.fullmatch(value):
        return Fraction(value)
    raise PydanticCustomError("not_exact", "not an exact number")


_GroupName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)]


class _Group(FrozenModel):
    population: Annotated[int, Field(ge=1, alias="N")]
    weight: Annotated[Fraction, BeforeValidator(_weight), Field(gt=0)] | None = None
    clusters: Annotated[int, Field(ge=1)] | None = None


class _DesignFile(FrozenModel):
    groups: Annotated[Mapping[_GroupName, _Group], Field(min_length=1)]
    weights: Literal["design", "regulated"]
    fpc: StrictBool
    lone_psu: LonePsu = "not_estimable"
    interval: IntervalChoice = "auto"


def load_design(path: Path | str) -> EstimateRequest:
    """The design in a YAML file; raises `DesignInvalid` with every fault and its path."""
    return parse_design(first_bytes(path, MAX_BYTES, DesignInvalid))


def parse_design(raw: bytes) -> EstimateRequest:
    """The design that the bytes of a YAML file hold; raises `DesignInvalid` as `load_design` does.

    A weight is a decimal such as 0.3, or a fraction such as 1/3.
    """
    data, faults = read_yaml(raw)
    if data is None:
        raise DesignInvalid(faults)
    try:
        file = _DesignFile.model_validate(data)
    except ValidationError as error:
        raise DesignInvalid(faults + schema_faults(error, data)) from error
    if file.weights == "regulated":
        faults += _weight_faults(file.groups)
    if faults:
        raise DesignInvalid(faults)
    groups = {
        code: GroupDesign(group.population, group.weight, group.clusters) for code, group in file.groups.items()
    }
    return EstimateRequest(SampleDesign(groups, file.weights, file.fpc, file.lone_psu), file.interval)


def _weight_faults(groups: Mapping[str, _Group]) -> list[Fault]:
    missing = [
        Fault(f"groups.{code}.weight", "This is required.") for code, group in groups.items() if not group.weight
    ]
    total = sum((group.weight for group in groups.values() if group.weight), Fraction(0))
    if missing or total == 1:
        return missing
    return [Fault("groups", "The weights of the groups must sum to exactly 1; they sum to {total}.", total=total)]
