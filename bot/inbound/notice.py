"""The privacy notice that stands before question 1 (law 91/2025/QH15): what, why, who, rights, how long."""

from __future__ import annotations

from bot.app.entities import DraftPaper
from bot.i18n import Translator
from surveys import Kind, in_language

__all__ = ["NOTICE_VERSION", "notice_text"]

NOTICE_VERSION = "2026-11"
"""Kept with every consent. Change it whenever the meaning of the notice changes."""

NEVER_ASKED = {Kind.NOTE, Kind.CALCULATE}


def notice_text(draft: DraftPaper, t: Translator) -> str:
    """The notice in HTML, about this campaign and unit."""
    heading = t(
        "<b>{campaign}</b>\n{unit}",
        campaign=in_language(draft.campaign.title, t.language),
        unit=_about(draft, t),
    )
    body = t(
        "• What we ask: your opinion, in {total} short questions. No name, no identity number, no telephone.\n"
        "• Why: the answers of many people together become the survey part of this agency's administrative "
        "reform index.\n"
        "• Who is responsible: the provincial Department of Home Affairs.\n"
        "• Secrecy: while you fill it in, the paper is kept under a code. When you send it, the link to you is "
        "cut, and nobody can tell which paper is yours.\n"
        "• How long: papers are kept until the results of the year are final, then erased.\n"
        "• Your rights: taking part is voluntary. You may stop at any question; a paper that was sent carries "
        "no trace of you and can no longer be found or withdrawn.",
        total=sum(question.kind not in NEVER_ASKED for question in draft.questionnaire.questions()),
    )
    return f"{heading}\n\n{body}\n\n{t('Do you agree to take part?')}"


def _about(draft: DraftPaper, t: Translator) -> str:
    """The unit that the paper is about, or how many."""
    if draft.unit:
        return in_language(draft.unit.name, t.language)
    return t.many("{n} unit", "{n} units", len(draft.names)) if draft.names else ""
