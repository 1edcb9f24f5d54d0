"""Words that every channel shares: what the actions on a paper are called."""

from __future__ import annotations

from bot.i18n import Translator
from surveys import Action

__all__ = ["action_text"]


def action_text(action: Action, t: Translator) -> str:
    """What a button or a line with this action says."""
    match action:
        case Action.AGREE:
            return t("I agree")
        case Action.REFUSE:
            return t("I do not take part")
        case Action.BACK:
            return t("‹ Back")
        case Action.SKIP:
            return t("Skip ›")
        case Action.NEXT:
            return t("Continue ›")
        case Action.LESS:
            return t("‹ Options before")
        case Action.MORE:
            return t("More options ›")
        case Action.SKIP_UNIT:
            return t("No information about this unit")
        case Action.UNITS:
            return t("All units")
        case Action.REVIEW:
            return t("Review and send")
        case Action.PAUSE:
            return t("Pause")
        case Action.RESUME:
            return t("Continue the paper")
        case Action.RESTART:
            return t("Begin anew")
        case Action.RESTART_NOW:
            return t("Yes, drop my answers and begin anew")
        case Action.SEND:
            return t("Send the paper")
