"""Messages about data requests: the legal clock for coordinators, the answer for the person."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.app.entities import OutboxRow
from bot.app.privacy_requests import Milestone
from bot.i18n import Translator

__all__ = ["answer_words", "clock_words"]


def clock_words(row: OutboxRow, zone: ZoneInfo, t: Translator) -> str:
    """Which request, and until when; its words stay in /yeucauden."""
    answer_due, stop_due = (
        datetime.fromisoformat(row.params[name]).astimezone(zone) for name in ("answer_due", "stop_due")
    )
    match Milestone(row.params["milestone"]):
        case Milestone.RECEIVED:
            said = t("A data request has come in. Answer by {when}.", when=answer_due)
        case Milestone.ANSWER_SOON:
            said = t("A data request is still open. Answer by {when}.", when=answer_due)
        case Milestone.ANSWER_LATE:
            said = t("The time to answer a data request ran out at {when}.", when=answer_due)
        case Milestone.STOP_SOON:
            said = t("A data request is still open. What it asks must be done by {when}.", when=stop_due)
        case Milestone.STOP_LATE:
            said = t("The time to do what a data request asks ran out at {when}.", when=stop_due)
    return t("<b>Request {number}</b>", number=row.params["number"]) + f"\n{said}\n/yeucauden"


def answer_words(row: OutboxRow, t: Translator) -> str:
    return t(
        "<b>Answer to your request {number}</b>\n{answer}\n\n"
        "<i>The request is closed, and its words are erased.</i>",
        number=row.params["number"],
        answer=row.params["answer"],
    )
