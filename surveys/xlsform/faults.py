"""The list of faults that a reading collects."""

from __future__ import annotations

from surveys.errors import Fault, FormInvalid, Spot

__all__ = ["Faults"]


class Faults:
    """Everything found so far, each thing once."""

    def __init__(self) -> None:
        self._found: dict[str, Fault] = {}

    def __bool__(self) -> bool:
        return bool(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def add(self, where: str | Spot, reason: str, **params: object) -> None:
        fault = Fault(where, reason, **params)
        self._found.setdefault(str(fault), fault)

    def any_of(self, *reasons: str) -> bool:
        """Whether a fault was found for one of the reasons."""
        return any(fault.reason in reasons for fault in self._found.values())

    def raise_if_any(self) -> None:
        """Raises `FormInvalid` with every fault."""
        if self._found:
            raise FormInvalid(tuple(self._found.values()))
