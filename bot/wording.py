"""Words that every channel shares: what the actions on a paper and the categories of a report are called."""

from __future__ import annotations

from bot.app.report import Category
from bot.i18n import Translator
from surveys import Action, Flag

__all__ = ["action_text", "category_text", "flag_text"]


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


def category_text(category: Category, t: Translator) -> str:
    """What a citizen's report is about."""
    match category:
        case Category.LATE_FILE:
            return t("A file handled late")
        case Category.CONDUCT:
            return t("Conduct of officials")
        case Category.PAPERWORK:
            return t("Procedures and paperwork")
        case Category.COST:
            return t("Costs beyond the fees")
        case Category.ONLINE:
            return t("Online public services")
        case Category.OTHER:
            return t("Something else")


def flag_text(flag: Flag, t: Translator) -> str:
    """What a quality flag means, for a coordinator."""
    match flag:
        case Flag.ONE_OPTION:
            return t("the same option everywhere")
        case Flag.LONG_RUN:
            return t("one option many times in a row")
        case Flag.HURRIED:
            return t("answered faster than one can read")
