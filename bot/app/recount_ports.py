"""What recounting needs from the storage: the ballots as they lie there, the cells, and who holds what."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from bot.app.entities import Campaign, Round
from scoring import CellKey
from surveys import Questionnaire

__all__ = ["CampaignBooks", "RawBallots", "StoredBallot", "StoredCell"]


class StoredBallot(NamedTuple):
    """One row: ids of what it refers to, and the answers as JSON text."""

    id: str
    campaign: int
    questionnaire: int
    unit: int | None
    cluster: str
    answers: str


class StoredCell(NamedTuple):
    """One live cell: its count, and the part of it that may be shown."""

    key: CellKey
    n: int
    released: int


@dataclass(frozen=True)
class CampaignBooks:
    """What else was written down about the ballots of one campaign.

    `seats` is what the quota says is taken, by the unit's code (`None`: papers about several units or none), and
    `held` how many of these seats papers not sent yet hold.
    """

    participations: int
    used_tickets: int
    seats: Mapping[str | None, int]
    held: Mapping[str | None, int]


class RawBallots(Protocol):
    def ballots(self, campaigns: Sequence[Campaign]) -> AsyncGenerator[Sequence[StoredBallot]]:
        """Every ballot of these campaigns in portions, so that memory stays the same however many there are.

        Close it (`contextlib.aclosing`) before the transaction ends.
        """

    async def questionnaires(self) -> Mapping[int, Questionnaire]:
        """Every version ever stored that can be read: a ballot keeps the one that it was answered on."""

    async def changed_questionnaires(self) -> Mapping[int, str]:
        """Id → name of those that are not what was loaded: their digest is another."""

    async def changed_framework(self, round_: Round) -> str | None:
        """The name of the round's framework, where it is not what was loaded."""

    async def cells(self, round_: Round) -> Sequence[StoredCell]: ...
    async def books(self, campaign: Campaign) -> CampaignBooks: ...
