"""What a button of a paper carries, and what a person sees after an input: a paper, or a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.app.entities import Campaign, DraftPaper
from bot.app.privacy import Notice
from surveys import Rejected, in_language

__all__ = ["MARK_LENGTH", "PaperRef", "Response", "Told", "this_first"]

MARK_LENGTH = 8
"""Hexadecimal digits of a ticket's hash that a button carries: two tickets rarely share them."""


class Told(StrEnum):
    """What a person is told when there is no paper to show."""

    NO_PAPER = "no_paper"
    TICKET_UNKNOWN = "ticket_unknown"
    TICKET_USED = "ticket_used"
    TOOK_PART = "took_part"
    CLOSED = "closed"
    FULL = "full"
    SENT = "sent"
    REFUSED = "refused"


@dataclass(frozen=True)
class PaperRef:
    """What a button carries: the campaign, the beginning of the ticket's hash, and the revision of the interview
    that it was drawn for. The ticket tells a paper from the next one of the same person."""

    campaign_id: int
    ticket: str
    revision: int

    @classmethod
    def to(cls, draft: DraftPaper) -> PaperRef:
        return cls(draft.campaign.id, draft.ticket_hash[:MARK_LENGTH], draft.interview.revision)


@dataclass(frozen=True)
class Response:
    """What the person sees next: a paper, or a sentence. `rejected` says why an input was not taken.

    `stale` says that the tapped button was drawn for an earlier state and changed nothing; `message_id` is the
    message that showed a paper which is now gone; `notice` is what a paper shows before its first question.
    """

    draft: DraftPaper | None = None
    told: Told | None = None
    rejected: Rejected | None = None
    campaign: Campaign | None = None
    stale: bool = False
    replayed: bool = False
    message_id: int | None = None
    notice: Notice | None = None


def this_first(draft: DraftPaper) -> Rejected:
    """Why a paper is shown to somebody who opened another invitation of its campaign."""
    language = draft.interview.language or ""
    names = [draft.campaign.title, draft.unit.name] if draft.unit else [draft.campaign.title]
    paper = " – ".join(in_language(name, language) for name in names)
    if draft.campaign.per_ticket:
        return Rejected(
            "This is the paper that you began: {paper}. The new invitation stays valid: send this paper, or "
            "withdraw from it with /rutlai, then open the new one.",
            paper=paper,
        )
    return Rejected(
        "This is the paper that you began: {paper}. Each person is heard once in this survey. The new invitation "
        "stays valid for somebody else; to use it yourself, withdraw from this paper first with /rutlai.",
        paper=paper,
    )
