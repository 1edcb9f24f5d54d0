"""The alarm of the nightly recount: what differs and what to do, never a count that may not be shown."""

from __future__ import annotations

from html import escape

from bot.app.entities import OutboxRow
from bot.app.recount_findings import FindingKind
from bot.i18n import Translator

__all__ = ["mismatch_words"]


def mismatch_words(row: OutboxRow, round_title: str, t: Translator) -> str:
    found = [_counted(kind, int(row.params[kind]), t) for kind in FindingKind if kind in row.params]
    return "\n".join(
        [
            t("🛑 <b>The nightly recount does not agree</b>"),
            round_title,
            *(f"• {each}" for each in found),
            t("Surveys: {campaigns}", campaigns=row.params["campaigns"]),
            "",
            t("Do not publish scores of this round before this is cleared up. The command that lists everything:"),
            f"<code>parbot recount {escape(row.params['name'])}</code>",
        ]
    )


def _counted(kind: FindingKind, n: int, t: Translator) -> str:
    match kind:
        case FindingKind.COUNT:
            return t.many("{n} count is not what the ballots say", "{n} counts are not what the ballots say", n)
        case FindingKind.RELEASED:
            return t.many(
                "{n} count is shown in another part than the rule lets out",
                "{n} counts are shown in another part than the rule lets out",
                n,
            )
        case FindingKind.REPLAY:
            return t.many(
                "two ways of counting differ in {n} count: a fault of the program",
                "two ways of counting differ in {n} counts: a fault of the program",
                n,
            )
        case FindingKind.UNREADABLE:
            return t.many("{n} ballot cannot be read", "{n} ballots cannot be read", n)
        case FindingKind.QUESTIONNAIRE | FindingKind.FRAMEWORK:
            return t.many(
                "{n} questionnaire or set of rules is not what was loaded",
                "{n} questionnaires or sets of rules are not what was loaded",
                n,
            )
        case FindingKind.LEDGER | FindingKind.SEAL | FindingKind.SEATS | FindingKind.TICKETS:
            return t.many(
                "{n} entry in the books does not fit the ballots",
                "{n} entries in the books do not fit the ballots",
                n,
            )
