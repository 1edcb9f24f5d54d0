"""The privacy notice that stands before question 1 (law 91/2025/QH15): what, why, who, rights, how long."""

from __future__ import annotations

import hashlib
from html import escape

from bot.app.entities import DraftPaper
from bot.app.privacy import DRAFT_DAYS, Notice, Privacy
from bot.i18n import LANGUAGES, Translator, translator
from surveys import SIGN_OF, Action, Kind, in_language

__all__ = ["make_notice", "notice_text"]

VERSION_LETTERS = 10
"""40 bits of a SHA-256: two of a province's notices never meet."""

NEVER_ASKED = {Kind.NOTE, Kind.CALCULATE}


def make_notice(privacy: Privacy) -> Notice:
    """The province's notice in HTML. Its version is drawn from every word of it, in every language."""
    texts: dict[str, str] = {code: _body(privacy, translator(code).escaping(escape)) for code in LANGUAGES}
    words = "\n".join(f"{code}: {text}" for code, text in sorted(texts.items()))
    return Notice(hashlib.sha256(words.encode()).hexdigest()[:VERSION_LETTERS], texts)


def notice_text(draft: DraftPaper, notice: Notice, t: Translator) -> str:
    """The notice under the campaign, the unit and the number of questions it is shown for."""
    heading = t(
        "<b>{campaign}</b>\n{unit}",
        campaign=in_language(draft.campaign.title, t.language),
        unit=_about(draft, t),
    ).rstrip()
    asked = [place for place in draft.questionnaire.places.values() if place.question.kind not in NEVER_ASKED]
    each = sum(place.repeated for place in asked)
    once = len(asked) - each
    counts = []
    if each:
        counts.append(t.many("{n} short question about each unit", "{n} short questions about each unit", each))
    if once:
        counts.append(t.many("{n} short question", "{n} short questions", once))
    count = ", ".join(counts)
    agree, refuse = SIGN_OF[Action.AGREE], SIGN_OF[Action.REFUSE]
    how = t("Without buttons: type {agree} to agree, {refuse} to decline.", agree=agree, refuse=refuse)
    question = f"{t('Do you agree to take part?')}\n<i>{how}</i>"
    return f"{heading}\n{count}\n\n{in_language(notice.texts, t.language)}\n\n{question}"


def _body(privacy: Privacy, t: Translator) -> str:
    return t(
        "• <b>What</b>: your opinion. No name, no identity number, no telephone.\n"
        "• <b>Why</b>: many answers together become the survey part of the administrative reform index.\n"
        "• <b>Who</b>: {controller} is responsible. Contact: {contact}.\n"
        "• <b>Secrecy</b>: until you send it, the paper is kept under a code. Sending cuts the link to you; only "
        "that you took part, and that you agreed, is noted.\n"
        "• <b>How long</b>: papers are erased {days} days after the results are published; one left unfinished "
        "after {draft_days} days.\n"
        "• <b>Your rights</b>: taking part is voluntary, and you may stop at any question. /dulieu shows what is "
        "held about you, /rutlai withdraws, /xoa erases. A paper that was sent can no longer be found.",
        controller=in_language(privacy.controller, t.language),
        contact=in_language(privacy.contact, t.language),
        days=privacy.retention_days,
        draft_days=DRAFT_DAYS,
    )


def _about(draft: DraftPaper, t: Translator) -> str:
    """The unit that the paper is about, or how many."""
    if draft.unit:
        return in_language(draft.unit.name, t.language)
    return t.many("{n} unit", "{n} units", len(draft.names)) if draft.names else ""
