"""The plain data in which an explanation is told to programs."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias

from scoring.rounding import Exact

__all__ = ["Fact", "text_of"]

Fact: TypeAlias = "Mapping[str, Fact] | list[Fact] | str | int | bool | None"
"""Exact numbers are texts such as "1431/400"."""


def text_of(value: Exact | StrEnum | None) -> str | None:
    """An exact number, or the code of a reason, as a text; what is not known stays None."""
    return None if value is None else str(value)
