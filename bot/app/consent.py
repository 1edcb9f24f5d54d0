"""Which notice a person agreed to: the one shown, kept word for word; whoever agreed to another is asked again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.app.entities import DraftPaper
from bot.app.ports import Transaction
from bot.app.privacy import Notice, Privacy
from surveys import Hold, Interview, Rejected, Stage

__all__ = ["Notices"]

WITHOUT_NOTICE = {Stage.LANGUAGE, Stage.SENT, Stage.REFUSED}


@dataclass(frozen=True)
class Notices:
    """`word` writes the notice of a province in every language."""

    word: Callable[[Privacy], Notice]

    async def current(self, tx: Transaction, draft: DraftPaper) -> Notice:
        """The notice that holds now for the paper's province."""
        return self.word(await tx.privacy.policy(draft.campaign.round.province_id))

    async def outdated(self, tx: Transaction, draft: DraftPaper) -> bool:
        """Whether the person must read a notice before anything else is taken."""
        interview = draft.interview
        return interview.notice is not None and interview != asked(
            interview, (await self.current(tx, draft)).version
        )

    async def shown(self, tx: Transaction, draft: DraftPaper, now: datetime) -> tuple[DraftPaper, Notice | None]:
        """The paper, back at its notice where that changed; and the notice where that is what the person sees.

        A notice that is seen is kept for later proof.
        """
        notice = await self.current(tx, draft)
        interview = asked(draft.interview, notice.version)
        if interview != draft.interview:
            await tx.drafts.save(draft, interview, now)
            draft = replace(draft, interview=interview)
        if interview.stage is not Stage.NOTICE:
            return draft, None
        await tx.privacy.keep_notice(notice, now)
        return draft, notice

    def explained(self, before: DraftPaper, after: DraftPaper) -> Rejected | None:
        """Why a person who was further is at the notice again."""
        was = before.interview.notice
        if was is None or was == after.interview.notice:
            return None
        return Rejected("The notice has changed since you read it. Your answers are kept; please read it again.")


def asked(interview: Interview, version: str) -> Interview:
    """The interview with the notice of `version` shown and agreed to, or else waiting at it, every answer kept."""
    if interview.stage in WITHOUT_NOTICE:
        return interview
    if interview.stage is Stage.NOTICE:
        if interview.notice == version:
            return interview
        first = interview.notice is None
        return interview.model_copy(update={"notice": version, "revision": interview.revision + (not first)})
    if interview.consent is not None and interview.consent.notice == version:
        return interview
    back = {"stage": Stage.NOTICE, "notice": version, "hold": Hold.NONE, "editing": False, "since": None}
    return interview.model_copy(update={**back, "revision": interview.revision + 1})
