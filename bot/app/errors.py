"""What the use cases refuse.

AppError
├── LoadRefused    a package contradicts what is already frozen; lists every fault, nothing was changed
└── Worded         a sentence for whoever gave the order
    ├── CampaignSealed  a sealed campaign takes neither papers nor new tickets
    ├── SealRefused     a campaign that is not closed yet, or a name that several campaigns have
    └── UnknownName     a province, campaign or unit that is not loaded
"""

from __future__ import annotations

from collections.abc import Sequence

from surveys import Fault

__all__ = ["AppError", "CampaignSealed", "LoadRefused", "SealRefused", "UnknownName", "Worded"]


class AppError(Exception):
    """Base of everything the use cases raise on purpose."""


class LoadRefused(AppError):
    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = tuple(faults)


class Worded(AppError):
    """`reason` is a gettext msgid, `params` fill it."""

    def __init__(self, reason: str, **params: object) -> None:
        super().__init__(reason.format(**params))
        self.reason = reason
        self.params = params


class CampaignSealed(Worded):
    pass


class SealRefused(Worded):
    pass


class UnknownName(Worded):
    pass
