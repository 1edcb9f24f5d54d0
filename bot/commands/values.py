"""Reading the values of arguments. What cannot be used is a `ValueError`, which argparse tells."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from typing import TypeVar

__all__ = ["explained", "population", "share", "username", "whole"]

USERNAME = re.compile(r"(?=.{5,32}$)[A-Za-z]\w*bot", re.ASCII | re.IGNORECASE)
"""A bot's name at Telegram: 5 to 32 letters, digits and underscores; a letter first, and "bot" at the end."""

MAX_POPULATION = 1_000_000_000
"""People in a group of respondents: more than any country has."""


_T = TypeVar("_T")


def explained(read: Callable[[str], _T], rule: Callable[[str], str]) -> Callable[[str], _T]:
    """Reads as `read` does; what cannot be used is answered with the sentence that `rule` makes of it."""

    def reading(text: str) -> _T:
        try:
            return read(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(rule(text)) from error

    return reading


def whole(least: int, most: int) -> Callable[[str], int]:
    """Reads a whole number from `least` to `most`."""

    def number(text: str) -> int:
        if not least <= (found := int(text)) <= most:
            raise ValueError(text)
        return found

    return number


def username(text: str) -> str:
    name = text.removeprefix("https://t.me/").removeprefix("@")
    if not USERNAME.fullmatch(name):
        raise ValueError(text)
    return name


def population(text: str) -> tuple[str, int]:
    group, _, size = text.partition("=")
    return group, whole(1, MAX_POPULATION)(size)


def share(text: str) -> float:
    part = float(text)
    if not 0 <= part < 1:
        raise ValueError(text)
    return part
