"""What the models' validator complains about, said as faults with the path in the file."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pydantic import ValidationError

from scoring.errors import Fault
from scoring.place import Data, place_at

__all__ = ["schema_faults"]

_REASONS = {
    "missing": "This is required.",
    "extra_forbidden": "This field is not known.",
    "not_exact": "This must be a plain decimal number such as 20.5.",
    "greater_than": "This must be above {gt}.",
    "greater_than_equal": "This must be at least {ge}.",
    "less_than": "This must be below {lt}.",
    "less_than_equal": "This must be at most {le}.",
    "literal_error": "This must be one of: {expected}.",
    "enum": "This must be one of: {expected}.",
    "union_tag_invalid": "This must have as {discriminator} one of {expected_tags}.",
    "union_tag_not_found": "This needs the field {discriminator}.",
    "string_type": "This must be text.",
    "string_too_short": "This must not be empty.",
    "string_too_long": "This must have at most {max_length} characters.",
    "string_pattern_mismatch": "This is not a code: it does not match {pattern}.",
    "too_short": "This needs at least {min_length} entry.",
    "int_type": "This must be a whole number.",
    "int_from_float": "This must be a whole number.",
    "int_parsing": "This must be a whole number.",
    "bool_type": "This must be true or false.",
    "bool_parsing": "This must be true or false.",
    "model_type": "This must be a group of fields.",
    "model_attributes_type": "This must be a group of fields.",
    "mapping_type": "This must be a group of fields.",
    "dict_type": "This must be a group of fields.",
    "tuple_type": "This must be a list.",
}
_CHOICES = ("expected", "expected_tags", "discriminator")
"""Fields in which the validator lists values in English: 'design' or 'regulated'."""

_OTHER = "This cannot be used: {problem}."
_NONE: Mapping[str, str] = {}
_DISCRIMINATORS = ("source", "method")


def schema_faults(error: ValidationError, data: Data, reasons: Mapping[str, str] = _NONE) -> list[Fault]:
    """Each complaint of `error` as a fault; `data` is what was validated.

    `reasons` are msgids, by type of complaint, for those that only these models make.
    """
    faults = []
    for detail in error.errors(include_url=False):
        location = [step for step in detail["loc"] if step != "[key]"]
        place = place_at(data, location, _DISCRIMINATORS)
        if detail["type"] == "too_short" and place.value:
            continue  # the entries are there, but faulty; each has its own complaint
        params = dict(detail.get("ctx", {})) | {"problem": detail["msg"]}
        params |= {name: _listed(params[name]) for name in _CHOICES if name in params}
        known = _REASONS.get(detail["type"], _OTHER)
        reason = reasons.get(detail["type"], known)
        faults.append(Fault(place.where, reason, **params))
    return faults


def _listed(values: str) -> str:
    """The values without quotes and words of any language: design, regulated."""
    return ", ".join(re.findall(r"'([^']*)'", values)) or values.replace(" or ", ", ")
