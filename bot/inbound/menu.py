"""The menu under messages to officials and coordinators, and the choice of a language."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup

from bot.app.entities import Role, RoleKind
from bot.app.standings import ScoreCard
from bot.i18n import LANGUAGES, Language, Translator, language_name
from bot.inbound.keyboards import Row, button, keyboard
from bot.inbound.keys import MenuKey, WhyKey

__all__ = ["LanguageKey", "language_buttons", "menu"]


class LanguageKey(CallbackData, prefix="l"):
    """A button that chooses a language."""

    code: Language


def menu(roles: tuple[Role, ...], t: Translator, card: ScoreCard | None = None) -> InlineKeyboardMarkup | None:
    """One tap to everything the person's roles allow; nothing for a citizen. `card` is what it stands below."""
    kinds = {role.kind for role in roles}
    own: Row = []
    reports: Row = []
    requests: Row = []
    if RoleKind.OFFICIAL in kinds:
        why = WhyKey(unit=card.unit.id, round=card.round.id) if card else MenuKey(command="visao")
        own += [button(t("Score"), MenuKey(command="diem")), button(t("Why?"), why)]
        reports.append(button(t("Citizens' reports"), MenuKey(command="phananhden")))
    if roles:
        own.append(button(t("Deadlines"), MenuKey(command="han")))
    if RoleKind.COORDINATOR in kinds:
        reports.append(button(t("Late reports"), MenuKey(command="tre")))
        requests.append(button(t("Data requests"), MenuKey(command="yeucauden")))
    return keyboard(own, reports, requests)


def language_buttons() -> InlineKeyboardMarkup | None:
    return keyboard(*([button(language_name(code), LanguageKey(code=code))] for code in LANGUAGES))
