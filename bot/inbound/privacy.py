"""What is held, withdrawn and erased, in sentences and buttons."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from html import escape
from typing import Annotated, Self

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from pydantic import Field

from bot.app.entities import RoleKind
from bot.app.privacy import Held, HeldKind, Outcome
from bot.app.privacy_rights import ALL_PAPERS, MARK_LENGTH, Account, Erasure, Offer, Withdrawal
from bot.i18n import Translator, language_name
from bot.inbound.fitting import clipped, lines_within
from bot.inbound.keyboards import BUTTON_TEXT, button, keyboard
from bot.inbound.keys import Number
from surveys import in_language

__all__ = [
    "PrivacyAct",
    "PrivacyKey",
    "account_text",
    "erasure_buttons",
    "erasure_text",
    "withdrawal_buttons",
    "withdrawal_text",
]

ROOM = 2800
"""UTF-16 units for a list: what stands around it fits into the rest of Telegram's 4096."""


class PrivacyAct(StrEnum):
    WITHDRAW = "withdraw"
    ERASE = "erase"
    KEEP = "keep"


class PrivacyKey(CallbackData, prefix="pd"):
    """A button about one's own data: what it offers, or to keep everything."""

    act: PrivacyAct
    number: Annotated[str, Field(pattern=r"^(YC(-[A-Z0-9]{4}){2})?$")] = ""
    mark: Annotated[str, Field(pattern=f"^([0-9a-f]{{{MARK_LENGTH}}})?$")] = ""
    campaign: Number = ALL_PAPERS

    @classmethod
    def of(cls, act: PrivacyAct, offer: Offer) -> Self:
        return cls(act=act, number=offer.number, mark=offer.mark, campaign=offer.campaign_id)

    @property
    def offer(self) -> Offer:
        return Offer(self.number, self.mark, self.campaign)


def account_text(account: Account, t: Translator) -> str:
    """What is held, and what nobody can find any more."""
    if account.held:
        parts = [t("<b>Held about you</b>"), _list(account.held, t)]
    else:
        parts = [t("<b>Nothing is held about you.</b>")]
    parts.append(
        t(
            "<b>No longer to be found</b>\nPapers that were sent. They carry neither your number nor a code of "
            "yours, so nobody can tell which one you wrote, nor show, change or erase it."
        )
    )
    parts.append(
        t(
            "/rutlai withdraws from an open paper.\n/xoa erases everything held about you.\n"
            "/yeucau sends another request to the coordinators."
        )
    )
    return "\n\n".join([*parts, *_proof(account.number, t)])


def withdrawal_text(done: Withdrawal, t: Translator) -> str:
    """What was withdrawn, or the question from which paper."""
    if done.outcome is None:
        asked = t("From which paper do you withdraw? Its answers are erased at once.")
        return "\n\n".join([*_changed(done.changed, t), asked])
    if done.outcome is Outcome.NOTHING_HELD:
        parts = [t("There is no open paper to withdraw from.")]
    elif done.campaign:
        parts = [
            t(
                "You withdrew from the paper “{campaign}”. Its answers are erased, and its invitation is free "
                "again.",
                campaign=in_language(done.campaign.title, t.language),
            )
        ]
    else:
        parts = [t("You withdrew from all papers. Their answers are erased, and their invitations are free again.")]
    if done.sent:
        names = [f"• {escape(in_language(each.campaign.title, t.language))}" for each in done.sent]
        parts += [t("Sent already:"), "\n".join(lines_within(ROOM, names))]
        parts.append(
            t(
                "A sent paper carries no trace of you: nobody can find it to take it back. Noted is only that you "
                "took part, so that each person is heard once; /xoa cuts that link too."
            )
        )
    return "\n\n".join([*parts, *_proof(done.number, t)])


def withdrawal_buttons(done: Withdrawal, t: Translator) -> InlineKeyboardMarkup | None:
    """One button for each open paper to choose from, and one for all where there are several."""
    if not done.offers:
        return None
    texts = [clipped(in_language(each.campaign.title, t.language), BUTTON_TEXT) for each in done.choose]
    texts += [t("From all of them")] * (len(done.offers) - len(texts))
    keys = [PrivacyKey.of(PrivacyAct.WITHDRAW, offer) for offer in done.offers]
    return keyboard(*([button(text, key)] for text, key in zip(texts, keys, strict=True)), [_keep(t)])


