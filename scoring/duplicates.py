"""Codes given twice, and questions that would count twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scoring.errors import Fault
from scoring.place import Place

__all__ = ["duplicate_codes", "duplicate_questions", "duplicates"]


def duplicate_codes(coded: Iterable[Place]) -> Iterator[Fault]:
    """A fault for each place whose `code` an earlier one already has, naming both."""
    yield from duplicates(place["code"] for place in coded)


def duplicates(codes: Iterable[Place]) -> Iterator[Fault]:
    """A fault for each place that holds the same text as an earlier one, naming both."""
    seen: dict[str, str] = {}
    for code in codes:
        if code.text is not None and seen.setdefault(code.text, code.where) != code.where:
            yield _used(code, seen[code.text])


def duplicate_questions(coded: Iterable[Place], criteria: Iterable[Place]) -> Iterator[Fault]:
    """A fault for each question in the `asks` of `criteria` whose answers would count twice, or for two things.

    A criterion may ask under its own code, but not under that of another of the `coded` parts of its set.
    """
    taken = {part["code"].text: part["code"].where for part in coded}
    for criterion in criteria:
        asked: dict[str | None, str] = {None: ""}  # what is no text has a fault of its own
        for question in criterion["asks"].items():
            other = asked.get(question.text)
            if other is None and question.text != criterion["code"].text:
                other = taken.get(question.text)
            if other:
                yield _used(question, other)
            asked.setdefault(question.text, question.where)
        taken |= asked


def _used(code: Place, other: str) -> Fault:
    return Fault(code.where, "The code {code} is already used at {other}.", code=code.text, other=other)
