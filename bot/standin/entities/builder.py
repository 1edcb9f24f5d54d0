"""Plain text grows while entities open and close over it; offsets are UTF-16 units as Telegram counts them."""

from __future__ import annotations

from typing import Any

Entity = dict[str, Any]
_LAST_OF_ONE_UNIT = "\uffff"


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text) + sum(1 for letter in text if letter > _LAST_OF_ONE_UNIT)


class EntityBuilder:
    """Collects text and the entities over it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.entities: list[Entity] = []
        self.offset = 0

    def write(self, text: str) -> None:
        self._parts.append(text)
        self.offset += units(text)

    def text_since(self, parts: int) -> str:
        """What was written after the builder held ``parts`` pieces."""
        return "".join(self._parts[parts:])

    @property
    def parts(self) -> int:
        return len(self._parts)

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def close(self, kind: str, start: int, **extra: str) -> None:
        """An entity from ``start`` to here; an empty one vanishes, as it does at Telegram."""
        if self.offset > start:
            self.entities.append({"type": kind, "offset": start, "length": self.offset - start, **extra})

    def ordered(self) -> list[Entity]:
        """Outer before inner, first before last: the order both libraries receive."""
        return sorted(self.entities, key=lambda entity: (entity["offset"], -entity["length"]))
