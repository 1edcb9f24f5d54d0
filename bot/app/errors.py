"""What the use cases refuse.

AppError
├── LoadRefused    a package contradicts what is frozen or leaves out what is in use; lists every fault
└── Worded         a sentence for whoever gave the order
    ├── BotRefused      Telegram does not know the token, or sends the updates elsewhere
    ├── CampaignSealed  a sealed campaign takes neither papers nor new tickets
    ├── RanksRefused    answers are still coming in, or what may be shown is not what was answered
    ├── SealRefused     a campaign that is not closed yet
    ├── StoreUnavailable  the database cannot be opened, or failed in the middle
    ├── UnknownName     a province, campaign or unit that is not loaded, or a name that several have
    └── UnreadableBallot  a stored ballot that its own questionnaire cannot explain; never quotes an answer
"""

from __future__ import annotations

from scoring import Faulty

__all__ = [
    "AppError",
    "BotRefused",
    "CampaignSealed",
    "LoadRefused",
    "RanksRefused",
    "SealRefused",
    "StoreUnavailable",
    "UnknownName",
    "UnreadableBallot",
    "Worded",
]


class AppError(Exception):
    """Base of everything the use cases raise on purpose."""


class LoadRefused(Faulty, AppError):
    pass


class Worded(AppError):
    """`reason` is a gettext msgid, `params` fill it."""

    def __init__(self, reason: str, **params: object) -> None:
        super().__init__(reason.format(**params))
        self.reason = reason
        self.params = params


class BotRefused(Worded):
    pass


class CampaignSealed(Worded):
    pass


class RanksRefused(Worded):
    pass


class SealRefused(Worded):
    pass


class StoreUnavailable(Worded):
    pass


class UnknownName(Worded):
    pass


class UnreadableBallot(Worded):
    pass
