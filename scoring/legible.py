"""What questionnaires can be checked against while the framework's file has faults elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

from scoring.duplicates import duplicate_codes, duplicate_questions
from scoring.framework import Framework, UnitSet
from scoring.known_names import Known, trait_faults
from scoring.place import Data, Place
from scoring.survey_checks import survey_faults

__all__ = ["legible_framework"]

_NAME: Data = {"vi": "-", "en": "-"}
_HEAD: dict[str, object] = {
    "code": "LEGIBLE",
    "version": "0",
    "index": "legible",
    "year": 2000,
    "title": _NAME,
    "source": "-",
    "rounding": {"decimals": 0, "mode": "half_up"},
    "ranking": {"method": "dense", "values": "exact"},
}
_STOPGAPS: Mapping[str, Data] = {"name": _NAME, "max_score": "1"}
_ASIDE = {
    *("name", "max_score", "grading", "bonus", "penalty", "round"),
    *("illustrative", "note", "statistic", "substitution"),
}
"""The fields that no question depends on. An unknown one stays: it may be one of the others, misspelt."""


def legible_framework(data: Data) -> Framework | None:
    """The groups, traits, and those sets whose codes, sources and survey rules can be relied on; None without any.

    Names, maxima and whatever else no question depends on are stopgaps: good for `form_faults` and
    `unasked_criteria`, never for a score.
    """
    root = Place("", data)
    known = Known.of(root)
    sets = {code: unit_set for code, place in root["sets"].fields() if (unit_set := _legible_set(place, known))}
    names = {field: {code: _NAME for code, _ in root[field].fields()} for field in ("groups", "traits")}
    try:
        return Framework.model_validate(_HEAD | names | {"sets": sets})
    except ValidationError:
        return None


def _legible_set(unit_set: Place, known: Known) -> UnitSet | None:
    domains = list(unit_set["domains"].items())
    criteria = [criterion for domain in domains for criterion in domain["criteria"].items()]
    coded = [*domains, *criteria]
    if any(duplicate_codes(coded)) or any(duplicate_questions(coded, criteria)):
        return None
    for criterion in criteria:
        weights = criterion["survey"]["weights"].where  # a sum that is wrong changes points, not what can be asked
        faults = [*survey_faults(criterion, known), *trait_faults(criterion["not_applicable"]["traits"], known)]
        if any(fault.where != weights for fault in faults):
            return None
    try:
        return UnitSet.model_validate(_needed(unit_set.value))
    except ValidationError:
        return None


def _needed(part: Data) -> Data:
    """A set, a domain or a criterion with stopgaps in place of what no question depends on."""
    if not isinstance(part, Mapping):
        return part
    needed: dict[str, Data] = {name: value for name, value in part.items() if name not in _ASIDE}
    for name in ("domains", "criteria"):
        inner = needed.get(name)
        if isinstance(inner, list):
            needed[name] = [_needed(each) for each in inner]
    if needed.get("source") in ("statistic", "substituted"):
        needed["source"] = "appraised"
    return {**needed, **_STOPGAPS}
