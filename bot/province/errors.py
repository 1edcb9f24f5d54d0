"""PackageInvalid: a province's folder cannot be loaded; every fault of every file is listed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

__all__ = ["AnyFault", "PackageInvalid"]


class AnyFault(Protocol):
    """A fault of a form, a framework, a table or the package itself."""

    where: str
    reason: str
    params: dict[str, object]


class PackageInvalid(Exception):
    def __init__(self, faults: Sequence[AnyFault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = tuple(faults)
