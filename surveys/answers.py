"""From what a person typed or tapped to a canonical answer, or a sentence saying why not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from surveys.errors import Rejected
from surveys.interview import Answer
from surveys.model import Choice, Kind, Question

__all__ = ["MAX_TEXT", "parse_answer", "unknown_option"]

MAX_TEXT = 1000
"""Longest free text kept, in characters: two long paragraphs, and a review screen still fits one message."""

MAX_DIGITS = 18
"""Digits of a typed number: more is a slip of the finger, and 18 fit every database's 64-bit integer."""

_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{4})-(\d{2})-(\d{2})")


def parse_answer(question: Question, text: str, choices: Sequence[Choice] | None = None) -> Answer:
    """The canonical answer that `text` gives to `question`; `choices` are those offered now, all if left out.

    Raises `Rejected` where it gives none.

    Options are taken by their number or by their wording, numbers with a decimal comma or point, dates as
    dd/mm/yyyy or ISO.
    """
    choices = question.choices if choices is None else choices
    text = _visible(text)
    if not text:
        raise Rejected("Please send an answer in words or numbers.")
    match question.kind:
        case Kind.SELECT_ONE:
            return _pick(choices, text).name
        case Kind.SELECT_MULTIPLE:
            return _pick_several(choices, text)
        case Kind.INTEGER:
            return _integer(text)
        case Kind.DECIMAL:
            return _plain(_decimal(text))
        case Kind.RANGE:
            return _in_range(question, _decimal(text))
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


def _visible(text: str) -> str:
    """`text` in NFC without control characters, which no database keeps; empty where nobody would see anything.

    Invisible marks stay inside a text (they join emoji and order scripts) and are dropped around it.
    """
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})
    text = unicodedata.normalize("NFC", text)
    seen = [i for i, c in enumerate(text) if not c.isspace() and unicodedata.category(c) != "Cf"]
    return text[seen[0] : seen[-1] + 1] if seen else ""


def _pick(choices: Sequence[Choice], text: str) -> Choice:
    if text.isascii() and text.isdigit() and len(text) <= len(str(len(choices))) and 1 <= int(text) <= len(choices):
        return choices[int(text) - 1]
    wanted = text.casefold()
    for choice in choices:
        if wanted in {label.casefold() for label in choice.label.values()}:
            return choice
    raise unknown_option(choices)


def unknown_option(choices: Sequence[Choice]) -> Rejected:
    """What is said to a number or a wording that no option has."""
    return Rejected("Please tap one of the answers, or type its number from 1 to {last}.", last=len(choices))


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


def _decimal(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text) or sum(map(str.isdigit, text)) > MAX_DIGITS:
        raise Rejected("Please type a number, for example 12 or 12,5.")
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation as error:  # digits of other scripts that Decimal does not read
        raise Rejected("Please type a number, for example 12 or 12,5.") from error


def _plain(number: Decimal) -> str:
    shown = f"{number.normalize():f}"
    return "0" if shown == "-0" else shown


def _integer(text: str) -> str:
    number = _decimal(text)
    if number != number.to_integral_value():
        raise Rejected("Please type a whole number, for example 12.")
    return _plain(number)


def _in_range(question: Question, number: Decimal) -> str:
    bounds = question.range
    if bounds is None:
        return _plain(number)
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
