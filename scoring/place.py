"""A cursor over untyped data that knows where it is: for faults with paths, and checks that survive bad parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from scoring.fields import decimal_from

__all__ = ["Data", "Place", "key_path", "place_at"]

Data: TypeAlias = "Mapping[str, Data] | Sequence[Data] | str | int | bool | None"
"""What a YAML or JSON document holds."""


@dataclass(frozen=True, slots=True)
class Place:
    """A value at a path such as `sets.department.domains[2]`; a missing value is a place that holds None."""

    where: str
    value: Data

    def __getitem__(self, key: str) -> Place:
        """The field `key`, whether there or not."""
        value = self.value.get(key) if isinstance(self.value, Mapping) else None
        return Place(key_path(self.where, key), value)

    def fields(self) -> Iterator[tuple[str, Place]]:
        """The named places of a mapping; none when this is no mapping."""
        if isinstance(self.value, Mapping):
            for key in self.value:
                yield str(key), self[str(key)]

    def items(self) -> Iterator[Place]:
        """The places of a list; none when this is no list."""
        if isinstance(self.value, Sequence) and not isinstance(self.value, str):
            for i, value in enumerate(self.value):
                yield Place(f"{self.where}[{i}]", value)

    @property
    def text(self) -> str | None:
        """The text here, if there is one."""
        return self.value if isinstance(self.value, str) else None

    @property
    def number(self) -> Decimal | None:
        """The exact number here, if there is one."""
        return decimal_from(self.value)


def key_path(where: str, key: str) -> str:
    """The path of a field below `where`."""
    return f"{where}.{key}" if where else key


def place_at(data: Data, location: Sequence[str | int], discriminators: Sequence[str]) -> Place:
    """The place in `data` that a validator's location means.

    A validator names the variant of a union as a step of its own: the value of one of the `discriminators`, at
    most once per place. Such steps are left out.
    """
    where, here, fresh = "", data, True
    for i, step in enumerate(location):
        if isinstance(step, int):
            where = f"{where}[{step}]"
            here = here[step] if isinstance(here, Sequence) and step < len(here) else None
            fresh = True
        elif isinstance(here, Mapping) and fresh and any(here.get(name) == step for name in discriminators):
            fresh = False
        elif isinstance(here, Mapping) and (step in here or i == len(location) - 1):
            where, here, fresh = key_path(where, step), here.get(step), True
    return Place(where or "file", here)