def erasure_text(done: Erasure, t: Translator) -> str:
    """What would be erased; or what was, and what could not be."""
    if done.outcome is None:
        return _erasure_question(done, t)
    if done.outcome is Outcome.NOTHING_HELD:
        return "\n\n".join([t("<b>Nothing is held about you.</b>"), *_proof(done.number, t)])
    parts = [
        t("<b>Everything held about you is erased.</b>"),
        t(
            "Papers that you sent before stay counted: nobody can tell which ones they are. The messages of this "
            "chat lie with Telegram; you can delete the chat."
        ),
    ]
    return "\n\n".join([*parts, *_proof(done.number, t)])


def _erasure_question(asked: Erasure, t: Translator) -> str:
    parts = [*_changed(asked.changed, t), t("<b>Held about you</b>"), _list(asked.held, t)]
    if any(each.kind is HeldKind.ROLE for each in asked.held):
        parts.append(t("You would lose your role, and need a new code from the secretariat to have it again."))
    parts.append(t("Papers that were sent stay counted: nobody can tell which one you wrote."))
    return "\n\n".join([*parts, t("<b>Erase all of this now? It cannot be undone.</b>")])


def erasure_buttons(done: Erasure, t: Translator) -> InlineKeyboardMarkup | None:
    """The confirmation, where something is asked."""
    if done.offer is None:
        return None
    yes = button(t("Yes, erase everything"), PrivacyKey.of(PrivacyAct.ERASE, done.offer))
    return keyboard([yes], [_keep(t)])


def _keep(t: Translator) -> InlineKeyboardButton:
    return button(t("Keep everything"), PrivacyKey(act=PrivacyAct.KEEP))


def _list(held: Sequence[Held], t: Translator) -> str:
    return "\n".join(lines_within(ROOM, [f"• {_line(each, t)}" for each in held]))


def _line(held: Held, t: Translator) -> str:
    name = in_language(held.name, t.language)
    match held.kind:
        case HeldKind.LANGUAGE:
            return t("Your Telegram number, with the language {language}", language=language_name(held.language))
        case HeldKind.ROLE:
            return _role(held, t)
        case HeldKind.DRAFT if held.day:
            return t.many(
                "Open paper “{name}”: {n} answer; you agreed on {day} to notice {notice}",
                "Open paper “{name}”: {n} answers; you agreed on {day} to notice {notice}",
                held.count,
                name=name,
                day=held.day,
                notice=held.notice,
            )
        case HeldKind.DRAFT:
            return t("Open paper “{name}”: not agreed to yet, no answers", name=name)
        case HeldKind.PARTICIPATION:
            return t(
                "That you took part in “{name}” and agreed on {day} to notice {notice}; not what you answered",
                name=name,
                day=held.day,
                notice=held.notice,
            )
        case HeldKind.MESSAGES:
            return t.many(
                "{n} message of the bot to you, sent or planned",
                "{n} messages of the bot to you, sent or planned",
                held.count,
            )
        case HeldKind.REQUEST:
            return t("Your request {number} of {day}, not answered yet", number=held.number, day=held.day)
        case HeldKind.REPORT:
            return t("Your report {number} of {day}", number=held.number, day=held.day)
        case HeldKind.REPORT_WRITING:
            return t("What you are writing about a report")


def _role(held: Held, t: Translator) -> str:
    if held.role is None:
        raise ValueError("a role that is held is named")
    province = in_language(held.role.province, t.language)
    if held.role.kind is RoleKind.COORDINATOR or held.role.unit is None:
        return t("Your role: coordinator of {province}", province=province)
    unit = in_language(held.role.unit.name, t.language)
    return t("Your role: official of {unit}, {province}", unit=unit, province=province)


def _changed(changed: bool, t: Translator) -> list[str]:
    return ["⚠️ " + t("Something has changed since this button was shown. Please look again.")] if changed else []


def _proof(number: str, t: Translator) -> list[str]:
    return [t("<i>Request {number}, done at once. The number names nobody.</i>", number=number)] if number else []
