"""What the buttons carry. Telegram allows 64 bytes; a paper's button names its campaign, ticket and revision."""

from __future__ import annotations

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import AfterValidator, Field

from bot.app.response import MARK_LENGTH, PaperRef
from surveys import Act, Action, Go, Input, Pick

__all__ = ["MenuKey", "PaperKey", "WhyKey"]

_PICK = "pick"
_GO = "go"


def _known_act(act: str) -> str:
    """Callback data comes back from the client, and a broken client may send anything."""
    return act if act in {_PICK, _GO} else Action(act).value


Number = Annotated[int, Field(ge=0, lt=2**63)]
"""What a 64-bit column holds."""


class PaperKey(CallbackData, prefix="q"):
    """A button of a paper: `act` is an action, or `pick`/`go` with a number."""

    campaign: Annotated[int, Field(ge=0, lt=2**31)]
    ticket: Annotated[str, Field(pattern=f"^[0-9a-f]{{{MARK_LENGTH}}}$")]
    revision: Number
    act: Annotated[str, AfterValidator(_known_act)]
    number: Number = 0

    @classmethod
    def of(cls, paper: PaperRef, given: Input) -> PaperKey:
        match given:
            case Pick(number):
                act, argument = _PICK, number
            case Go(number):
                act, argument = _GO, number
            case Act(action):
                act, argument = action.value, 0
            case _:
                raise ValueError(f"{given} is typed, not tapped")
        return cls(
            campaign=paper.campaign_id, ticket=paper.ticket, revision=paper.revision, act=act, number=argument
        )

    @property
    def paper(self) -> PaperRef:
        return PaperRef(self.campaign, self.ticket, self.revision)

    @property
    def given(self) -> Input:
        match self.act:
            case "pick":
                return Pick(self.number)
            case "go":
                return Go(self.number)
            case action:
                return Act(Action(action))


class MenuKey(CallbackData, prefix="m"):
    """A button of the menu, named after the command it stands for."""

    command: str


class WhyKey(CallbackData, prefix="w"):
    """A page of a unit's explained points: `section` 0 lists them all, above that they are numbered.

    Unit 0 is that of the person, or a choice where there are several.
    """

    unit: Number = 0
    round: Number = 0
    section: Number = 0
    page: Number = 0
