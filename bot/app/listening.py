"""Who hears what is typed: the paper, the report being written, or an official's reply to a report."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.app.codes import pseudonym
from bot.app.ports import Clock, Store

__all__ = ["Listener", "Listening"]


class Listener(StrEnum):
    PAPER = "paper"
    REPORT = "report"
    REPLY = "reply"


@dataclass(frozen=True)
class Listening:
    """A typed text, and a photo, belongs to what was touched last; where two were touched at the same moment, to
    the paper before the report before the reply. Opening with a command touches; being drawn again does not.
    Where nothing is open it is the paper's to say so.
    """

    store: Store
    clock: Clock

    async def who(self, telegram_id: int) -> Listener:
        async with self.store.read() as tx:
            report, reply = await tx.report_drafts.touched(telegram_id)
            if report is None and reply is None:
                return Listener.PAPER
            campaigns = await tx.drafts.open_campaigns(self.clock())
            paper = await tx.drafts.touched({c.id: pseudonym(c.key, telegram_id) for c in campaigns})
        last, listener = paper, Listener.PAPER
        for touched, candidate in ((report, Listener.REPORT), (reply, Listener.REPLY)):
            if touched is not None and (last is None or touched > last):
                last, listener = touched, candidate
        return listener
