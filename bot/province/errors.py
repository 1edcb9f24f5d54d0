"""PackageInvalid: a province's folder cannot be loaded; every fault of every file is listed."""

from __future__ import annotations

from scoring import Faulty

__all__ = ["PackageInvalid"]


class PackageInvalid(Faulty):
    pass
