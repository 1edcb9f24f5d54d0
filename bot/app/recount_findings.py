"""What a recount finds: every place where something that was noted is not what the ballots say."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.app.entities import Round
from bot.app.errors import UnreadableBallot

__all__ = ["Finding", "FindingKind", "RoundRecount"]


class FindingKind(StrEnum):
    """What disagrees. `stored` is what was noted, `recounted` what the ballots say."""

    COUNT = "count"
    """A cell and the ballots; `stored` is `None` where there is no such cell."""
    RELEASED = "released"
    """What may be shown (`stored`) of a cell or, without an option, of a level of them is not what the rule lets
    out of the count (`recounted`)."""
    REPLAY = "replay"
    """The two ways of counting: a fault of the program. `stored` is what the columns gave."""
    UNREADABLE = "unreadable"
    """A ballot that its questionnaire cannot explain. It is counted nowhere."""
    LEDGER = "ledger"
    """Who took part (of a sealed campaign: the consents on its seal) and the ballots."""
    SEAL = "seal"
    """The ballots when the campaign was sealed, and now."""
    SEATS = "seats"
    """The seats taken, and the ballots with the papers that hold one."""
    TICKETS = "tickets"
    """More invitations were used than ballots came in."""
    QUESTIONNAIRE = "questionnaire"
    """A questionnaire that is not what was loaded: its scales may be others. `document` is its name."""
    FRAMEWORK = "framework"
    """The rules that scores are made by are not what was loaded. `document` is their name."""


@dataclass(frozen=True)
class Finding:
    """`campaign` is empty where it is about the whole round, `unit` where it is about a whole campaign or about
    papers that rate several units."""

    kind: FindingKind
    campaign: str
    stored: int | None = None
    recounted: int | None = None
    unit: str = ""
    group: str = ""
    cluster: str = ""
    criterion: str = ""
    option: str = ""
    ballot: str = ""
    """Id of an unreadable ballot, until the ballots are mixed the next time."""
    reason: UnreadableBallot | None = None
    document: str = ""


@dataclass(frozen=True)
class RoundRecount:
    """One round counted anew, in one look at the database.

    `erased` are campaigns whose ballots are gone because their time was over: nothing is left to count there, and
    their cells are not among the `cells` that were compared.
    """

    province: str
    round: Round
    ballots: int
    ratings: int
    cells: int
    erased: tuple[str, ...]
    replayed: bool
    findings: tuple[Finding, ...]
