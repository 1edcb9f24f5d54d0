"""Sentences for what has no paper to show."""

from __future__ import annotations

from bot.app.entities import Role, RoleKind
from bot.app.respond import Response, Told
from bot.i18n import Translator
from bot.inbound.commands import commands_text
from surveys import in_language

__all__ = ["bound_text", "told_text", "welcome_text"]


def told_text(response: Response, t: Translator) -> str:
    """What a person is told instead of a paper."""
    campaign = in_language(response.campaign.title, t.language) if response.campaign else ""
    match response.told:
        case Told.TICKET_UNKNOWN:
            return t("This invitation code is not known. Please check it against your letter, or scan it again.")
        case Told.TICKET_USED if response.campaign and response.campaign.per_ticket:
            return t("This invitation was already used. Each one is worth one paper; please ask for a new one.")
        case Told.TICKET_USED:
            return t("This invitation was already used by someone else. Please ask for a new one.")
        case Told.TOOK_PART:
            return t(
                "You have already taken part in “{campaign}”. Thank you! Each person is heard once.",
                campaign=campaign,
            )
        case Told.CLOSED:
            return t("This survey takes no papers now. Thank you for your interest.")
        case Told.FULL:
            return t(
                "Enough papers about this agency have come in for “{campaign}”. Thank you for your interest.",
                campaign=campaign,
            )
        case Told.SENT:
            return t("Thank you! Your paper was received and counts. The link between you and your answers is cut.")
        case Told.REFUSED:
            return t("You do not take part, and no answers were kept. Thank you for reading.")
        case Told.NO_PAPER | None:
            return t("There is no open paper. To begin one, open the link of your invitation.")


def welcome_text(roles: tuple[Role, ...], t: Translator) -> str:
    """The answer to a bare /start or /help."""
    if not roles:
        who = t(
            "This bot carries the surveys of the provincial administrative reform index.\n\n"
            "• With an invitation: open its link, or send /start followed by its code.\n"
            "• Officials: send /start followed by the code from the secretariat to see your unit's score."
        )
    else:
        who = "\n".join(bound_text(role, t) for role in roles)
    return f"{who}\n\n{commands_text(roles, t)}"


def bound_text(role: Role, t: Translator) -> str:
    """Who the person is to the bot, after binding."""
    province = in_language(role.province, t.language)
    if role.kind is RoleKind.COORDINATOR or role.unit is None:
        return t(
            "You are a coordinator of <b>{province}</b>. Reminders before each deadline come here.",
            province=province,
        )
    unit = in_language(role.unit.name, t.language)
    return t("You are an official of <b>{unit}</b>, {province}.", unit=unit, province=province)
