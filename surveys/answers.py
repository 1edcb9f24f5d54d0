"""From what a person typed or tapped to a canonical answer, or a sentence saying why not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import count

from surveys.errors import Rejected
from surveys.interview import Answer
from surveys.model import Choice, Kind, Question, Range
from surveys.number import typed_number
from surveys.text import visible

__all__ = ["MAX_TEXT", "option_numbers", "own_number", "parse_answer", "unknown_option"]

MAX_TEXT = 1000
"""Longest free text kept, in characters: two long paragraphs, and a review screen still fits one message."""

_WHOLE = re.compile(r"[+-]?[0-9]{1,9}")
_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{4})-(\d{2})-(\d{2})")


def parse_answer(
    question: Question, text: str, choices: Sequence[Choice] | None = None, language: str | None = None
) -> Answer:
    """The canonical answer that `text` gives to `question`; `choices` are those offered now, all if left out.

    Raises `Rejected` where it gives none.

    Options are taken by their number (`option_numbers`) or by their wording, numbers as `language` writes them
    (Vietnamese if left out), dates as dd/mm/yyyy or ISO.
    """
    choices = question.choices if choices is None else choices
    text = visible(text)
    if not text:
        raise Rejected("Please send an answer in words or numbers.")
    match question.kind:
        case Kind.SELECT_ONE:
            return _pick(choices, text).name
        case Kind.SELECT_MULTIPLE:
            return _pick_several(choices, text)
        case Kind.INTEGER:
            return _plain(typed_number(text, language, whole=True))
        case Kind.DECIMAL:
            return _plain(typed_number(text, language, whole=False))
        case Kind.RANGE:
            return _in_range(question.range, text, language)
        case Kind.DATE:
            return _date(text)
        case Kind.TEXT:
            if len(text) > MAX_TEXT:
                raise Rejected(
                    "The text has {length} characters; please keep it within {limit}.",
                    length=len(text),
                    limit=MAX_TEXT,
                )
            return text
        case Kind.NOTE | Kind.CALCULATE:
            raise Rejected("Nothing is asked here. Please tap Continue.")


def option_numbers(choices: Sequence[Choice]) -> tuple[int, ...]:
    """The number that stands beside each option and is typed for it.

    An option that is a number itself, as on a scale from 0 to 10, has that one; every other has its place, or the
    next number that is free where its place is what another option is called.
    """
    called = [_called(choice) for choice in choices]
    times = Counter(called)
    taken = {number for number in called if number is not None and times[number] == 1}
    free = (number for number in count(len(choices) + 1) if number not in taken)
    return tuple(
        number if number in taken else place if place not in taken else next(free)
        for place, number in enumerate(called, 1)
    )


def own_number(label: str) -> int | None:
    """The whole number that an option's wording is."""
    return int(label) if _WHOLE.fullmatch(label) else None


def _called(choice: Choice) -> int | None:
    """The whole number that the option is called in every language."""
    numbers = {own_number(label.strip()) for label in choice.label.values()}
    return numbers.pop() if len(numbers) == 1 else None


def _pick(choices: Sequence[Choice], text: str) -> Choice:
    numbers = option_numbers(choices)
    if (number := own_number(text)) in numbers:
        return choices[numbers.index(number)]
    wanted = text.casefold()
    for choice in choices:
        if wanted in {label.casefold() for label in choice.label.values()}:
            return choice
    raise unknown_option(choices)


def unknown_option(choices: Sequence[Choice]) -> Rejected:
    """What is said to a number or a wording that no option has."""
    if option_numbers(choices) == tuple(range(1, len(choices) + 1)):
        return Rejected("Please tap one of the answers, or type its number from 1 to {last}.", last=len(choices))
    return Rejected("Please tap one of the answers, or type its number as it is shown.")


def _pick_several(choices: Sequence[Choice], text: str) -> tuple[str, ...]:
    picked = set(_names(choices, text, (";", "\n", ",", None)))
    if not picked:
        raise unknown_option(choices)
    return tuple(choice.name for choice in choices if choice.name in picked)


def _names(choices: Sequence[Choice], text: str, separators: Sequence[str | None]) -> Sequence[str]:
    """The options that `text` names: one as a whole, or several split at the first separator (`None`: blanks)."""
    try:
        return [_pick(choices, text).name] if text else []
    except Rejected:
        if not separators:
            raise
        first, *others = separators
        return [name for part in text.split(first) for name in _names(choices, part.strip(), others)]


def _plain(number: Decimal) -> str:
    shown = f"{number.normalize():f}"
    return "0" if shown == "-0" else shown


def _in_range(bounds: Range | None, text: str, language: str | None) -> str:
    if bounds is None:
        return _plain(typed_number(text, language, whole=False))
    whole = all(number == number.to_integral_value() for number in (bounds.start, bounds.step))
    number = typed_number(text, language, whole=whole)
    if not bounds.start <= number <= bounds.end or (number - bounds.start) % bounds.step:
        raise Rejected(
            "Please type a number from {start} to {end} in steps of {step}.",
            start=bounds.start,
            end=bounds.end,
            step=bounds.step,
        )
    return _plain(number)


def _date(text: str) -> str:
    found = _DATE.fullmatch(text)
    try:
        if not found:
            raise ValueError(text)
        day, month, year, iso_year, iso_month, iso_day = found.groups()
        if year:
            return date(int(year), int(month), int(day)).isoformat()
        return date(int(iso_year), int(iso_month), int(iso_day)).isoformat()
    except ValueError as error:
        raise Rejected("Please type a date as day/month/year, for example 20/11/2026.") from error
