"""A list that is shown a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

__all__ = ["Page"]

_T_co = TypeVar("_T_co", covariant=True)


@dataclass(frozen=True)
class Page(Generic[_T_co]):
    """The page `number`, counted from 0, of `items`, `size` of them at a time. What lies before the first page or
    behind the last is that one: a button of yesterday may ask for a page that is gone."""

    items: Sequence[_T_co]
    size: int
    number: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "number", max(0, min(self.number, self.pages - 1)))

    @property
    def pages(self) -> int:
        """How many there are: an empty list has one."""
        return -(-len(self.items) // self.size) or 1

    @property
    def shown(self) -> tuple[tuple[int, _T_co], ...]:
        """The items of this page with their numbers in the whole list, from 1."""
        start = self.number * self.size
        return tuple(enumerate(self.items[start : start + self.size], start + 1))
