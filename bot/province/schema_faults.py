"""What is wrong with the shape of `province.yaml`, in the project's own words and with the path in the file."""

from __future__ import annotations

from pydantic import ValidationError

from scoring.place import Data, place_at
from surveys import Fault

__all__ = ["schema_faults"]

_GROUP = "This must be a group of fields."
_WHOLE = "This must be a whole number."
_YES_NO = "This must be true or false."

_REASONS = {
    "bool_parsing": _YES_NO,
    "bool_type": _YES_NO,
    "dict_type": _GROUP,
    "enum": "This must be {expected}.",
    "extra_forbidden": "This field is not known.",
    "greater_than": "This must be above {gt}.",
    "int_from_float": _WHOLE,
    "int_parsing": _WHOLE,
    "int_type": _WHOLE,
    "less_than_equal": "This must be at most {le}.",
    "missing": "This is required.",
    "model_attributes_type": _GROUP,
    "model_type": _GROUP,
    "no_zone": "{name} is no time zone.",
    "not_a_code": "“{value}” is no code: lower-case letters without marks, digits and _.",
    "not_a_time": "“{value}” is no time: write year-month-day hour:minute, such as 2026-11-20 17:00.",
    "string_too_short": "This must not be empty.",
    "string_type": "This must be text.",
    "too_short": "This needs at least {min_length} entry.",
    "tuple_type": "This must be a list.",
}
_OTHER = "This cannot be used: {problem}."


def schema_faults(error: ValidationError, data: Data) -> list[Fault]:
    """Each complaint of `error` about `data` as a fault."""
    faults = []
    for detail in error.errors(include_url=False):
        place = place_at(data, list(detail["loc"]), ())
        if detail["type"] == "too_short" and place.value:
            continue  # the entries are there, but faulty; each has its own complaint
        given = {} if detail["type"] in _REASONS else {"problem": detail["msg"]}
        faults.append(Fault(place.where, _REASONS.get(detail["type"], _OTHER), **detail.get("ctx", {}), **given))
    return faults
