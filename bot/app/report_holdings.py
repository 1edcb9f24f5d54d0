"""What citizen reports hold about a person, and how it is erased on request."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.app.ports import Transaction
from bot.app.privacy import Held, HeldKind, Who
from bot.app.report_desk import REPORT_APOLOGY
from bot.app.reports import REPORT_ANSWERED

__all__ = ["WrittenReports", "forget_messages"]


class WrittenReports:
    """Reports that name their writer until they are closed, and what the person is writing about one."""

    async def held(self, tx: Transaction, who: Who, zone: ZoneInfo) -> Sequence[Held]:  # noqa: ARG002
        drafts = tx.report_drafts
        writing = await drafts.draft(who.telegram_id), await drafts.reply(who.telegram_id)
        return [
            *(
                Held(HeldKind.REPORT, name=each.unit.name, number=each.number, day=each.sent_on)
                for each in await tx.reports.own(who.telegram_id)
            ),
            *(
                Held(HeldKind.REPORT_WRITING, revision=str(each.revision), message_id=each.message_id)
                for each in writing
                if each
            ),
        ]

    async def erase(self, tx: Transaction, who: Who, now: datetime) -> None:  # noqa: ARG002
        """The text stays with the unit, which may still answer it; nobody will be told."""
        await tx.report_drafts.remove(who.telegram_id)
        await tx.report_drafts.remove_reply(who.telegram_id)
        await forget_messages(tx, await tx.reports.unlink(who.telegram_id))


async def forget_messages(tx: Transaction, report_ids: Iterable[int]) -> None:
    """Delete the messages that name who wrote the reports."""
    await tx.outbox.forget([f"{kind}:{id_}" for id_ in report_ids for kind in (REPORT_ANSWERED, REPORT_APOLOGY)])
