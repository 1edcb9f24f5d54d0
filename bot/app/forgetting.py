"""Dropping a paper that was not sent: the answers are erased, the ticket and the seat are free again."""

from __future__ import annotations

from bot.app.entities import DraftPaper
from bot.app.ports import Transaction

__all__ = ["forget_draft"]


async def forget_draft(tx: Transaction, draft: DraftPaper) -> None:
    await tx.drafts.remove(draft)
    await tx.tickets.release(draft.ticket_hash)
    if draft.seat_held:
        await tx.drafts.free_seat(draft.campaign, draft.unit)
