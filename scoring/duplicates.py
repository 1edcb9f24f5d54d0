"""Codes given twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scoring.errors import Fault
from scoring.place import Place

__all__ = ["duplicate_codes"]


def duplicate_codes(coded: Iterable[Place]) -> Iterator[Fault]:
    """A fault for each place whose `code` an earlier one already has, naming both."""
    seen: dict[str, str] = {}
    for place in coded:
        code = place["code"]
        if code.text is None:
            continue
        first = seen.setdefault(code.text, code.where)
        if first != code.where:
            yield Fault(code.where, "The code {code} is already used at {other}.", code=code.text, other=first)
